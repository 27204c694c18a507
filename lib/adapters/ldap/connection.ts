import { Client, ResultCodeError } from 'ldapts'
import { Turns } from '@/lib/adapters/turns'
import { isConsoleError } from '@/lib/errors'
import { formatDn, parseDn } from './dn'
import { fromLdapts, unreachable } from './refusal'

export type ConnectionOptions = { url: string; bindDn: string; password: string; timeoutMs: number }

/** slapd ends a connection on which a thousand requests wait (olcConnMaxPendingAuth). */
const MOST_AT_ONCE = 200

/**
 * One bound connection that many requests share at once; opened at the first request and again when it was lost.
 * ldapts would reconnect by itself too, but unbound: no request goes out on a connection that is not bound.
 */
export class Connection {
  readonly #options: ConnectionOptions
  readonly #turns: Turns
  #client: Client | undefined
  #opening: Promise<Client> | undefined

  constructor(options: ConnectionOptions) {
    this.#options = options
    this.#turns = new Turns(MOST_AT_ONCE, options.timeoutMs, unreachable)
  }

  /**
   * Errors: LdapRefusal for slapd's refusals; unavailable service.unreachable when it does not answer within the
   * timeout, after which the connection is given up. Whether a change was made is then unknown.
   */
  run<T>(request: (client: Client) => Promise<T>): Promise<T> {
    return this.#turns.take(() => this.#send(request))
  }

  close(): void {
    if (this.#client) this.#giveUp(this.#client)
  }

  async #send<T>(request: (client: Client) => Promise<T>): Promise<T> {
    const client = await this.#bound()
    return ask(
      client,
      () => request(client),
      () => this.#giveUp(client),
    )
  }

  async #bound(): Promise<Client> {
    if (this.#client?.isBound) return this.#client
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined
    })
    return this.#opening
  }

  async #open(): Promise<Client> {
    const { bindDn, password } = this.#options
    this.#client = await openBound(this.#options, bindDn, password)
    return this.#client
  }

  #giveUp(client: Client): void {
    if (this.#client === client) this.#client = undefined
    leave(client)
  }
}

/** A request on a bound connection, which is given up when it fails. Errors: as `run`. */
export async function ask<T>(
  client: Client,
  request: () => Promise<T>,
  giveUp = () => leave(client),
): Promise<T> {
  if (!client.isBound) throw unreachable()
  try {
    return await request()
  } catch (error) {
    // Mistakes in the request are no fault of the connection; all that ldapts throws besides results is.
    if (isConsoleError(error) || error instanceof TypeError) throw error
    if (!(error instanceof ResultCodeError)) giveUp()
    throw fromLdapts(error)
  }
}

/** A connection bound as this entry; connecting and binding take at most `timeoutMs` each. Errors: as `run`. */
export async function openBound(
  { url, timeoutMs }: { url: string; timeoutMs: number },
  dn: string,
  password: string,
): Promise<Client> {
  const client = new Client({ url, timeout: timeoutMs, connectTimeout: timeoutMs })
  try {
    // ldapts takes a name such as EXTERNAL for a SASL mechanism; the parser lets only names with "=" through.
    await client.bind(formatDn(parseDn(dn)), password)
    return client
  } catch (error) {
    leave(client)
    throw fromLdapts(error)
  }
}

/** Ends a connection without waiting for slapd. */
export function leave(client: Client): void {
  client.unbind().catch(() => {})
}
