/** Sessions with servers up to where anybody may go: what greets, and TLS where it is offered. */
import { type Dialogue, dialogue, type Spot } from './dialogue'

/** What a server answered that is not what was hoped for. */
export class Refusal extends Error {}

export type Protocol = 'imap' | 'pop3' | 'sieve' | 'dav' | 'lmtp' | 'smtp'

/** Milliseconds for a session; a server may have to begin a process for it. */
const PATIENCE = 15_000

/**
 * Greets, goes on with TLS where that is offered, and then does the work; true when it came to TLS. `isSecure`: from the
 * first byte. Errors: Refusal, Silence.
 */
export function session(
  spot: Spot,
  protocol: Protocol,
  isSecure = false,
  work: (exchange: Exchange) => Promise<void> = async () => {},
): Promise<boolean> {
  return dialogue(spot, PATIENCE, async ({ secure, ...line }) => {
    let isSecured = false
    const begin = async () => {
      await secure()
      isSecured = true
    }
    if (isSecure) await begin()
    const exchange = exchangeOf(line, protocol)
    await greet[protocol]({ ...line, secure: begin }, exchange, isSecure)
    await work(exchange)
    return isSecured
  })
}

/** Says a line, unless it is null, and gives the answer, which has to begin so. */
export type Exchange = (line: string | null, hoped: string) => Promise<string>

/** How the last line of an answer looks. */
const ENDS: Record<Protocol, RegExp> = {
  imap: /(^|\n)(\* (OK|PREAUTH|BYE)|t (OK|NO|BAD))[^\n]*\n/,
  pop3: /(^|\n)(\+OK|-ERR)[^\n]*\n/,
  sieve: /(^|\n)(OK|NO|BYE)\b[^\n]*\n/,
  dav: /(^|\n)HTTP[^\n]*\n/,
  lmtp: /(^|\n)\d{3} [^\n]*\n/,
  smtp: /(^|\n)\d{3} [^\n]*\n/,
}

function exchangeOf({ say, hear }: Pick<Dialogue, 'say' | 'hear'>, protocol: Protocol): Exchange {
  return async (line, hoped) => {
    if (line !== null) say(line)
    const said = await hear(ENDS[protocol])
    const last = said.trim().split('\n').at(-1) ?? ''
    // The first line of a message is no command.
    const command = /^[A-Za-z]+(?=\s|$)/.exec(line ?? '')?.[0]
    if (!last.startsWith(hoped)) throw new Refusal(command ? `${command}: ${last}` : last)
    return said
  }
}

const greet: Record<Protocol, (line: Dialogue, exchange: Exchange, isSecure: boolean) => Promise<void>> = {
  async imap({ secure, say, hear }, exchange, isSecure) {
    await exchange(null, '* ')
    say('t CAPABILITY')
    const said = await hear(/(^|\n)t (OK|NO|BAD)[^\n]*\n/)
    if (isSecure || !/\bSTARTTLS\b/.test(said)) return
    await exchange('t STARTTLS', 't OK')
    await secure()
    await exchange('t NOOP', 't OK')
  },
  async pop3({ secure, say, hear }, exchange, isSecure) {
    await exchange(null, '+OK')
    say('CAPA')
    const said = await hear(/\n\.\r?\n|-ERR[^\n]*\n/)
    if (isSecure || !/^STLS\b/m.test(said)) return
    await exchange('STLS', '+OK')
    await secure()
    await exchange('QUIT', '+OK')
  },
  async sieve({ secure }, exchange, isSecure) {
    if (isSecure || !/^"STARTTLS"/m.test(await exchange(null, 'OK'))) return
    await exchange('STARTTLS', 'OK')
    await secure()
    await exchange('LOGOUT', 'OK')
  },
  async dav(_line, exchange) {
    await exchange('OPTIONS / HTTP/1.0\r\n', 'HTTP')
  },
  lmtp: (line, exchange, isSecure) => greetMail('LHLO', line, exchange, isSecure),
  smtp: (line, exchange, isSecure) => greetMail('EHLO', line, exchange, isSecure),
}

/** RFC 3207. The name is nobody's, so that rules about one's own do not count. */
async function greetMail(
  hello: string,
  { secure }: Dialogue,
  exchange: Exchange,
  isSecure: boolean,
): Promise<void> {
  await exchange(null, '220')
  const said = await exchange(`${hello} probe.invalid`, '250')
  if (isSecure || !/^250[- ]STARTTLS\b/m.test(said)) return
  await exchange('STARTTLS', '220')
  await secure()
  await exchange(`${hello} probe.invalid`, '250')
}
