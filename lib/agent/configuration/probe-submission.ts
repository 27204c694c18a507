/**
 * Submission (RFC 6409): whether people who sign in can still send mail where they could before a change. A rule that
 * keeps everybody out there shows nowhere else. What did not work before is no reason to put anything back.
 */
import { type Instance, readSecret } from '@/lib/instance/instance'
import { until } from '@/lib/instance/until'
import { smtpds } from './check-postfix'
import { Silence } from './dialogue'
import { type Exchange, Refusal, session } from './greetings'
import { numberOf } from './moved-ports'
import { mustOwn } from './own-port'
import type { Trouble } from './servers'

/** A login of the directory that no person has. */
const LOGIN = 'cyrus'
/** Milliseconds for processes of before a reload to go. */
const PATIENCE = 6_000

type Submission = { service: string; listen: string; port: number; isWrapped: boolean }

/** The services of master.cf, such as `127.0.0.1:587/inet`, where the login can send mail now. */
export async function workingSubmissions(instance: Instance): Promise<string[]> {
  const working: string[] = []
  for (const one of await submissions(instance))
    if ((await faultOf(instance, one)) === null) working.push(one.service)
  return working
}

/** Why somebody who signs in cannot send where that was possible; null when it is, or nobody is to sign in there any more. */
export async function submissionTrouble(
  instance: Instance,
  before: readonly string[],
): Promise<Trouble | null> {
  if (before.length === 0) return null
  const now = await submissions(instance)
  const same = now.filter(({ service }) => before.includes(service))
  // All of them may have moved.
  for (const one of same.length > 0 ? same : now) {
    let fault: string | null = null
    const isWell = async () => {
      fault = await faultOf(instance, one)
      return fault === null
    }
    if (!(await until(isWell, PATIENCE, 200)))
      return {
        code: 'service.refused',
        detail: `${one.listen}: nobody can send mail there any more: ${fault}`,
      }
  }
  return null
}

/** Where people are to sign in. */
async function submissions({ paths }: Instance): Promise<Submission[]> {
  const found: Submission[] = []
  for (const { service, ask } of await smtpds(paths.postfixConfig)) {
    const listen = /^(.+)\/inet$/.exec(service)?.[1]
    const port = listen === undefined ? undefined : numberOf(listen)
    if (listen === undefined || port === undefined) continue
    const said = await ask(['smtpd_sasl_auth_enable', 'smtpd_tls_wrappermode'])
    if (said.smtpd_sasl_auth_enable === 'yes')
      found.push({ service, listen, port, isWrapped: said.smtpd_tls_wrappermode === 'yes' })
  }
  return found
}

/** What is wrong there, null when nothing is. */
async function faultOf(instance: Instance, { listen, port, isWrapped }: Submission): Promise<string | null> {
  const host = /^\[?([^\]]*?)\]?:[^:]*$/.exec(listen)?.[1] || '127.0.0.1'
  try {
    await mustOwn(instance, 'postfix', port, host)
    await session({ host, port }, 'smtp', isWrapped, (exchange) => submit(instance, exchange))
    return null
  } catch (error) {
    if (error instanceof Refusal || error instanceof Silence) return error.message
    throw error
  }
}

/** Signs in and names a sender and a recipient; no message is sent. */
async function submit(instance: Instance, exchange: Exchange): Promise<void> {
  const offered = /^250[- ]AUTH[ =](.*)$/m.exec(await exchange('EHLO probe.invalid', '250'))?.[1]
  if (offered === undefined) throw new Refusal('AUTH is not offered')
  // In another way nothing here can sign in.
  if (!/\bPLAIN\b/.test(offered)) return
  const plain = Buffer.from(`\0${LOGIN}\0${readSecret(instance, 'cyrus')}`).toString('base64')
  await exchange(`AUTH PLAIN ${plain}`, '235')
  await exchange('MAIL FROM:<>', '250')
  await exchange(`RCPT TO:<postmaster@${instance.domain}>`, '250').catch((error) => {
    if (!(error instanceof Refusal && isAboutSomebody(error.message))) throw error
  })
  await exchange('QUIT', '221')
}

/** Whom a rule turns away for what he is, it turns away on purpose; what `reject` and `defer` say, everybody hears. */
export function isAboutSomebody(said: string): boolean {
  return (
    /(Helo command|Client host|Sender address) rejected/.test(said) &&
    !/rejected: (Access denied|Try again later)/.test(said)
  )
}
