/** Attributes that name other entries, some of which the actor may not know of. */
import { type AttributeChange, normaliseDn } from '@/lib/access'

/** From the `seen` among the `present` values to the `wanted` ones; what is not seen stays. */
export function referenceChange(
  attribute: string,
  present: string[],
  seen: string[],
  wanted: string[],
): AttributeChange {
  const [before, after] = [new Set(present.map(normaliseDn)), new Set<string>()]
  const add = wanted.filter((dn) => {
    const name = normaliseDn(dn)
    const isNew = !before.has(name) && !after.has(name)
    after.add(name)
    return isNew
  })
  return { attribute, add, delete: seen.filter((dn) => !after.has(normaliseDn(dn))) }
}
