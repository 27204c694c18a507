/**
 * Who listens on a port of this machine, read from proc(5). Plain JavaScript, because `npm start` asks this before
 * anything is installed or built.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { isIP } from 'node:net'

const LISTEN = '0A'

/** The processes listening on a TCP port of an address, or of every address: [{ pid, name }]; [] when it is free. */
export function portHolders(port, address = '127.0.0.1') {
  const own = asInKernel(address)
  const inodes = new Set(
    listeners()
      .filter(
        (row) => row.port === port && (/^(0*|0{16}FFFF0{12})$/.test(row.address) || own.test(row.address)),
      )
      .map((row) => row.inode),
  )
  if (inodes.size === 0) return []
  const found = pids().filter((pid) => socketInodes(pid).some((inode) => inodes.has(inode)))
  // Without a process to show, as for another user's or the kernel's sockets, the port is busy all the same.
  return found.length > 0 ? found.map((pid) => ({ pid, name: nameOf(pid) })) : [{ pid: 0, name: 'unknown' }]
}

function listeners() {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => {
    const rows = attempt(() => readFileSync(table, 'utf8').trim().split('\n').slice(1)) ?? []
    return rows
      .map((row) => row.trim().split(/\s+/))
      .filter((fields) => fields[3] === LISTEN)
      .map((fields) => {
        const [address, port] = fields[1].split(':')
        return { address, port: Number.parseInt(port, 16), inode: fields[9] }
      })
  })
}

/** An address in the kernel's notation, words of four bytes from behind, and of IPv4 the same mapped into IPv6. */
function asInKernel(address) {
  const word = (bytes) =>
    bytes
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .reverse()
      .join('')
      .toUpperCase()
  if (isIP(address) === 4) return new RegExp(`^(0{16}FFFF0000)?${word(address.split('.').map(Number))}$`)
  if (isIP(address) !== 6 || address.includes('%')) return /^(?!)/
  const [, groups] = /^\[(.*)\]$/.exec(new URL(`http://[${address}]`).hostname) ?? []
  const [head, tail = []] = groups.split('::').map((part) => part.split(':').filter(Boolean))
  const all = [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail]
  const bytes = all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
  return new RegExp(`^${[0, 4, 8, 12].map((at) => word(bytes.slice(at, at + 4))).join('')}$`)
}

function socketInodes(pid) {
  const fds = attempt(() => readdirSync(`/proc/${pid}/fd`)) ?? []
  return fds.flatMap((fd) => {
    const target = attempt(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? ''
    const socket = /^socket:\[(\d+)\]$/.exec(target)
    return socket ? [socket[1]] : []
  })
}

function pids() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

function nameOf(pid) {
  return attempt(() => readFileSync(`/proc/${pid}/comm`, 'utf8').trim()) ?? 'unknown'
}

/** A process can end between two looks. */
function attempt(look) {
  try {
    return look()
  } catch {
    return undefined
  }
}
