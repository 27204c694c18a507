import { Turns } from '@/lib/adapters/turns'
import { ImapConnection, type ImapOptions } from './connection'
import { unreachable } from './refusal'

/** The administrator's connections: at most four, kept open between uses for `idleMs`; one is waited for `patienceMs`. */
export class Pool {
  readonly #options: ImapOptions
  readonly #idleMs: number
  readonly #turns: Turns
  readonly #idle: { connection: ImapConnection; expiry: NodeJS.Timeout }[] = []

  constructor(options: ImapOptions, { places = 4, idleMs = 30_000, patienceMs = options.timeoutMs } = {}) {
    this.#options = options
    this.#idleMs = idleMs
    this.#turns = new Turns(places, patienceMs, unreachable)
  }

  use<T>(work: (connection: ImapConnection) => Promise<T>): Promise<T> {
    return this.#turns.take(async () => {
      const connection = this.#awake() ?? (await ImapConnection.open(this.#options))
      try {
        return await work(connection)
      } finally {
        this.#rest(connection)
      }
    })
  }

  close(): void {
    for (let connection = this.#awake(); connection; connection = this.#awake()) connection.close()
  }

  // The one used last: the others grow old and are closed.
  #awake(): ImapConnection | undefined {
    for (let resting = this.#idle.pop(); resting; resting = this.#idle.pop()) {
      clearTimeout(resting.expiry)
      if (resting.connection.usable) return resting.connection
    }
    return undefined
  }

  #rest(connection: ImapConnection): void {
    if (!connection.usable) return
    const expiry = setTimeout(() => {
      this.#idle.splice(this.#idle.indexOf(resting), 1)
      connection.close()
    }, this.#idleMs)
    const resting = { connection, expiry }
    this.#idle.push(resting)
  }
}
