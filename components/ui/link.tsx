import NextLink from 'next/link'
import type { ComponentProps } from 'react'

export type LinkProps = ComponentProps<typeof NextLink>

/** A link inside the console. Nothing is fetched ahead: every page asks the servers when it is wanted. */
export function Link(props: LinkProps) {
  return <NextLink prefetch={false} {...props} />
}

export const textLink = 'text-accent underline-offset-2 hover:underline'
