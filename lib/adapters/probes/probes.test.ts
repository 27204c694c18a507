import net from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { probeServices, type ServiceProbe } from '.'

/** Milliseconds: by far more than a probe may take here, whatever else the machine does. */
const LONG = 15_000

const open: net.Server[] = []

afterEach(async () => {
  for (const server of open.splice(0)) await new Promise((resolve) => server.close(resolve))
})

/** A server that does this with every connection; gives its port. */
async function listen(serve: (socket: net.Socket) => void): Promise<number> {
  const server = net.createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.resume()
    serve(socket)
  })
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as net.AddressInfo).port
}

async function probeAllAt(port: number, withinMs: number): Promise<ServiceProbe[]> {
  return probeServices(
    {
      ports: { ldap: port, imap: port, smtp: port, https: port, ftp: port },
      suffix: 'dc=example,dc=com',
      hostname: 'mail.example.com',
      saslauthdMux: '/nonexistent/mux',
    },
    withinMs,
  )
}

const tcp = (probes: ServiceProbe[]) =>
  probes.filter(({ service }) => service !== 'saslauthd').map(({ detail }) => detail)

describe('a probe', () => {
  it('finds nobody where nobody listens', async () => {
    const port = await listen(() => {})
    await new Promise((resolve) => open.splice(0)[0]?.close(resolve))
    const probes = await probeAllAt(port, 2000)
    expect(new Set(probes.map(({ detail }) => detail))).toEqual(new Set(['absent']))
  })

  it('waits no longer than it may for a server that accepts connections and says nothing', async () => {
    const port = await listen(() => {})
    const begin = performance.now()
    const probes = await probeAllAt(port, 300)
    expect(performance.now() - begin).toBeLessThan(LONG)
    expect(new Set(tcp(probes))).toEqual(new Set(['silent']))
  })

  it('does not take another server for the one it asks', async () => {
    const port = await listen((socket) => socket.end('SSH-2.0-another\r\n'))
    const probes = await probeAllAt(port, 300)
    expect(tcp(probes)).not.toContain('answers')
  })

  it('is not kept by a server that never stops talking', async () => {
    const port = await listen((socket) => {
      const more = () => {
        while (!socket.destroyed && socket.write('* and another thing\r\n'.repeat(100)));
      }
      socket.on('drain', more)
      more()
    })
    const begin = performance.now()
    const probes = await probeAllAt(port, 500)
    expect(performance.now() - begin).toBeLessThan(LONG)
    expect(tcp(probes)).not.toContain('answers')
  })
})
