import { expect, it } from 'vitest'
import { terminalLanguage } from './language'

it.each([
  [{}, 'en'],
  [{ LANG: 'de_DE.UTF-8' }, 'de'],
  [{ LANG: 'de_AT' }, 'de'],
  [{ LANG: 'he_IL.UTF-8', LC_ALL: 'de_DE.UTF-8' }, 'de'],
  [{ LANG: 'de_DE.UTF-8', LC_ALL: '' }, 'de'],
  [{ LANG: 'de_DE.UTF-8', LC_ALL: 'C.UTF-8' }, 'en'],
  [{ LANG: 'fr_FR.UTF-8', LANGUAGE: 'fr:he:de' }, 'he'],
  [{ LANG: 'C', LANGUAGE: 'he' }, 'en'],
  [{ LANG: 'fr_FR.UTF-8' }, 'en'],
])('with %o the terminal speaks %s', (environment, language) => {
  expect(terminalLanguage(environment as unknown as NodeJS.ProcessEnv)).toBe(language)
})
