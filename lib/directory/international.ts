import { domainToASCII, domainToUnicode } from 'node:url'

/** Scripts with letters that look like one another's. */
const alike = [/\p{Script=Latin}/u, /\p{Script=Greek}/u, /\p{Script=Cyrillic}/u]

/**
 * An international domain name as people write it (RFC 5890, its U-labels). undefined for any other name, and for one that
 * would be read as another: with characters that are not seen, or letters of several scripts that look alike.
 */
export function unicodeName(name: string): string | undefined {
  if (!/(^|\.)xn--/.test(name)) return undefined
  const text = domainToUnicode(name)
  if (domainToASCII(text) !== name || /[\p{C}\p{Z}]/u.test(text)) return undefined
  const isMixed = (label: string) => alike.filter((script) => script.test(label)).length > 1
  return text === name || text.split('.').some(isMixed) ? undefined : text
}
