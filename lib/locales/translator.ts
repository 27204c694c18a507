import 'server-only'
import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { translatorFor } from './catalogues'
import { acceptedLanguages, chooseLanguage, type LanguageCode } from './languages'
import type { T } from './translate'

/** Holds the language a person chose; sign-in sets it from `preferredLanguage`. */
export const LANGUAGE_COOKIE = 'sm-language'

/** The language of this request: the cookie's, else the first the browser asks for that there is. */
export const requestLanguage = cache(async (): Promise<LanguageCode> => {
  const [cookie, header] = await Promise.all([cookies(), headers()])
  return chooseLanguage(
    cookie.get(LANGUAGE_COOKIE)?.value,
    ...acceptedLanguages(header.get('accept-language')),
  )
})

/** `t` for server components, actions and route handlers; looked for once for all components of a page. */
export const translator = cache(async (): Promise<T> => translatorFor(await requestLanguage()))
