/**
 * Sorted lists that slapd keeps, so that it sorts once for somebody who pages or scrolls. It keeps few for
 * everybody together (olcSssVlvMax) and says "busy" beyond: those that were not looked at longest give way, and who
 * still finds no place waits for one.
 */
import { randomBytes } from 'node:crypto'
import { Turns } from '@/lib/adapters/turns'
import type { ConnectionOptions } from './connection'
import type { Entry } from './entry'
import { ListConnection } from './list-connection'
import { type ListAnswer, type ListRequest, listKey } from './list-request'
import { unreachable } from './refusal'

export type Window = {
  entries: Entry[]
  /** Row of the first entry, from 0; the total when the window is past the end. */
  offset: number
  /** Entries of the list that the person may see. */
  total: number
  /** Given with the next look it gets rows of this same list; null when there are no others. */
  list: string | null
}

/** More than that would only share the processors; with fewer the last of many would wait too long where others need them. */
const SORTS_AT_ONCE = 4
const MOST_CONNECTIONS = 14
/** slapd takes some 170 bytes for each. */
const MOST_ENTRIES = 1_500_000
const IDLE_MS = 60_000
const RETRY_MS = 20
/** Sorting is long work, and waits for that of others: so many times an ordinary request. */
const TO_SORT = 4
const TO_WAIT = 12

type Kept = { key: string; context: Buffer; connection: ListConnection; turns: Turns }

export class Lists {
  readonly #options: ConnectionOptions
  readonly #patienceMs: number
  readonly #sorting: Turns
  readonly #connections = new Set<ListConnection>()
  readonly #kept = new Map<string, Kept>()
  #cleaning: NodeJS.Timeout | undefined

  constructor(options: ConnectionOptions) {
    this.#options = { ...options, timeoutMs: options.timeoutMs * TO_SORT }
    this.#patienceMs = options.timeoutMs * TO_WAIT
    this.#sorting = new Turns(SORTS_AT_ONCE, this.#patienceMs, unreachable)
  }

  /** A window into the list of this token, or into a new one when that is gone or another one. */
  async window(request: ListRequest, token?: string | null): Promise<Window> {
    const key = listKey(request)
    const kept = token ? this.#kept.get(token) : undefined
    if (token && kept?.key === key) {
      // slapd gives one look at a time. The list may have given way to others while this one waited.
      const { connection, context, turns } = kept
      const answer = await turns.take(async () =>
        connection.isUsable ? connection.look(request, context) : null,
      )
      if (answer) return { ...withoutContext(answer), list: token }
    }
    const { answer, connection } = await this.#sort(request)
    const isWhole = answer.entries.length >= answer.total
    const list = isWhole || !answer.context ? null : this.#keep(key, answer.context, connection)
    this.#clean()
    return { ...withoutContext(answer), list }
  }

  /** How many entries the list has; nothing of it is kept. */
  async count(request: ListRequest): Promise<number> {
    const { answer } = await this.#sort(request)
    this.#clean()
    return answer.total
  }

  close(): void {
    clearTimeout(this.#cleaning)
    for (const connection of this.#connections) this.#drop(connection)
  }

  #keep(key: string, context: Buffer, connection: ListConnection): string {
    const token = randomBytes(16).toString('base64url')
    // It may have given way to others already; then the next look sorts again.
    if (!this.#connections.has(connection)) return token
    const turns = new Turns(1, this.#options.timeoutMs, unreachable)
    this.#kept.set(token, { key, context, connection, turns })
    connection.kept.add(token)
    return token
  }

  #sort(request: ListRequest): Promise<{ answer: ListAnswer; connection: ListConnection }> {
    return this.#sorting.take(async () => {
      const deadline = Date.now() + this.#patienceMs
      for (;;) {
        const connection = this.#place()
        const answer = connection && (await connection.sort(request).finally(() => this.#openAhead()))
        if (answer) return { answer, connection }
        if (Date.now() > deadline) throw unreachable()
        this.#dropLongestIdle()
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      }
    })
  }

  /** A connection with room for a list; undefined while all that could be given up are in use. */
  #place(): ListConnection | undefined {
    for (const connection of this.#connections) if (!connection.isUsable) this.#drop(connection)
    while (this.#total() > MOST_ENTRIES && this.#dropLongestIdle());
    for (const connection of this.#connections) if (connection.hasPlace) return connection
    if (this.#connections.size >= MOST_CONNECTIONS) this.#dropLongestIdle()
    return this.#connections.size < MOST_CONNECTIONS ? this.#open() : undefined
  }

  #open(): ListConnection {
    const connection = new ListConnection(this.#options)
    this.#connections.add(connection)
    return connection
  }

  /** Nobody should wait for the sign-in when the next list is sorted. */
  #openAhead(): void {
    const usable = [...this.#connections].filter(({ isUsable }) => isUsable)
    if (usable.length === 0 || usable.length >= MOST_CONNECTIONS) return
    if (!usable.some(({ hasPlace }) => hasPlace)) this.#open()
  }

  #total(): number {
    return [...this.#connections].reduce((sum, { entries }) => sum + entries, 0)
  }

  #dropLongestIdle(): boolean {
    const idle = [...this.#connections].filter(({ isIdle }) => isIdle)
    const [oldest] = idle.sort((a, b) => a.usedAt - b.usedAt)
    if (oldest) this.#drop(oldest)
    return oldest !== undefined
  }

  #drop(connection: ListConnection): void {
    for (const token of connection.kept) this.#kept.delete(token)
    this.#connections.delete(connection)
    connection.close()
  }

  /** Gives back what nobody asks for any more, now and again later. */
  #clean(): void {
    for (const connection of this.#connections) {
      const isOld = connection.isIdle && Date.now() - connection.usedAt > IDLE_MS
      if (connection.isSpent || isOld) this.#drop(connection)
    }
    clearTimeout(this.#cleaning)
    if (this.#connections.size > 0) this.#cleaning = setTimeout(() => this.#clean(), IDLE_MS).unref()
  }
}

function withoutContext({ entries, offset, total }: ListAnswer): Omit<Window, 'list'> {
  return { entries, offset, total }
}
