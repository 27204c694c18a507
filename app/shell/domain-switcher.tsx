'use client'

import { ChevronDownIcon, DomainIcon } from '@/components/ui/icons'
import { Menu } from '@/components/ui/menu'
import { useT } from '@/lib/locales/client'
import { chooseDomain } from '../actions'
import { useChoice } from './use-choice'

/** Narrows the lists of the console to one domain. */
export function DomainSwitcher({ names, chosen }: { names: string[]; chosen?: string }) {
  const t = useT()
  const choose = useChoice(chooseDomain)
  const all = { id: 'all', label: t('All domains'), isChosen: !chosen, onAction: () => choose('') }
  const items = names.map((name) => ({
    id: `domain ${name}`,
    label: <bdi>{name}</bdi>,
    text: name,
    isChosen: name === chosen,
    onAction: () => choose(name),
  }))
  return (
    <Menu
      label={t('Domain: {name}', { name: chosen ?? all.label })}
      className="min-w-0 shrink md:ms-3"
      button={
        <>
          <DomainIcon />
          <bdi className="truncate">{chosen ?? all.label}</bdi>
          <ChevronDownIcon className="size-3" />
        </>
      }
      items={[all, ...items]}
    />
  )
}
