import type { Client } from 'ldapts'
import { Turns } from '@/lib/adapters/turns'
import { Connection, type ConnectionOptions } from './connection'
import { unreachable } from './refusal'

/** Connections for long searches, one search on each at a time: slapd mixes up two paged ones on the same (53). */
export class Lanes {
  readonly #options: ConnectionOptions
  readonly #turns: Turns
  readonly #idle: Connection[] = []

  /** Who finds them all in use waits `patienceMs` at most. */
  constructor(count: number, options: ConnectionOptions, patienceMs = options.timeoutMs) {
    this.#options = options
    this.#turns = new Turns(count, patienceMs, unreachable)
  }

  take<T>(request: (client: Client) => Promise<T>): Promise<T> {
    return this.#turns.take(async () => {
      const connection = this.#idle.pop() ?? new Connection(this.#options)
      try {
        return await connection.run(request)
      } finally {
        this.#idle.push(connection)
      }
    })
  }

  close(): void {
    for (const connection of this.#idle.splice(0)) connection.close()
  }
}
