/** For server code inside Next; the command line uses `catalogues`, client components use `client`. */
export { ClientMessages } from './client-messages'
export { type Direction, isLanguageCode, type LanguageCode, languages } from './languages'
export type { Translate } from './translate'
export { LANGUAGE_COOKIE, requestLanguage, translator } from './translator'
