/** Turns English texts into those of one language. Pure: it runs in the server, the browser and the CLI. */
import { fillIn } from '@/lib/errors'
import { type Direction, type LanguageCode, languageOf, sourceLanguage } from './languages'
import { numberFormat, once } from './made-once'
import { pluralForm } from './plural-forms'

export type Values = Record<string, string | number>

declare const marked: unique symbol
/** An English text that stands in a table and was marked there by `msgid`. */
export type Message = string & { readonly [marked]: true }

/** What `t` looks things up in; `messages` has one text for each plural form, the singular first. */
export type Messages = {
  language: LanguageCode
  /** The value of gettext's header Plural-Forms. */
  pluralForms: string
  messages: Record<string, string[]>
}

/** The arguments have to be literals (except for `message`), so that they can be collected. */
export type T = {
  /** The text in the language, its `{placeholders}` filled in; English where there is no translation. */
  (text: string, values?: Values): string
  /** The form that `n` asks for; `{n}` is filled in by itself, with the language's digits and separators. */
  plural(one: string, other: string, n: number, values?: Values): string
  /** The same for a text out of a table. */
  message(message: Message, values?: Values): string
  readonly locale: LanguageCode
  readonly direction: Direction
}

/** Marks a text in a table as one to translate; `t.message` does that where it is shown. */
export function msgid(text: string): Message {
  return text as Message
}

export const english: Messages = {
  language: sourceLanguage.code,
  pluralForms: 'nplurals=2; plural=(n != 1);',
  messages: {},
}

/** A translator that looks up in these messages. */
export function translate(table: Messages): T {
  const language = languageOf(table.language)
  const form = once(`plural ${table.pluralForms}`, () => pluralForm(table.pluralForms))
  const numbers = numberFormat(language.tag)
  const found = (text: string) => (Object.hasOwn(table.messages, text) ? table.messages[text] : undefined)
  const fill = (text: string, values: Values) => fillIn(text, isolated(values, language.direction))

  const t = (text: string, values: Values = {}) => fill(found(text)?.[0] || text, values)
  const plural = (one: string, other: string, n: number, values: Values = {}) => {
    const text = found(one)?.[form(n)] || (n === 1 ? one : other)
    return fill(text.replaceAll('{n}', numbers.format(n)), values)
  }
  return Object.assign(t, { plural, message: t, locale: language.code, direction: language.direction })
}

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u

/**
 * Wraps values in FSI … PDI (Unicode UAX #9) where both directions of writing can meet: a login in a Hebrew
 * sentence, or a Hebrew name in an English one, must not pull the words around it out of order.
 */
function isolated(values: Values, direction: Direction): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) =>
      typeof value === 'string' && value !== '' && (direction === 'rtl' || RIGHT_TO_LEFT.test(value))
        ? [name, `\u2068${value}\u2069`]
        : [name, value],
    ),
  )
}
