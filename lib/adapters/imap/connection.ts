/**
 * One signed-in IMAP connection. Commands are built here from typed arguments and nowhere else. Several may be given at
 * once: Cyrus does them one after the other, and each has a deadline from when it is its turn, after which the
 * connection is closed, because a late answer would be taken for the next one's. For those that work through a tree of
 * folders the deadline begins anew with every folder that Cyrus tells of.
 */
import net from 'node:net'
import type { ConsoleError } from '@/lib/errors'
import { encodeName, type MailboxName } from './names'
import { busy, ImapRefusal, unreachable } from './refusal'
import { type Response, ResponseReader, type Value } from './responses'

export type { Value } from './responses'

export type ImapOptions = {
  host: string
  port: number
  adminLogin: string
  adminPassword: string
  timeoutMs: number
}

/** `word`: a keyword of the protocol; `mailbox`: a name; `text`: any value; a list goes in parentheses. */
export type Argument = { word: string } | { mailbox: MailboxName } | { text: string } | Argument[]

/** One untagged response. */
export type Answer = { kind: string; values: Value[] }

type Exchange = {
  tag: string
  kinds: string[]
  answers: Answer[]
  isOfTree: boolean
  /** Less than for others: for what may wait for a lock. */
  patienceMs: number | undefined
  resolve: (answers: Answer[]) => void
  reject: (error: Error) => void
}

/** The greeting is the answer to a command that nobody gave. */
const GREETING = '*'
/** Milliseconds of silence in the middle of answers. */
const SILENCE = 1
/** Characters of a tag that are sent ahead. */
const LONGEST_AHEAD = 50
/** How long Cyrus may take for one folder of a tree, where others keep it busy or hold its locks. */
export const TREE_PATIENCE_MS = 120_000

/** Whether a command works through a folder with all that is below it, which takes as long as it takes. */
export function isOfTree(verb: string): boolean {
  return verb === 'RENAME' || verb === 'DELETE'
}

export class ImapConnection {
  readonly #socket: net.Socket
  readonly #timeoutMs: number
  #deadline: NodeJS.Timeout | undefined
  #silence: NodeJS.Timeout | undefined
  readonly #responses = new ResponseReader()
  /** The first one's turn it is. */
  readonly #exchanges: Exchange[] = []
  #number = 0
  /** What has been sent of the next command's tag. */
  #ahead = ''
  #isOver = false

