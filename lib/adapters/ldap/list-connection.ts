import type { Client } from 'ldapts'
import { ask, type ConnectionOptions, leave, openBound } from './connection'
import { askForWindow, type ListAnswer, type ListRequest } from './list-request'

/** Lists that slapd keeps for a connection (olcSssVlvMaxPerConn); it forgets one only when the connection ends. */
const PLACES = 5
/** Entries of lists nobody looks at any more that are worth a new connection, which costs an ARGON2 sign-in. */
const WASTE = 20_000
/** How long a list that nobody else asks for may be busy. */
const FREE_MS = 1000

/** A connection with the lists that slapd has sorted for it. */
export class ListConnection {
  readonly #opening: Promise<Client>
  readonly #timeLimit: number
  #client: Client | undefined
  #isOver = false
  #taken = 0
  #running = 0
  /** Tokens of the lists that may be asked for again. */
  readonly kept = new Set<string>()
  entries = 0
  usedAt = Date.now()

  constructor(options: ConnectionOptions) {
    this.#timeLimit = Math.ceil(options.timeoutMs / 1000)
    this.#opening = openBound(options, options.bindDn, options.password).then(
      (client) => {
        if (this.#isOver) leave(client)
        this.#client = client
        return client
      },
      (error) => {
        this.#isOver = true
        throw error
      },
    )
    // Opened ahead of need, nobody may be waiting for it.
    this.#opening.catch(() => {})
  }

  get isUsable(): boolean {
    return !this.#isOver && (this.#client?.isBound ?? true)
  }

  get isIdle(): boolean {
    return this.#running === 0
  }

  get hasPlace(): boolean {
    return this.isUsable && this.#taken < PLACES
  }

  /** True when slapd keeps for it only what nobody will ask for, and enough of that. */
  get isSpent(): boolean {
    return this.isIdle && this.kept.size === 0 && (this.#taken >= PLACES || this.entries > WASTE)
  }

  /** Sorts a new list; null when slapd is too busy. */
  async sort(request: ListRequest): Promise<ListAnswer | null> {
    this.#taken++
    const answer = await this.#ask(request)
    if (answer?.context) this.entries += answer.total
    else this.#taken--
    return answer
  }

  /** Looks into a list that was sorted before; null when slapd does not come to give it. */
  async look(request: ListRequest, context: Buffer): Promise<ListAnswer | null> {
    // slapd calls a list busy until a moment after it has sent its last answer.
    const deadline = Date.now() + FREE_MS
    for (;;) {
      const answer = await this.#ask(request, context)
      if (answer || Date.now() > deadline) return answer
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
  }

  close(): void {
    this.#isOver = true
    if (this.#client) leave(this.#client)
  }

  async #ask(request: ListRequest, context?: Buffer): Promise<ListAnswer | null> {
    this.#running++
    try {
      const client = await this.#opening
      return await ask(client, () => askForWindow(client, request, { context, timeLimit: this.#timeLimit }))
    } finally {
      this.#running--
      this.usedAt = Date.now()
    }
  }
}
