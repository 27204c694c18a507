/**
 * One signed-in IMAP connection. Commands are built here from typed arguments and nowhere else; every exchange
 * has a deadline, after which the connection is closed, because a late answer would be taken for the next one's.
 */
import { type ImapAttribute, ImapFlow } from 'imapflow'
import { encodeName, type MailboxName } from './names'
import { fromImapflow, ImapRefusal, unreachable } from './refusal'

export type ImapOptions = {
  host: string
  port: number
  adminLogin: string
  adminPassword: string
  timeoutMs: number
}

/** `word`: a keyword of the protocol; `mailbox`: a name; `text`: any value; a list goes in parentheses. */
export type Argument = { word: string } | { mailbox: MailboxName } | { text: string } | Argument[]

/** What Cyrus answered: text, NIL, or a list in parentheses. */
export type Value = string | null | Value[]

/** One untagged response. */
export type Answer = { kind: string; values: Value[] }

export class ImapConnection {
  readonly #flow: ImapFlow
  readonly #timeoutMs: number

  private constructor(flow: ImapFlow, timeoutMs: number) {
    this.#flow = flow
    this.#timeoutMs = timeoutMs
  }

  /** Signs in as the administrator, and acts as `person` when one is given (SASL PLAIN, RFC 4616). */
  static async open(options: ImapOptions, person?: string): Promise<ImapConnection> {
    const { host, port, adminLogin, adminPassword, timeoutMs } = options
    const flow = new ImapFlow({
      host,
      port,
      secure: false,
      doSTARTTLS: false,
      auth: { user: adminLogin, pass: adminPassword, authzid: person, loginMethod: 'AUTH=PLAIN' },
      logger: false,
      disableAutoIdle: true,
      disableAutoEnable: true,
      disableCompression: true,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
    })
    // Whatever breaks a connection is also what its commands are rejected with.
    flow.on('error', () => {})
    skipNamespace(flow)
    const connection = new ImapConnection(flow, timeoutMs)
    try {
      await connection.#inTime(flow.connect())
    } catch (error) {
      flow.close()
      throw error
    }
    return connection
  }

  get usable(): boolean {
    return this.#flow.usable
  }

  /**
   * The untagged responses of the wanted kind, each as its list of values.
   * Errors: ImapRefusal; unavailable service.unreachable.
   */
  async command(verb: string, words: Argument[], wanted?: string): Promise<Value[][]> {
    const lines = await this.answers(verb, words, wanted ? [wanted] : [])
    return lines.map(({ values }) => values)
  }

  /** The untagged responses of several kinds, in the order in which they came. Errors: as command. */
  async answers(verb: string, words: Argument[], kinds: string[]): Promise<Answer[]> {
    const lines: Answer[] = []
    const collector =
      (kind: string) =>
      async ({ attributes = [] }: { attributes?: ImapAttribute[] }) => {
        lines.push({ kind, values: attributes.map(plain) })
      }
    const untagged = Object.fromEntries(kinds.map((kind) => [kind, collector(kind)]))
    const answer = await this.#inTime(
      (this.#flow as unknown as Executor).exec(verb, words.map(token), { untagged }),
    )
    answer.next()
    return lines
  }

  close(): void {
    this.#flow.close()
  }

  async #inTime<T>(exchange: Promise<T>): Promise<T> {
    let deadline: NodeJS.Timeout | undefined
    const expired = new Promise<never>((_, reject) => {
      deadline = setTimeout(() => reject(unreachable()), this.#timeoutMs)
    })
    try {
      return await Promise.race([exchange, expired])
    } catch (error) {
      const refused = fromImapflow(error)
      if (!(refused instanceof ImapRefusal)) this.close()
      throw refused
    } finally {
      clearTimeout(deadline)
    }
  }
}

// An administrator has no personal namespace (NIL), and imapflow 2.1 never sends another command after reading
// that. Names are complete here, so nobody needs the answer.
function skipNamespace(flow: ImapFlow): void {
  const session = flow as unknown as { run: (command: string, ...rest: unknown[]) => Promise<unknown> }
  const run = session.run.bind(flow)
  session.run = async (command, ...rest) => (command === 'NAMESPACE' ? undefined : run(command, ...rest))
}

/** imapflow's way to send any command; it is there for its own commands and not in its types. */
type Executor = {
  exec(
    command: string,
    attributes: Token[],
    options: { untagged: Record<string, (line: { attributes?: ImapAttribute[] }) => Promise<void>> },
  ): Promise<{ next: () => void }>
}
type Token = { type: 'ATOM' | 'STRING' | 'LITERAL'; value: string } | Token[]

function token(argument: Argument): Token {
  if (Array.isArray(argument)) return argument.map(token)
  if ('word' in argument) return { type: 'ATOM', value: argument.word }
  if ('mailbox' in argument) return { type: 'STRING', value: encodeName(argument.mailbox) }
  // A quoted string holds neither line breaks nor, without UTF8=ACCEPT, anything beyond ASCII.
  return { type: /^[\x20-\x7e]*$/.test(argument.text) ? 'STRING' : 'LITERAL', value: argument.text }
}

function plain(attribute: ImapAttribute): Value {
  if (attribute === null) return null
  if (Array.isArray(attribute)) return attribute.map(plain)
  return attribute.value === null || attribute.value === undefined ? null : String(attribute.value)
}
