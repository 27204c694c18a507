import { classNames } from '@/components/ui/class-names'
import { ChevronEndIcon } from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import type { Node } from '@/lib/directory'
import { accountsAt } from '../places'
import { kindIcons } from '../words'
import type { Trail } from './trail'

/** Domains, organizations and groups, opened along the way to where one is. */
export function Tree({ levels, path }: Trail) {
  const [level, ...below] = levels
  const containers = level?.nodes ?? []
  if (containers.length === 0) return null
  const [open, ...further] = path
  return (
    <ul className="flex flex-col gap-0.5 [&_ul]:ms-4">
      {containers.map((node) => (
        <li key={node.dn}>
          <TreeLink
            node={node}
            isOpen={node.dn === open?.dn}
            isHere={node.dn === open?.dn && further.length === 0}
          />
          {node.dn === open?.dn ? <Tree levels={below} path={further} /> : null}
        </li>
      ))}
    </ul>
  )
}

function TreeLink({ node, isOpen, isHere }: { node: Node; isOpen: boolean; isHere: boolean }) {
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
      <bdi className="min-w-0 truncate">{node.name}</bdi>
    </Link>
  )
}