  private constructor({ host, port, timeoutMs }: ImapOptions) {
    this.#timeoutMs = timeoutMs
    this.#socket = net.connect({ host, port, noDelay: true })
    // Whatever breaks a connection closes it.
    this.#socket.on('error', () => {})
    this.#socket.on('close', () => this.close())
    this.#socket.on('data', (bytes) => {
      for (const response of this.#responses.take(bytes)) this.#hear(response)
      if (this.usable) this.#silence?.refresh()
    })
  }

  /** Signs in as the administrator, and acts as `person` when one is given (SASL PLAIN, RFC 4616). */
  static async open(options: ImapOptions, person = ''): Promise<ImapConnection> {
    const connection = new ImapConnection(options)
    try {
      await connection.#exchange(GREETING, [])
      const initial = `${person}\0${options.adminLogin}\0${options.adminPassword}`
      await connection.answers('AUTHENTICATE PLAIN', [{ word: Buffer.from(initial).toString('base64') }], [])
      connection.#silence = setTimeout(() => connection.#acknowledge(), SILENCE)
      return connection
    } catch (error) {
      connection.close()
      throw error
    }
  }

  get usable(): boolean {
    return !this.#isOver
  }

  /**
   * The untagged responses of the wanted kind, each as its list of values.
   * Errors: ImapRefusal; unavailable service.unreachable, or folder.busy after `patienceMs` of its own.
   */
  async command(verb: string, words: Argument[], wanted?: string, patienceMs?: number): Promise<Value[][]> {
    const lines = await this.answers(verb, words, wanted ? [wanted] : [], patienceMs)
    return lines.map(({ values }) => values)
  }

  /** The untagged responses of several kinds, in the order in which they came. Errors: as command. */
  answers(verb: string, words: Argument[], kinds: string[], patienceMs?: number): Promise<Answer[]> {
    const tag = `${this.#ahead}A${++this.#number}`
    const answers = this.#exchange(tag, kinds, { isOfTree: isOfTree(verb), patienceMs })
    if (this.usable)
      this.#say(`${[tag, verb, ...words.map(written)].join(' ')}\r\n`.slice(this.#ahead.length))
    this.#ahead = ''
    return answers
  }

  /** `why` is what is said to whoever waits for the answer that is due; those after it have not been heard. */
  close(why: ConsoleError = unreachable()): void {
    this.#isOver = true
    clearTimeout(this.#deadline)
    clearTimeout(this.#silence)
    this.#socket.destroy()
    for (const [at, { reject }] of this.#exchanges.splice(0).entries()) reject(at === 0 ? why : unreachable())
  }

  #exchange(
    tag: string,
    kinds: string[],
    { isOfTree = false, patienceMs }: { isOfTree?: boolean; patienceMs?: number | undefined } = {},
  ): Promise<Answer[]> {
    return new Promise((resolve, reject) => {
      if (this.#isOver) return reject(unreachable())
      this.#exchanges.push({ tag, kinds, answers: [], isOfTree, patienceMs, resolve, reject })
      if (this.#exchanges.length === 1) this.#wait()
    })
  }

  /** Nothing has to be answered while nobody has asked. */
  #wait(): void {
    clearTimeout(this.#deadline)
    const [exchange] = this.#exchanges
    if (!exchange) return
    const { isOfTree, patienceMs } = exchange
    const patience = isOfTree ? Math.max(TREE_PATIENCE_MS, this.#timeoutMs) : (patienceMs ?? this.#timeoutMs)
    const why = patienceMs === undefined ? unreachable : busy
    this.#deadline = setTimeout(() => this.close(why()), patience)
  }

  /** What is said in one go leaves in one go. */
  #say(line: string): void {
    if (this.#socket.writableCorked === 0) {
      this.#socket.cork()
      process.nextTick(() => this.#socket.uncork())
    }
    this.#socket.write(line)
  }

  /**
   * Cyrus answers in small pieces, and the kernel there holds one back until the one before is acknowledged (RFC 896),
   * which the kernel here puts off for 40 ms unless it has something to send anyway. One letter is enough, and a letter
   * of the next command's tag is nothing that Cyrus has to do anything about.
   */
  #acknowledge(): void {
    if (this.#exchanges.length === 0 || this.#ahead.length === LONGEST_AHEAD) return
    this.#ahead += 'A'
    this.#say('A')
  }

  #hear(response: Response): void {
    const { tag, kind, text } = response
    const [exchange] = this.#exchanges
    if (kind === 'BYE') this.close()
    if (!exchange || this.#isOver) return
    if (tag !== exchange.tag) {
      if (exchange.isOfTree) this.#deadline?.refresh()
      if (exchange.kinds.includes(kind)) exchange.answers.push({ kind, values: response.values() })
      return
    }
    this.#exchanges.shift()
    this.#wait()
    if (kind === 'OK') exchange.resolve(exchange.answers)
    else exchange.reject(new ImapRefusal(text.replace(/^\[[^\]]*\] /, '') || kind))
  }
}

function written(argument: Argument): string {
  if (Array.isArray(argument)) return `(${argument.map(written).join(' ')})`
  if ('mailbox' in argument) return quoted(encodeName(argument.mailbox))
  if ('word' in argument && ATOM.test(argument.word)) return argument.word
  // A quoted string holds neither line breaks nor, without UTF8=ACCEPT, anything beyond ASCII: a literal does (RFC 7888).
  const text = 'word' in argument ? argument.word : argument.text
  return /^[\x20-\x7e]*$/.test(text) ? quoted(text) : `{${Buffer.byteLength(text)}+}\r\n${text}`
}

/** What stands in a command as it is. */
const ATOM = /^[!#$&'+-[\]-z|~\\]+$/

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
