/** What writes in a language takes longer to make than to use, and much memory until it is collected. */
const made = new Map<string, unknown>()

/** Makes it when it is first asked for under this name. */
export function once<T>(name: string, make: () => T): T {
  if (!made.has(name)) made.set(name, make())
  return made.get(name) as T
}

/** Writes numbers with the separators of the language with this tag. */
export function numberFormat(tag: string): Intl.NumberFormat {
  return once(`number ${tag}`, () => new Intl.NumberFormat(tag))
}
