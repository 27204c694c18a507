/** Names of folders in rules, as people write them, made into those that mailboxes are compared with. */
import { ConsoleError, type ErrorCode, type FieldProblem } from '@/lib/errors'
import { specialUses } from '@/lib/folders'

type Named = { folders: string[]; except: string[] }
type Fault = { code: ErrorCode; values: Record<string, string | number> }

/**
 * The same rule with each folder named as it is below a mailbox: `Lists/dev`, `INBOX`, `\Trash` or `*`. `login` is the
 * one person whom it is about, if it is one. Errors: invalid, beside each name that can mean nothing.
 */
export function withPlainNames<Terms extends Named>(terms: Terms, login: string | null): Terms {
  const problems: FieldProblem[] = []
  const plain = (field: keyof Named) =>
    terms[field].map((word, at) => {
      const name = plainName(word, login)
      if (typeof name === 'string') return name
      problems.push({ field: `${field}.${at}`, ...name })
      return word
    })
  const named = { ...terms, folders: plain('folders'), except: plain('except') }
  if (problems.length > 0) throw new ConsoleError('invalid', 'input.invalid', {}, problems)
  return named
}

/** One name, or what is wrong with it. */
export function plainName(word: string, login: string | null): string | Fault {
  const name = withoutInbox(belowMailbox(levelsOf(word), login)).join('/')
  if (name === '') return { code: 'input.required', values: {} }
  if (/^user(\/|$)/i.test(name))
    return login === null
      ? { code: 'retention.several', values: { name } }
      : { code: 'retention.another', values: { name, login } }
  if (!name.startsWith('\\')) return name
  const use = specialUses.find((known) => known.toLowerCase() === name.toLowerCase())
  return use ?? { code: 'retention.specialUse', values: { name, choices: specialUses.join(', ') } }
}

const levelsOf = (word: string) => word.normalize('NFC').trim().split('/').filter(Boolean)

/** `user/anna` is how every screen names the INBOX of anna, and `user/anna/Lists` a folder of hers. */
function belowMailbox(levels: string[], login: string | null): string[] {
  const [top = '', owner = '', ...below] = levels
  const isOwn = top.toLowerCase() === 'user' && login !== null && owner.toLowerCase() === login.toLowerCase()
  if (!isOwn || below[0] === '*') return levels
  return below.length === 0 ? ['INBOX'] : below
}

/** No folder is below the INBOX here, whatever a mail program shows; see imapd.conf(5), altnamespace. */
function withoutInbox(levels: string[]): string[] {
  const [top = '', ...below] = levels
  if (top.toUpperCase() !== 'INBOX' || below[0] === '*') return levels
  return below.length === 0 ? ['INBOX'] : below
}
