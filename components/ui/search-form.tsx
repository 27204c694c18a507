'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'

/** A form whose filled-in fields become the address of a page. Before the scripts run the browser does the same. */
export function SearchForm({
  action,
  className,
  children,
}: {
  action: string
  className?: string
  children: ReactNode
}) {
  const router = useRouter()
  return (
    <form
      action={action}
      className={className}
      onSubmit={(event) => {
        event.preventDefault()
        const filled = [...new FormData(event.currentTarget)].filter(
          (field): field is [string, string] => typeof field[1] === 'string' && field[1].trim() !== '',
        )
        const search = new URLSearchParams(filled).toString()
        router.push(search === '' ? action : `${action}?${search}`)
      }}
    >
      {children}
    </form>
  )
}
