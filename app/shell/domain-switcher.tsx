'use client'

import { DomainName, ShortDomainName } from '@/components/ui/domain-name'
import { ChevronDownIcon, DomainIcon } from '@/components/ui/icons'
import { Menu } from '@/components/ui/menu'
import { useT } from '@/lib/locales/client'
import { chooseDomain } from '../actions'
import { useChoice } from './use-choice'

type Name = { name: string; unicode: string | undefined }

/** Narrows the lists of the console to one domain. */
export function DomainSwitcher({ names, chosen }: { names: Name[]; chosen: Name | undefined }) {
  const t = useT()
  const choose = useChoice(chooseDomain)
  const all = { id: 'all', label: t('All domains'), isChosen: !chosen, onAction: () => choose('') }
  const shown = chosen?.unicode ?? chosen?.name ?? all.label
  const items = names.map(({ name, unicode }) => ({
    id: `domain ${name}`,
    label: <DomainName name={name} unicode={unicode} />,
    text: unicode ?? name,
    isChosen: name === chosen?.name,
    onAction: () => choose(name),
  }))
  return (
    <Menu
      label={t('Domain: {name}', { name: shown })}
      className="min-w-0 shrink md:ms-3"
      button={
        <>
          <DomainIcon />
          <ShortDomainName name={shown} unicode={chosen?.unicode} className="truncate" />
          <ChevronDownIcon className="size-3" />
        </>
      }
      items={[all, ...items]}
    />
  )
}
