'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names'
import {
  AccountsIcon,
  AliasIcon,
  AuditIcon,
  FileIcon,
  FolderIcon,
  HistoryIcon,
  JobsIcon,
  KeyIcon,
  QuotaIcon,
  RecoveryIcon,
  RulesIcon,
  SettingsIcon,
  SystemIcon,
} from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import type { Section } from './sections'

/** The sections and their pages; a section of one page is itself the link. */
export function Navigation({ sections, onGo }: { sections: Section[]; onGo?: () => void }) {
  const path = usePathname()
  // The page itself, or the nearest one above it.
  const here = sections
    .flatMap(({ pages }) => pages)
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .reduce((longest, { href }) => (href.length > longest.length ? href : longest), '')
  const current = (href: string) => (href !== here ? undefined : path === href ? 'page' : 'true')
  return (
    <ul className="flex flex-col gap-0.5">
      {sections.map(({ id, label, pages }, index) => {
        const [only, ...others] = pages
        if (only && others.length === 0) {
          return (
            <li key={id} className={(sections[index - 1]?.pages.length ?? 0) > 1 ? 'mt-3' : undefined}>
              <Place href={only.href} current={current(only.href)} icon={icons[only.href]} onGo={onGo}>
                {only.label}
              </Place>
            </li>
          )
        }
        return (
          <li key={id} className="mt-3">
            <p className="flex items-center gap-2 px-2 py-1 font-medium text-muted text-xs">{label}</p>
            <ul className="flex flex-col gap-0.5">
              {pages.map((page) => (
                <li key={page.href}>
                  <Place href={page.href} current={current(page.href)} icon={icons[page.href]} onGo={onGo}>
                    {page.label}
                  </Place>
                </li>
              ))}
            </ul>
          </li>
        )
      })}
    </ul>
  )
}

function Place({
  href,
  current,
  icon,
  onGo,
  children,
}: {
  href: string
  current?: 'page' | 'true'
  icon: ReactNode
  onGo?: () => void
  children: string
}) {
  return (
    <Link
      href={href}
      onClick={onGo}
      aria-current={current}
      className={classNames(
        'flex min-h-8 items-center gap-2 rounded-md px-2 py-1 font-medium pointer-coarse:min-h-10',
        current ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-hover hover:text-text',
      )}
    >
      {icon}
      <span className="min-w-0 break-words">{children}</span>
    </Link>
  )
}

/** By page, since pages are what is looked for. */
const icons: Record<string, ReactNode> = {
  '/accounts': <AccountsIcon />,
  '/accounts/administrators': <KeyIcon />,
  '/aliases': <AliasIcon />,
  '/folders': <FolderIcon />,
  '/folders/quotas': <QuotaIcon />,
  '/folders/rules': <RulesIcon />,
  '/configuration': <SettingsIcon />,
  '/configuration/files': <FileIcon />,
  '/configuration/history': <HistoryIcon />,
  '/jobs': <JobsIcon />,
  '/recovery': <RecoveryIcon />,
  '/system/services': <SystemIcon />,
  '/system/audit': <AuditIcon />,
}
