import http from 'node:http'
import https from 'node:https'
import type { TLSSocket } from 'node:tls'
import type { Instance } from '@/lib/instance/instance'
import { Silence } from './dialogue'
import { Refusal } from './greetings'

const PATIENCE = 5_000

type Answer = { status: number; server: string; expires: string }

/** Answers 421 to whoever comes past Apache, and 200 only when Apache tells the web process what it needs. */
const BEHIND = '/api/health/apache'

/** TLS, Apache's own page, and the console behind it if that answers by itself. */
export async function probeApache({ ports, hostname }: Instance): Promise<void> {
  // As browsers write it: the console refuses a name that is not its own, port and all.
  const { host } = new URL(`https://${hostname}:${ports.https}`)
  const ask = (path: string) =>
    answer((done) =>
      https.request(
        {
          ...{ host: '127.0.0.1', port: ports.https, servername: hostname, path, timeout: PATIENCE },
          // Who it says it is does not matter here; until when does.
          ...{ headers: { host }, rejectUnauthorized: false, agent: false },
        },
        done,
      ),
    )
  const own = await ask('/unavailable.html')
  if (!own.server.startsWith('Apache')) throw new Refusal('another server answers')
  if (own.status !== 200) throw new Refusal(`its own page: ${own.status}`)
  if (own.expires && Date.parse(own.expires) < Date.now())
    throw new Refusal(`the certificate has expired: ${own.expires}`)
  const direct = await answer((done) =>
    http.request({ host: '127.0.0.1', port: ports.web, path: BEHIND, timeout: PATIENCE, agent: false }, done),
  ).catch(() => undefined)
  if (direct?.status !== 421) return
  const { status } = await ask(BEHIND)
  if (status === 421) throw new Refusal('the console behind it is not told what it needs')
  if (status !== 200) throw new Refusal(`the console behind it: ${status}`)
}

/** Errors: Silence. */
function answer(
  request: (done: (response: http.IncomingMessage) => void) => http.ClientRequest,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const question = request((response) => {
      const { statusCode = 0, headers, socket } = response
      const certificate =
        'getPeerCertificate' in socket ? (socket as TLSSocket).getPeerCertificate() : undefined
      response.resume()
      resolve({
        status: statusCode,
        server: String(headers.server ?? ''),
        expires: certificate?.valid_to ?? '',
      })
    })
    question.on('timeout', () => question.destroy(new Silence('no answer in time')))
    question.on('error', (error: NodeJS.ErrnoException) => reject(new Silence(error.code ?? error.message)))
    question.end()
  })
}
