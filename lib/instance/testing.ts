/** For tests against the run's instance: programs that are not ours, to make facts and to check them with. */
import net from 'node:net'
import path from 'node:path'
import type { NewInstance } from './create'
import { type Instance, locateInstance, readInstance } from './instance'
import { freePorts } from './ports'
import { mustRun, type ProgramResult, runProgram } from './program'
import { ldapTool } from './slapd/testing'
import { until } from './until'

/** The instance that the global set-up made for this run. */
export function testInstance(): Instance {
  return readInstance(locateInstance())
}

/** What another instance beside the run's is made of; it goes away with the run at the latest. */
export function instanceBeside(part: string): NewInstance {
  const directory = `${testInstance().directory}-${part}`
  const [hostname, domain] = ['mail.beside.example', 'beside.example']
  const name = path.basename(directory)
  return { directory, name, hostname, domain, ports: freePorts(), node: process.execPath }
}

/** Runs ldapadd, ldapmodify, ldapsearch or another of ldap-utils as root and gives what it printed. Throws when it fails. */
export async function runLdapTool(tool: string, input = '', argv: string[] = []): Promise<string> {
  // ldapadd is ldapmodify -a.
  const [program, added] = tool === 'ldapadd' ? ['ldapmodify', ['-a']] : [tool, []]
  const { code, stdout, stderr } = await ldapTool(
    testInstance(),
    program as Parameters<typeof ldapTool>[1],
    'root',
    [...added, ...argv],
    input,
  )
  if (code !== 0) throw new Error(`${tool} exited with ${code}: ${stderr}`)
  return stdout
}

/** Values of one attribute as ldapsearch prints them; base64 is decoded. */
export async function ldapValues(dn: string, attribute: string): Promise<string[]> {
  const output = await runLdapTool('ldapsearch', '', [
    '-LLL',
    '-o',
    'ldif-wrap=no',
    '-s',
    'base',
    '-b',
    dn,
    attribute,
  ])
  return [...output.matchAll(/^[^:\n]+(::?) (.*)$/gm)]
    .filter(([line]) => line.toLowerCase().startsWith(`${attribute.toLowerCase()}:`))
    .map(([, kind, value = '']) => (kind === '::' ? Buffer.from(value, 'base64').toString('utf8') : value))
}

export type ImapLogin = { login: string; password: string; as?: string }

/**
 * Says commands to Cyrus over IMAP, one after the other, and gives its whole answer to each, tagged line included.
 * The first answer is that to the sign-in (SASL PLAIN, `as` is the authorization identity).
 */
export async function imapTalk(
  who: ImapLogin,
  commands: string[],
  { ports }: Pick<Instance, 'ports'> = testInstance(),
): Promise<string[]> {
  const plain = Buffer.from(`${who.as ?? ''}\0${who.login}\0${who.password}`).toString('base64')
  const lines = [`AUTHENTICATE PLAIN ${plain}`, ...commands, 'LOGOUT']
  const socket = net.connect({ host: '127.0.0.1', port: ports.imap })
  socket.setTimeout(20_000, () => socket.destroy(new Error('Cyrus does not answer')))
  const answers: string[] = []
  let text = ''
  socket.setEncoding('utf8')
  const send = () => socket.write(`t${answers.length} ${lines[answers.length]}\r\n`)
  for await (const chunk of socket) {
    text += chunk
    if (answers.length === 0 && /^\* OK [^\n]*\n/.test(text)) {
      text = text.replace(/^\* OK [^\n]*\n/, '')
      send()
    }
    while (new RegExp(`^t${answers.length} [^\\n]*\\n`, 'm').test(text)) {
      answers.push(text)
      text = ''
      if (answers.length < lines.length) send()
    }
  }
  return answers.slice(0, -1)
}

export type Submission = {
  to: string
  from: string
  /** Signs in and uses the submission port; without it the mail comes in on the smtp port. */
  as?: { login: string; password: string }
  subject?: string
  body?: string
}

/** Sends a message with swaks(1). Its exit code: 0 sent, 23 sender refused, 24 recipient refused, 28 sign-in refused. */
export function sendMail({
  to,
  from,
  as,
  subject = 'test',
  body = 'Hello',
}: Submission): Promise<ProgramResult> {
  const { ports } = testInstance()
  const signIn = as ? ['--auth', 'PLAIN', '--auth-user', as.login, '--auth-password', as.password] : []
  const port = as ? ports.submission : ports.smtp
  const message = ['--header', `Subject: ${subject}`, '--body', body]
  return runProgram('swaks', [
    ...['--server', '127.0.0.1', '--port', String(port), '--helo', 'client.example', '--timeout', '10'],
    ...['--from', from, '--to', to, ...message, ...signIn],
  ])
}

/** Waits for a message with the subject in the person's INBOX and gives its text, or undefined after ten seconds. */
export async function receivedMail(who: ImapLogin, subject: string): Promise<string | undefined> {
  let message: string | undefined
  await until(
    async () => {
      const search = `SEARCH HEADER SUBJECT "${subject}"`
      const [, selected, found] = await imapTalk(who, ['SELECT INBOX', search])
      const number = /^\* SEARCH (\d+)/m.exec(found ?? '')?.[1]
      if (!selected?.includes(' OK ') || !number) return false
      message = (await imapTalk(who, ['SELECT INBOX', `FETCH ${number} BODY.PEEK[]`]))[2]
      return message !== undefined
    },
    10_000,
    100,
  )
  return message
}

/** The queue, one object a message, as `postqueue -j` gives it. */
export async function mailQueue(): Promise<{ queue_id: string; queue_name: string; sender: string }[]> {
  const { paths } = testInstance()
  const output = await mustRun('postfix', 'postqueue', ['-c', paths.postfixConfig, '-j'])
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}
