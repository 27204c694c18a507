/** Whose folders are, by their names. */

/** The login whose folder it is; null for a public one. */
export function ownerOf(name: string): string | null {
  return /^user\/([^/]+)/.exec(name)?.[1] ?? null
}

/**
 * Whose folders came into somebody's mailbox from elsewhere: `to` gets every right, `from` loses theirs; null when the
 * access lists stay as they are. What becomes public stays as private as it was.
 */
export function handedOver(before: string, after: string): { from: string | null; to: string } | null {
  const [from, to] = [ownerOf(before), ownerOf(after)]
  return to === null || to === from ? null : { from, to }
}
