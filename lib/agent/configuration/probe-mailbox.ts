/**
 * The mailbox that health probes write to and read from: the Cyrus administrator's own, which is in nobody's list. A
 * message that stays there tells whether mail of before is still found.
 */
import { randomBytes } from 'node:crypto'
import { type Instance, readSecret } from '@/lib/instance/instance'
import { dialogue } from './dialogue'
import { Refusal } from './greetings'

const BOX = 'user/cyrus'
const KNOWN = '<known@probe.invalid>'
const SUBJECT = 'Health probe'
/** Seconds after which no probe waits for its message. */
const LATE = 600
/** Milliseconds for a whole session. */
const PATIENCE = 8_000

type Session = (line: string) => Promise<string>

/** Instances whose mailbox had the message that stays. */
const known = new Set<string>()

/** Reads the message that stays, which is put there when there never was one. Errors: Refusal, Silence. */
export async function readKnownMessage(instance: Instance): Promise<void> {
  await inMailbox(instance, async (command) => {
    if ((await numbersOf(command, KNOWN)).length === 0) {
      if (known.has(instance.directory)) throw new Refusal('mail of before is not found')
      const text = messageOf(KNOWN, 'Please leave this message here')
      await command(`APPEND "${BOX}" {${Buffer.byteLength(text)}+}\r\n${text}`)
      await command('NOOP')
    }
    const [number] = await numbersOf(command, KNOWN)
    const read = number === undefined ? '' : await command(`FETCH ${number} BODY.PEEK[]`)
    if (!read.includes('Please leave this message here')) throw new Refusal('a stored message cannot be read')
    known.add(instance.directory)
  })
}

/** Whether the message has come in; then it is thrown away. Errors: Refusal, Silence. */
export async function takeMessage(instance: Instance, id: string): Promise<boolean> {
  let isThere = false
  await inMailbox(instance, async (command) => {
    const own = await numbersOf(command, id)
    isThere = own.length > 0
    // What came when nobody waited for it any more.
    const late = await found(command, `OLDER ${LATE} SUBJECT "${SUBJECT}" NOT HEADER Message-ID "${KNOWN}"`)
    const numbers = [...new Set([...own, ...late])]
    if (numbers.length === 0) return
    await command(`STORE ${numbers.join(',')} +FLAGS.SILENT (\\Deleted)`)
    await command('EXPUNGE')
  })
  return isThere
}

export function newMessageId(): string {
  return `<${randomBytes(12).toString('hex')}@probe.invalid>`
}

export function messageOf(id: string, text: string): string {
  return [
    ...['From: Health probe <postmaster>', `Subject: ${SUBJECT}`, `Message-ID: ${id}`],
    ...['Auto-Submitted: auto-generated', 'Content-Type: text/plain', '', text, ''],
  ].join('\r\n')
}

function inMailbox(instance: Instance, work: (command: Session) => Promise<void>): Promise<void> {
  return dialogue(instance.ports.imap, PATIENCE, async ({ say, hear, secure }) => {
    let count = 0
    const command: Session = async (line) => {
      const tag = `p${count++}`
      say(`${tag} ${line}`)
      const said = await hear(new RegExp(`(^|\\n)${tag} (OK|NO|BAD)[^\\n]*\\r\\n`))
      const [, , result = '', words = ''] = new RegExp(`(^|\\n)${tag} (OK|NO|BAD)([^\\n]*)`).exec(said) ?? []
      if (result !== 'OK') throw new Refusal(`${line.split(' ')[0]}:${words}`)
      return said
    }
    const greeting = await hear(/\n/)
    if (!greeting.startsWith('* OK')) throw new Refusal(greeting.trim())
    if (/\bSTARTTLS\b/.test(await command('CAPABILITY'))) {
      await command('STARTTLS')
      await secure()
    }
    const plain = Buffer.from(`\0cyrus\0${readSecret(instance, 'cyrus')}`).toString('base64')
    await command(`AUTHENTICATE PLAIN ${plain}`)
    await command(`SELECT "${BOX}"`).catch(async (error) => {
      if (!(error instanceof Refusal) || known.has(instance.directory)) throw error
      await command(`CREATE "${BOX}"`)
      await command(`SELECT "${BOX}"`)
    })
    await work(command)
    say('bye LOGOUT')
  })
}

function numbersOf(command: Session, id: string): Promise<string[]> {
  return found(command, `HEADER Message-ID "${id}"`)
}

async function found(command: Session, criteria: string): Promise<string[]> {
  const said = await command(`SEARCH ${criteria}`)
  return /^\* SEARCH((?: \d+)*)/m.exec(said)?.[1]?.split(' ').filter(Boolean) ?? []
}
