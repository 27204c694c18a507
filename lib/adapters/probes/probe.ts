/**
 * A server is up when it answers a question in its own protocol in time. A pid file, a process or an open port say
 * nothing: the kernel goes on accepting connections for a process that a signal holds.
 */

/** Where an instance's servers are asked; everything is on this machine. */
export type ProbeTargets = {
  ports: { ldap: number; imap: number; smtp: number; https: number; ftp: number }
  suffix: string
  hostname: string
  saslauthdMux: string
}

/** What a question came to: true for the answer expected, false for another. Throws when there was none. */
export type Probe = (targets: ProbeTargets, signal: AbortSignal) => Promise<boolean>

/**
 * answers: up. absent: nobody listens. silent: somebody accepts connections but does not answer in time.
 * strange: the answer is not that of the server, or it refuses to serve.
 */
export type ProbeDetail = 'answers' | 'absent' | 'silent' | 'strange'
