'use client'

import { classNames } from '@/components/ui/class-names'
import { ShortDomainName } from '@/components/ui/domain-name'
import { ChevronEndIcon } from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import { useFirstRows } from '@/components/ui/use-first-rows'
import type { Node } from '@/lib/directory'
import { accountsAt } from '../places'
import { kindIcons } from '../words'

type Place = Pick<Node, 'dn' | 'name' | 'unicode' | 'kind' | 'hasChildren'>

/**
 * Domains, organizations and groups, opened along the way to where one is: the containers at the top, then those below each
 * of `path`.
 */
export function Tree({ levels, path }: { levels: Place[][]; path: string[] }) {
  const [level = [], ...below] = levels
  const containers = useFirstRows(level)
  if (containers.length === 0) return null
  const [open, ...further] = path
  return (
    <ul className="flex flex-col gap-0.5 [&_ul]:ms-4">
      {containers.map((node) => (
        <li key={node.dn}>
          <TreeLink node={node} isOpen={node.dn === open} isHere={node.dn === open && further.length === 0} />
          {node.dn === open ? <Tree levels={below} path={further} /> : null}
        </li>
      ))}
    </ul>
  )
}

function TreeLink({ node, isOpen, isHere }: { node: Place; isOpen: boolean; isHere: boolean }) {
  const Icon = kindIcons[node.kind]
  return (
    <Link
      href={accountsAt(node.dn)}
      aria-current={isHere ? 'true' : undefined}
      className={classNames(
        'flex min-h-7 items-center gap-1.5 rounded-md px-1.5 py-0.5 text-[0.8125rem]',
        isHere ? 'bg-accent-soft font-medium text-accent' : 'hover:bg-hover',
      )}
    >
      <ChevronEndIcon
        className={classNames(
          'size-3 text-muted',
          isOpen && 'rotate-90 rtl:-rotate-90',
          !node.hasChildren && 'invisible',
        )}
      />
      <Icon className={isHere ? '' : 'text-muted'} />
      <ShortDomainName name={node.name} unicode={node.unicode} className="min-w-0 truncate" />
    </Link>
  )
}
