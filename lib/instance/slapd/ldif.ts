/** LDIF (RFC 2849) for the tools that come with slapd. */

/** Attribute names with their values; an entry's `dn` is apart. */
export type LdifEntry = { dn: string; attributes: Record<string, string | string[]> }

/** Entries as an LDIF file. Values that LDIF cannot hold as they are, such as Hebrew, are written in base64. */
export function writeLdif(entries: LdifEntry[]): string {
  return entries.map(record).join('\n')
}

/** The entries of an LDIF file without changes, such as the schema's. Comments are dropped, folded lines joined. */
export function readLdif(text: string): LdifEntry[] {
  const unfolded = text.replace(/\n /g, '').replace(/^#.*\n/gm, '')
  return unfolded.split(/\n{2,}/).flatMap((paragraph) => {
    const lines = paragraph
      .split('\n')
      .filter((line) => line !== '')
      .map(readLine)
    const [first, ...rest] = lines
    if (first?.[0] !== 'dn') return []
    const attributes: Record<string, string[]> = {}
    for (const [name, value] of rest) attributes[name] = [...(attributes[name] ?? []), value]
    return [{ dn: first[1], attributes }]
  })
}

function record({ dn, attributes }: LdifEntry): string {
  const lines = [line('dn', dn)]
  for (const [name, values] of Object.entries(attributes)) {
    for (const value of [values].flat()) lines.push(line(name, value))
  }
  return `${lines.join('\n')}\n`
}

function line(name: string, value: string): string {
  const isSafe = /^(?![ :<])[\x20-\x7e]*(?<! )$/.test(value)
  return isSafe ? `${name}: ${value}` : `${name}:: ${Buffer.from(value).toString('base64')}`
}

function readLine(text: string): [name: string, value: string] {
  const [, name = '', colons = '', value = ''] = /^([^:]+)(::?) ?(.*)$/.exec(text) ?? []
  return [name, colons === '::' ? Buffer.from(value, 'base64').toString('utf8') : value]
}
