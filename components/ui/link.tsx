import NextLink from 'next/link'
import type { ComponentProps } from 'react'

export type LinkProps = ComponentProps<typeof NextLink>

/** A link inside the console. Nothing is fetched ahead: every page asks the servers when it is wanted. */
export function Link(props: LinkProps) {
  return <NextLink prefetch={false} {...props} />
}

/** A link in running text: underlined, so that it is not told by its colour alone. */
export const textLink = 'text-accent underline underline-offset-2 hover:decoration-2'
