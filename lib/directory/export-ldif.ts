/** LDIF content records (RFC 2849). */

export type LdifRecord = { dn: string; attributes: (readonly [name: string, values: Buffer[]])[] }

export const LDIF_BEGINNING = 'version: 1\n\n'

/** Octets that a line has at most; what is longer goes on behind a space in the next one. */
const LINE = 76

/** One entry with the empty line that ends it. Values that are not plain ASCII are written in base64. */
export function ldifRecord({ dn, attributes }: LdifRecord): string {
  const lines = [line('dn', Buffer.from(dn))]
  for (const [name, values] of attributes) for (const value of values) lines.push(line(name, value))
  return `${lines.join('')}\n`
}

function line(name: string, value: Buffer): string {
  const text = value.toString('latin1')
  const isSafe = /^(?![ :<])[\x20-\x7e]*(?<! )$/.test(text)
  return folded(isSafe ? `${name}: ${text}` : `${name}:: ${value.toString('base64')}`)
}

function folded(text: string): string {
  const rest = text.slice(LINE).match(new RegExp(`.{1,${LINE - 1}}`, 'g')) ?? []
  return [text.slice(0, LINE), ...rest].join('\n ').concat('\n')
}
