/** The languages of the console; a new one is a row here and a catalogue in `locales/`. */

export type Direction = 'ltr' | 'rtl'
export type LanguageCode = (typeof languages)[number]['code']

/**
 * `name` is what its speakers call it and is never translated. `tag` is for Intl and React Aria (BCP 47),
 * `folder` is the catalogue's place in `locales/` (gettext's name for the language).
 */
export const languages = [
  { code: 'en', name: 'English', tag: 'en-US', folder: 'en_US', direction: 'ltr' },
  { code: 'de', name: 'Deutsch', tag: 'de-DE', folder: 'de_DE', direction: 'ltr' },
  { code: 'he', name: 'עברית', tag: 'he-IL', folder: 'he_IL', direction: 'rtl' },
] as const satisfies { code: string; name: string; tag: string; folder: string; direction: Direction }[]

/** What the texts in the sources are written in; it needs no catalogue. */
export const sourceLanguage = languages[0]

export function languageOf(code: LanguageCode) {
  return languages.find((language) => language.code === code) ?? sourceLanguage
}

export function isLanguageCode(code: unknown): code is LanguageCode {
  return languages.some((language) => language.code === code)
}

/** The first wish that can be met: a code (`de`), a tag (`de-AT`) or a folder (`de_DE`); else English. */
export function chooseLanguage(...wishes: (string | undefined | null)[]): LanguageCode {
  for (const wish of wishes) {
    const code = wish?.split(/[-_.]/)[0]?.trim().toLowerCase()
    if (isLanguageCode(code)) return code
  }
  return sourceLanguage.code
}

/** The tags of an Accept-Language header, most wanted first (RFC 9110, 12.5.4). */
export function acceptedLanguages(header: string | null | undefined): string[] {
  return (header ?? '')
    .slice(0, 1000)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim())
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
      return { tag, weight: weight === undefined ? 1 : Number(weight) || 0 }
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}
