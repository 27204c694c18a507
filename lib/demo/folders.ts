/** The demonstration's shared folders: public ones and one of a person, with rights, and mail that people put there. */
import MailComposer from 'nodemailer/lib/mail-composer'
import { perform } from '@/lib/access'
import { listUsers } from '@/lib/directory'
import { isConsoleError } from '@/lib/errors'
import { createFolder, type FolderType, setAcl, showFolder } from '@/lib/folders'
import type { Instance } from '@/lib/instance/instance'
import content from './folders.json'
import { asMailProgram } from './mail-program'
import type { DemoPasswords } from './passwords'

type Letter = { from: string; daysAgo: number; subject: string; text: string }
type Folder = {
  /** The folder above; '' for a public one at the top. */
  in: string
  name: string
  type?: FolderType
  /** Logins, ways to places, or anyone. */
  rights?: { id: string; rights: string }[]
  letters?: Letter[]
}

const root = { kind: 'root' } as const
const wanted = content as Folder[]
const DAY = 24 * 3600 * 1000

/** Makes what is not there; gives the number of folders made. */
export async function makeFolders(instance: Instance, passwords: DemoPasswords): Promise<number> {
  let made = 0
  for (const folder of wanted) {
    if (await isThereOrHomeless(folder)) continue
    const { name } = await perform(root, createFolder, draftOf(folder))
    // A person or place that was deleted since gets nothing.
    for (const change of folder.rights ?? [])
      await perform(root, setAcl, { folder: name, changes: [change] }).catch(refused)
    for (const letter of folder.letters ?? []) await post(instance, passwords, { letter, name })
    made += 1
  }
  return made
}

/** Also what would lie in the mailbox of somebody who was deleted, or in a folder that was. */
async function isThereOrHomeless(folder: Folder): Promise<boolean> {
  if (await exists(folder.in === '' ? folder.name : `${folder.in}/${folder.name}`)) return true
  return folder.in !== '' && !(await exists(folder.in))
}

function exists(folder: string): Promise<boolean> {
  return perform(root, showFolder, { folder }).then(() => true, refused)
}

function refused(error: unknown): false {
  if (isConsoleError(error, 'invalid', 'notFound')) return false
  throw error
}

function draftOf({ in: parent, name, type = 'mail' }: Folder) {
  return { parent, name, type }
}

/** Puts a message into a folder as its sender's mail program does. */
async function post(
  instance: Instance,
  passwords: DemoPasswords,
  { letter, name }: { letter: Letter; name: string },
): Promise<void> {
  const { from: login, daysAgo, subject, text } = letter
  const sender = (await perform(root, listUsers, {})).find((user) => user.login === login)
  const password = passwords.of(login)
  if (!sender || password === undefined) return
  const date = new Date(Date.now() - daysAgo * DAY)
  const from = { name: sender.name, address: sender.mail }
  const message = { from, subject, text, date, newline: 'windows' }
  const raw = await new MailComposer(message).compile().build()
  await asMailProgram(instance, { login, password }, (program) =>
    program.keep(`Shared Folders/${name}`, raw, date),
  )
}
