import { cookies } from 'next/headers'
import { isTheme, THEME_COOKIE } from '../theme'
import { ThemeMenu } from './theme-menu'

/** The theme menu with this browser's choice. */
export async function CurrentThemeMenu() {
  const chosen = (await cookies()).get(THEME_COOKIE)?.value
  return <ThemeMenu chosen={isTheme(chosen) ? chosen : 'system'} />
}
