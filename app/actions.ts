'use server'

import { action } from '@/lib/access/web'
import { chooseLanguage, isLanguageCode } from '@/lib/locales/languages'
import { LANGUAGE_COOKIE } from '@/lib/locales/translator'
import { setPreferences, signOutEverywhere } from '@/lib/self'
import { keepPreference } from './cookies'
import { DOMAIN_COOKIE } from './domain'
import { isTheme, THEME_COOKIE } from './theme'
import { viewer } from './viewer'

export const signOutEverywhereAction = action(signOutEverywhere)
const rememberAction = action(setPreferences)

/** Light or dark for this browser; anything else is as the system has it. */
export async function chooseTheme(theme: string): Promise<void> {
  await keepPreference(THEME_COOKIE, isTheme(theme) ? theme : null)
}

/** The language of this browser, and of the person's next ones if somebody is signed in. */
export async function speak(language: string): Promise<void> {
  if (!isLanguageCode(language)) return
  await keepPreference(LANGUAGE_COOKIE, language)
  await rememberAction({ language })
}

/** After signing in: the language that the person chose elsewhere. */
export async function adoptLanguage(): Promise<void> {
  const look = await viewer()
  if (look.ok && look.value.language)
    await keepPreference(LANGUAGE_COOKIE, chooseLanguage(look.value.language))
}

/** Narrows the lists to a domain; an empty name is all of them. */
export async function chooseDomain(name: string): Promise<void> {
  await keepPreference(DOMAIN_COOKIE, name.slice(0, 253) || null)
}
