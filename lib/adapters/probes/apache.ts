import { request } from 'node:https'
import type { Probe } from './probe'

/** Asks for the page that Apache itself shows, whatever state the web process behind it is in. */
export const probeApache: Probe = ({ ports, hostname }, signal) =>
  new Promise((resolve, reject) => {
    const question = request({
      ...{ host: '127.0.0.1', port: ports.https, servername: hostname },
      ...{ method: 'HEAD', path: '/unavailable.html', headers: { host: hostname } },
      // The question is whether it answers, not who it is: the certificate may be a demonstration.
      rejectUnauthorized: false,
      agent: false,
      signal,
    })
    question.on('response', (response) => {
      response.resume()
      resolve(response.statusCode === 200 && String(response.headers.server).startsWith('Apache'))
    })
    question.on('error', reject)
    question.end()
  })
