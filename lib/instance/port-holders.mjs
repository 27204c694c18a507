/**
 * Who listens on a port of this machine, read from proc(5). Plain JavaScript, because `npm start` asks this before
 * anything is installed or built.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

const LISTEN = '0A'

/** The processes listening on a TCP port of 127.0.0.1 or of every address: [{ pid, name }]; [] when it is free. */
export function portHolders(port) {
  const inodes = new Set(
    listeners()
      .filter((row) => row.port === port)
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
      .filter((fields) => fields[3] === LISTEN && isOurs(fields[1].split(':')[0]))
      .map((fields) => ({ port: Number.parseInt(fields[1].split(':')[1], 16), inode: fields[9] }))
  })
}

/** 127.0.0.1 and 0.0.0.0 in the kernel's notation, the same mapped into IPv6, and ::. */
function isOurs(address) {
  return /^(0{8}|0100007F)$/.test(address.slice(-8)) && /^(0*|0{16}FFFF0000)$/.test(address.slice(0, -8))
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
