/** Brings a gettext catalogue in line with the sources and keeps every translation it has. */
import { po } from 'gettext-parser'

/** What a program leaves that fills a translation in where one is. */
const SAID_TWICE = /^(.{20,})\1+$/s

/** @typedef {import('./texts.mjs').Text & { files: string[] }} Wanted a text with the files that use it */

/**
 * The catalogue's new text. New messages come without translation; unused ones are kept as obsolete (`#~`) when
 * they had one, and come back with it.
 * @param {string | undefined} text the catalogue so far
 * @param {Wanted[]} wanted
 * @param {string} folder gettext's name of the language, such as de_DE
 */
export function updated(text, wanted, folder) {
  const old = text === undefined ? undefined : po.parse(text)
  const headers = { ...newHeaders(folder), ...old?.headers }
  const forms = Number(/nplurals\s*=\s*(\d+)/.exec(headers['Plural-Forms'])?.[1] ?? 2)
  const known = { ...old?.obsolete?.[''], ...old?.translations[''] }
  const used = Object.fromEntries(wanted.map((one) => [one.text, entry(one, known[one.text], forms)]))
  const unused = Object.entries(known).filter(
    ([msgid, { msgstr }]) =>
      msgid !== '' && !Object.hasOwn(used, msgid) && msgstr.some((form) => form !== ''),
  )
  const obsolete = unused.map(([msgid, { comments: _, ...rest }]) => [msgid, rest])
  const catalogue = {
    charset: 'utf-8',
    headers,
    translations: { '': { '': { msgid: '', msgstr: [''] }, ...sorted(used) } },
    obsolete: { '': sorted(Object.fromEntries(obsolete)) },
  }
  return `${po.compile(catalogue, { foldLength: 100 }).toString('utf8').trimEnd()}\n`
}

/** What is missing or wrong in a catalogue, one line each; empty when it is complete. */
export function gaps(text, wanted) {
  const { translations } = po.parse(text)
  const section = translations[''] ?? {}
  return wanted.flatMap(({ text: msgid, plural }) => {
    const forms = section[msgid]?.msgstr ?? ['']
    if (forms.some((form) => form === '')) return [`no translation: ${msgid}`]
    if (forms.some((form) => SAID_TWICE.test(form))) return [`said more than once: ${msgid}`]
    return forms.flatMap((form, i) =>
      disagreement(plural ?? msgid, form, plural !== undefined && i < forms.length - 1),
    )
  })
}

function entry({ text, plural, files }, known, forms) {
  const flag = /\{\w+\}/.test(plural ?? text) ? 'python-brace-format' : undefined
  const msgstr = plural === undefined ? [known?.msgstr[0] ?? ''] : filled(known?.msgstr ?? [], forms)
  return {
    msgid: text,
    ...(plural !== undefined && { msgid_plural: plural }),
    msgstr,
    comments: {
      ...(known?.comments?.translator && { translator: known.comments.translator }),
      reference: files.join('\n'),
      ...(flag && { flag }),
    },
  }
}

function filled(msgstr, forms) {
  return Array.from({ length: forms }, (_, i) => msgstr[i] ?? '')
}

/** Forms for single numbers may spell the number out and leave {n} away. */
function disagreement(msgid, msgstr, mayLeaveOutN) {
  const wanted = placeholders(msgid)
  const given = placeholders(msgstr)
  const missing = [...wanted].filter((name) => !given.has(name) && !(mayLeaveOutN && name === 'n'))
  const surplus = [...given].filter((name) => !wanted.has(name))
  return missing.length + surplus.length > 0 ? [`placeholders differ: ${msgid} → ${msgstr}`] : []
}

function placeholders(text) {
  return new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
}

function sorted(section) {
  return Object.fromEntries(Object.entries(section).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}

const pluralForms = {
  de: 'nplurals=2; plural=(n != 1);',
  he: 'nplurals=3; plural=(n == 1 ? 0 : n == 2 ? 1 : 2);',
}

/** A new language's rule is in the gettext manual, "Plural forms"; until it is set the commonest stands in. */
function newHeaders(folder) {
  return {
    'Project-Id-Version': 'Server Manager',
    'PO-Revision-Date': '2026-11-21 00:00+0000',
    'Last-Translator': 'Server Manager',
    'Language-Team': folder,
    Language: folder,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
    'Plural-Forms': pluralForms[folder.split('_')[0]] ?? 'nplurals=2; plural=(n != 1);',
  }
}
