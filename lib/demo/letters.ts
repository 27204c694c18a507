/**
 * The demonstration's mail. Each letter goes out by SMTP with the sender's own login, and a copy into the sender's
 * Sent folder, as mail programs do it: a letter that lies there has been sent and is not sent again.
 */
import { createTransport } from 'nodemailer'
import MailComposer from 'nodemailer/lib/mail-composer'
import { perform } from '@/lib/access'
import { listUsers, type UserRow } from '@/lib/directory'
import type { Instance } from '@/lib/instance/instance'
import letters from './letters.json'
import { asMailProgram } from './mail-program'
import type { DemoPasswords } from './passwords'
import { asciiAddress } from './people'

type Letter = {
  /** Login. */
  from: string
  to: string[]
  daysAgo: number
  subject: string
  text: string
  /** Logins of those who have read it, or marked it. */
  seen?: string[]
  flagged?: string[]
  /** Folder that a person has put it into, by login. */
  folders?: Record<string, string>
}
type Sender = UserRow & { password: string }

const wanted: Letter[] = letters as Letter[]
const DAY = 24 * 3600 * 1000

/** Sends what was not sent yet and does with it what its readers did; gives the number of letters sent. */
export async function sendLetters(instance: Instance, passwords: DemoPasswords): Promise<number> {
  const people = new Map<string, Sender>()
  for (const user of await perform({ kind: 'root' }, listUsers, {})) {
    const password = passwords.of(user.login)
    if (password !== undefined && user.hasMailbox && !user.suspended)
      people.set(user.login, { ...user, password })
  }
  let sent = 0
  for (const [number, letter] of wanted.entries()) {
    const sender = people.get(letter.from)
    if (!sender || !(await send(instance, sender, letter, messageId(number)))) continue
    sent += 1
    for (const login of readersOf(letter)) {
      const reader = people.get(login)
      if (reader) await read(instance, reader, letter, messageId(number))
    }
  }
  return sent
}

/** False when it had been sent, or the person has a password of their own by now. */
async function send(instance: Instance, sender: Sender, letter: Letter, id: string): Promise<boolean> {
  const date = new Date(Date.now() - letter.daysAgo * DAY)
  const done = await asMailProgram(instance, sender, async (program) => {
    if (await program.find('Sent', id)) return false
    const to = letter.to.map(asciiAddress)
    const from = { name: sender.name, address: sender.mail }
    const { subject, text } = letter
    const message = { from, to, subject, text, date, messageId: id, newline: 'windows' }
    const raw = await new MailComposer(message).compile().build()
    await submit(instance, sender, { from: sender.mail, to }, raw)
    await program.keep('Sent', raw, date)
    return true
  })
  return done ?? false
}

async function submit(
  instance: Instance,
  sender: Sender,
  envelope: { from: string; to: string[] },
  raw: Buffer,
) {
  const transport = createTransport({
    ...{ host: '127.0.0.1', port: instance.ports.submission, secure: false, ignoreTLS: true },
    auth: { user: sender.login, pass: sender.password },
  })
  try {
    await transport.sendMail({ envelope, raw })
  } finally {
    transport.close()
  }
}

async function read(instance: Instance, reader: Sender, letter: Letter, id: string) {
  await asMailProgram(instance, reader, async (program) => {
    const message = await program.arrival(id)
    if (message === null) return
    if (letter.seen?.includes(reader.login)) await program.flag(message, '\\Seen')
    if (letter.flagged?.includes(reader.login)) await program.flag(message, '\\Flagged')
    const folder = letter.folders?.[reader.login]
    if (folder) await program.move(message, folder)
  })
}

function readersOf({ seen = [], flagged = [], folders = {} }: Letter): Set<string> {
  return new Set([...seen, ...flagged, ...Object.keys(folders)])
}

function messageId(number: number): string {
  return `<letter-${number + 1}@demonstration.invalid>`
}
