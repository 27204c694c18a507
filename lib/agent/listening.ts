/** Where processes listen, read from proc(5). */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

const LISTEN = '0A'
/** In /proc/net/unix: a socket that takes connections. */
const ACCEPTS = '00010000'

/** Addresses such as `127.0.0.1:143` and `[::]:143`, without those of the loopback twice; sockets by their paths. */
export function listeningOf(pids: readonly number[]): { addresses: string[]; sockets: string[] } {
  const own = new Set(pids.flatMap(socketsOf))
  const tcp = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    rowsOf(table)
      .filter((fields) => fields[3] === LISTEN && own.has(fields[9] ?? ''))
      .map((fields) => addressOf(fields[1] ?? '')),
  )
  const unix = rowsOf('/proc/net/unix')
    .filter((fields) => fields[3] === ACCEPTS && own.has(fields[6] ?? '') && fields[7])
    .map((fields) => fields[7] ?? '')
  return { addresses: [...new Set(tcp)].toSorted(byPort), sockets: [...new Set(unix)].toSorted() }
}

function byPort(one: string, other: string): number {
  const port = (address: string) => Number(/\d+$/.exec(address)?.[0])
  return port(one) - port(other) || (one < other ? -1 : 1)
}

function rowsOf(table: string): string[][] {
  const rows = attempt(() => readFileSync(table, 'utf8').trim().split('\n').slice(1)) ?? []
  return rows.map((row) => row.trim().split(/\s+/))
}

function socketsOf(pid: number): string[] {
  const fds = attempt(() => readdirSync(`/proc/${pid}/fd`)) ?? []
  return fds.flatMap((fd) => {
    const target = attempt(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? ''
    return /^socket:\[(\d+)\]$/.exec(target)?.slice(1) ?? []
  })
}

/** The kernel writes each word of an address as its processor keeps it, here with the last byte first. */
function addressOf(written: string): string {
  const [hex = '', port = ''] = written.split(':')
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).toReversed())
  const number = Number.parseInt(port, 16)
  if (bytes.length === 4) return `${bytes.map((byte) => Number.parseInt(byte, 16)).join('.')}:${number}`
  const groups = Array.from({ length: 8 }, (_, i) => `${bytes[2 * i]}${bytes[2 * i + 1]}`)
  const { hostname } = new URL(`http://[${groups.join(':')}]`)
  return `${hostname}:${number}`
}

/** A process can end between two looks. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}
