import net from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { portHolders } from './port-holders.mjs'
import { freePorts, portsFromBase } from './ports'

let server: net.Server
beforeEach(() => {
  server = net.createServer()
})
afterEach(() => new Promise<void>((resolve) => void server.close(() => resolve())))

function listen(host: string): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, host, () => resolve((server.address() as net.AddressInfo).port))
  })
}

describe('the holder of a port', () => {
  it.each(['127.0.0.1', '0.0.0.0', '::', '::ffff:127.0.0.1'])(
    'is found when it listens on %s',
    async (host) => {
      expect(portHolders(await listen(host))).toEqual([{ pid: process.pid, name: expect.any(String) }])
    },
  )

  it('is asked for at any other address, where only those of that address, or of all, listen', async () => {
    const other = await listen('127.0.0.2')
    const [own] = portHolders(other, '127.0.0.2')
    expect(own).toEqual({ pid: process.pid, name: expect.any(String) })
    for (const address of [undefined, '127.0.0.3', '2.0.0.127', '::1', 'fe80::1%lo', 'localhost'])
      expect(portHolders(other, address), address).toEqual([])
    await new Promise((resolve) => server.close(resolve))
    const everywhere = await listen('0.0.0.0')
    expect(portHolders(everywhere, '192.0.2.1')).toEqual([own])
  })

  it.each(['::1', '0:0:0:0:0:0:0:1'])('is found at %s', async (address) => {
    const port = await listen('::1')
    expect(portHolders(port, address)).toEqual([{ pid: process.pid, name: expect.any(String) }])
    expect(portHolders(port, '0100::')).toEqual([])
  })

  it('is nobody when nothing listens', async () => {
    const port = await listen('127.0.0.1')
    await new Promise((resolve) => server.close(resolve))
    expect(portHolders(port)).toEqual([])
  })
})

describe('ports', () => {
  it('are the ordinary ones plus the base', () => {
    expect(portsFromBase(0)).toMatchObject({ imap: 143, smtp: 25, https: 443, sieve: 4190 })
    expect(portsFromBase(10_000)).toMatchObject({ imap: 10_143, submission: 10_587 })
  })

  it('chosen for a test are free, different, and none that the kernel hands out to clients', () => {
    const numbers = Object.values(freePorts())
    expect(new Set(numbers).size).toBe(numbers.length)
    for (const port of numbers) {
      expect(portHolders(port)).toEqual([])
      expect(port).toBeLessThan(32_768)
    }
  })
})
