/**
 * The gettext catalogues as files: the shipped ones, and the instance's own on top of them, message by
 * message. Both are read again when they change, so nothing has to be built or restarted.
 */
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { po } from 'gettext-parser'
import { type LanguageCode, languageOf } from './languages'
import { localeDirectories } from './places'
import { pluralCount } from './plural-forms'
import { english, type Messages, type T, translate } from './translate'

/** A translator for a language; needs no request. Directories: shipped first, the instance's own last. */
export function translatorFor(code: LanguageCode, directories = localeDirectories()): T {
  return languageIn(code, directories).t
}

/** The messages a language's pages pass to the browser; a text without translation is left out. */
export function messagesFor(
  code: LanguageCode,
  texts: string[],
  directories = localeDirectories(),
): Messages {
  const { all } = languageIn(code, directories)
  const wanted = texts.filter((text) => Object.hasOwn(all.messages, text))
  return { ...all, messages: Object.fromEntries(wanted.map((text) => [text, all.messages[text] ?? []])) }
}

type Catalogue = { pluralForms: string | undefined; messages: Record<string, string[]> }
type Read = { checkedAt: number; stamp: string; catalogue: Catalogue }

const NOTHING: Catalogue = { pluralForms: undefined, messages: {} }
const read = new Map<string, Read>()
const known = new Map<string, Language>()

type Language = { catalogues: Catalogue[]; all: Messages; t: T }

/** The language as its catalogues are now, put together once. */
function languageIn(code: LanguageCode, directories: string[]): Language {
  const file = path.join(languageOf(code).folder, 'LC_MESSAGES', 'messages.po')
  const catalogues = directories.map((directory) => catalogue(path.join(directory, file)))
  const key = [code, ...directories].join('\0')
  const before = known.get(key)
  if (before?.catalogues.every((one, i) => one === catalogues[i])) return before
  const all = merged(code, catalogues)
  const language = { catalogues, all, t: translate(all) }
  known.set(key, language)
  return language
}

/** The file as last read, looked after at most once a second. A damaged file leaves the one before in force. */
function catalogue(file: string): Catalogue {
  const known = read.get(file)
  const now = Date.now()
  if (known && Math.abs(now - known.checkedAt) < 1000) return known.catalogue
  const status = statSync(file, { throwIfNoEntry: false })
  const stamp = status ? `${status.mtimeMs} ${status.size} ${status.ino}` : ''
  if (known?.stamp === stamp) {
    known.checkedAt = now
    return known.catalogue
  }
  const catalogue = status ? (parsed(file) ?? known?.catalogue ?? NOTHING) : NOTHING
  read.set(file, { checkedAt: now, stamp, catalogue })
  return catalogue
}

function parsed(file: string): Catalogue | undefined {
  try {
    const { headers, translations } = po.parse(readFileSync(file, 'utf8'))
    const messages = Object.values(translations[''] ?? {})
      .filter(({ msgid, comments }) => msgid !== '' && !comments?.flag?.includes('fuzzy'))
      .map(({ msgid, msgstr }): [string, string[]] => [msgid, msgstr])
      .filter(([, msgstr]) => msgstr.some((text) => text !== ''))
    return { pluralForms: headers['Plural-Forms'], messages: Object.fromEntries(messages) }
  } catch (error) {
    console.error(`The catalogue ${file} cannot be read:`, error instanceof Error ? error.message : error)
    return undefined
  }
}

function merged(language: LanguageCode, catalogues: Catalogue[]): Messages {
  const pluralForms = catalogues.find((one) => one.pluralForms)?.pluralForms ?? english.pluralForms
  const forms = pluralCount(pluralForms)
  // Plural forms counted by another rule would be picked wrongly.
  const fits = (msgstr: string[]) => msgstr.length === 1 || msgstr.length === forms
  const messages = catalogues.flatMap((one) =>
    Object.entries(one.messages).filter(([, texts]) => fits(texts)),
  )
  return { language, pluralForms, messages: Object.fromEntries(messages) }
}
