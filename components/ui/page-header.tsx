import type { ReactNode } from 'react'
import { Breadcrumbs, type Crumb } from './breadcrumbs'

/** The top of a page: where it is, what it is called, and what can be done here. */
export function PageHeader({
  title,
  description,
  path,
  actions,
}: {
  title: ReactNode
  description?: ReactNode
  path?: Crumb[]
  actions?: ReactNode
}) {
  return (
    <header className="mb-4 flex flex-col gap-1">
      {path ? <Breadcrumbs path={path} /> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h1 className="break-words font-semibold text-xl leading-8 tracking-tight">{title}</h1>
          {description ? <p className="max-w-prose text-muted">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </header>
  )
}
