/**
 * Rights to a folder as letters (RFC 4314). The grid puts letters together that people tell apart by one name; the
 * letters `c` and `d` are old names of `k` and of `xte`, which Cyrus adds to every answer.
 */
import { type Message, msgid } from '@/lib/locales/translate'

/** One column of the grid; `letters` are given and taken together. */
export const grid = {
  lookup: 'l',
  read: 'r',
  seen: 's',
  write: 'w',
  insert: 'i',
  post: 'p',
  create: 'k',
  delete: 'xte',
  admin: 'a',
} as const satisfies Record<string, string>
export type GridRight = keyof typeof grid

/** What people usually want to give, from little to everything. */
export const presets = {
  reader: 'lrs',
  contributor: 'lrsip',
  editor: 'lrswipkte',
  owner: 'lrswipkxtea',
} as const satisfies Record<string, string>
export type Preset = keyof typeof presets

export const gridWords: Record<GridRight, { name: Message; means: Message }> = {
  lookup: { name: msgid('Lookup'), means: msgid('See that the folder is there') },
  read: { name: msgid('Read'), means: msgid('Read the messages') },
  seen: { name: msgid('Seen'), means: msgid('Keep which messages were read') },
  write: { name: msgid('Write'), means: msgid('Change flags and keywords') },
  insert: { name: msgid('Insert'), means: msgid('Put messages into the folder') },
  post: { name: msgid('Post'), means: msgid('Send mail to the folder') },
  create: { name: msgid('Create'), means: msgid('Make folders below') },
  delete: { name: msgid('Delete'), means: msgid('Delete messages and the folder') },
  admin: { name: msgid('Admin'), means: msgid('Give and take rights') },
}

export const presetWords: Record<Preset, Message> = {
  reader: msgid('Reader'),
  contributor: msgid('Contributor'),
  editor: msgid('Editor'),
  owner: msgid('Owner'),
}

/** Every letter that Cyrus knows, in its own order; `n` is for annotations, digits are for programs. */
const ORDER = 'lrswipkxtean0123456789'

/**
 * Letters, or the name of a preset, as letters in Cyrus's order, each once; '' for none. Undefined when it is neither.
 */
export function parseRights(text: string): string | undefined {
  const wished = text.trim().toLowerCase()
  if (Object.hasOwn(presets, wished)) return ordered(presets[wished as Preset])
  if (wished === '' || wished === 'none') return ''
  // `read` and `write` would be letters too, and among them those to delete and to administer.
  if (Object.hasOwn(grid, wished)) return undefined
  // Nor is anything else a list of letters that has one twice, such as `append` and `all` of cyradm(8).
  if (new Set(wished).size < wished.length) return undefined
  const letters = wished.replace(/c/g, 'k').replace(/d/g, 'xte')
  return [...letters].every((letter) => ORDER.includes(letter)) ? ordered(letters) : undefined
}

/** What Cyrus answered, without the old names. */
export function plainRights(letters: string): string {
  return ordered(letters.replace(/[cd]/g, ''))
}

/** The rights of both. */
export function union(one: string, other: string): string {
  return ordered(one + other)
}

/** The rights of one without those of the other. */
export function without(rights: string, taken: string): string {
  return ordered([...rights].filter((letter) => !taken.includes(letter)).join(''))
}

/** The preset that means these rights, with or without those of programs, which the grid does not show. */
export function presetOf(rights: string): Preset | undefined {
  const shown = plainRights(rights).replace(/[n0-9]/g, '')
  return (Object.keys(presets) as Preset[]).find((name) => ordered(presets[name]) === shown)
}

function ordered(letters: string): string {
  return [...ORDER].filter((letter) => letters.includes(letter)).join('')
}
