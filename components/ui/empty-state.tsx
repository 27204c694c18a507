import type { ReactNode } from 'react'

/** What stands where a list would be: why there is nothing, and what to do next. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-12 text-center">
      {icon ? <div className="rounded-full bg-sunken p-3 text-muted [&_svg]:size-6">{icon}</div> : null}
      <p className="font-semibold">{title}</p>
      {children ? <div className="max-w-sm text-muted">{children}</div> : null}
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  )
}
