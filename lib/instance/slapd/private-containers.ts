/**
 * Private containers: smPrivate at the container is the truth, and for each slapd has an access rule that hides it.
 * A set over all that is above an entry would need no such rules, but lets the people of a private domain see into
 * a private group in it, and is slow.
 */
import { type Client, NoSuchObjectError } from 'ldapts'

const FILTER =
  '(&(smPrivate=TRUE)(objectClass=smContainer)(|(objectClass=organization)(objectClass=organizationalUnit)))'

/** DNs of all private containers, those inside others first; none while the tree is not there. */
export async function readPrivateContainers(client: Client, suffix: string): Promise<string[]> {
  try {
    const { searchEntries } = await client.search(suffix, {
      ...{ scope: 'sub', filter: FILTER, attributes: ['1.1'] },
    })
    return inOrder(searchEntries.map(({ dn }) => dn))
  } catch (error) {
    if (error instanceof NoSuchObjectError) return []
    throw error
  }
}

/** In an order that does not depend on slapd's. Twice the same in other letters is harmless. */
export function inOrder(containers: string[]): string[] {
  const depth = (dn: string) => dn.split(',').length
  return [...new Set(containers)].toSorted((a, b) => depth(b) - depth(a) || (a < b ? -1 : 1))
}

/**
 * Whether a DN can be that of a container below the suffix, in the form that slapd and the console write: levels
 * of `o` and `ou` only, each special character as a hex pair.
 */
export function isContainerDn(dn: string, suffix: string): boolean {
  const tail = `,${suffix}`
  if (!dn.toLowerCase().endsWith(tail.toLowerCase())) return false
  const levels = dn.slice(0, -tail.length).split(',')
  return /^o=/i.test(levels.at(-1) ?? '') && levels.every((level) => LEVEL.test(level))
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const LEVEL = /^(o|ou)=([^\\,+"<>;\u0000-\u001f\u007f]|\\[0-9a-f]{2})+$/i

/** A DN for slapd.access(5), which takes the backslash of a hex pair in quotes as it is. */
export function quotedDn(dn: string): string {
  return `"${dn.replace(/["\p{Cc}]/gu, hexPairs)}"`
}

function hexPairs(character: string): string {
  return Array.from(Buffer.from(character), (byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('')
}
