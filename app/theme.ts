/** Light, dark, or as the system has it (no cookie). The server draws it; no script decides before the first paint. */
export const THEME_COOKIE = 'sm-theme'

export type Theme = 'light' | 'dark'

export function isTheme(value: unknown): value is Theme {
  return value === 'light' || value === 'dark'
}
