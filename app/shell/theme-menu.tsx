'use client'

import { MonitorIcon, MoonIcon, SunIcon } from '@/components/ui/icons'
import { Menu } from '@/components/ui/menu'
import { useT } from '@/lib/locales/client'
import { chooseTheme } from '../actions'
import type { Theme } from '../theme'
import { useChoice } from './use-choice'

export function ThemeMenu({ chosen }: { chosen: Theme | 'system' }) {
  const t = useT()
  const choose = useChoice(chooseTheme)
  const themes = [
    { id: 'light', label: t('Light'), icon: <SunIcon /> },
    { id: 'dark', label: t('Dark'), icon: <MoonIcon /> },
    { id: 'system', label: t('Follow the system'), icon: <MonitorIcon /> },
  ] as const
  const items = themes.map((theme) => ({
    ...theme,
    isChosen: theme.id === chosen,
    onAction: () => choose(theme.id),
  }))
  const { icon } = themes.find(({ id }) => id === chosen) ?? themes[2]
  return <Menu label={t('Theme')} size="icon" button={icon} items={items} />
}
