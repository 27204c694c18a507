import { chooseLanguage, type LanguageCode } from '@/lib/locales/languages'

/**
 * The language of a terminal from LC_ALL, LC_MESSAGES, LANG and gettext's list LANGUAGE, which counts only when
 * the locale is not C (gettext manual, "Locale Environment Variables").
 */
export function terminalLanguage(environment: NodeJS.ProcessEnv): LanguageCode {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || 'C'
  if (/^(C|POSIX)(\.|$)/.test(locale)) return 'en'
  return chooseLanguage(...(environment.LANGUAGE?.split(':') ?? []), locale)
}
