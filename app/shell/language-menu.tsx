'use client'

import { LanguageIcon } from '@/components/ui/icons'
import { Menu } from '@/components/ui/menu'
import { useT } from '@/lib/locales/client'
import { languages } from '@/lib/locales/languages'
import { speak } from '../actions'
import { useChoice } from './use-choice'

export function LanguageMenu() {
  const t = useT()
  const choose = useChoice(speak)
  const items = languages.map(({ code, tag, name }) => ({
    id: code,
    label: name,
    lang: tag,
    isChosen: code === t.locale,
    onAction: () => choose(code),
  }))
  return <Menu label={t('Language')} size="icon" button={<LanguageIcon />} items={items} />
}
