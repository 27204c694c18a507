import { domainToASCII, domainToUnicode } from 'node:url'

/**
 * Which letters a label may have to be shown in its own script: those of one, Japanese and Korean with Han, and of Latin
 * those of European languages. Marks only where words are not written without.
 */
const scripts = [
  /^[a-z\u00df-\u00f6\u00f8-\u017f\u0219\u021b]+$/u,
  /^\p{Script=Greek}+$/u,
  /^\p{Script=Cyrillic}+$/u,
  /^\p{Script=Hebrew}+$/u,
  /^[\p{Script=Arabic}]+$/u,
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc]+$/u,
  /^[\p{Script=Han}\p{Script=Hangul}]+$/u,
  /^\p{Script=Armenian}+$/u,
  /^\p{Script=Georgian}+$/u,
  /^[\p{Script=Devanagari}]+$/u,
  /^[\p{Script=Thai}]+$/u,
]
/** Letters of other alphabets that look like Latin ones, or like nothing; a word of these alone is taken for another. */
const likeLatin = /^[аеіјорсухѕһԁԛԝӏьвкмнтгзбοαιυνρκτεζωϲјհօսոսցոզքլյ]+$/u
const MARKS = /\p{M}/u
const needsMarks = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Thai}]/u

/**
 * An international domain name as people write it (RFC 5890, its U-labels). undefined for any other name, and for one that
 * would be read as another: with what is not seen, letters of several scripts, or of one that looks like Latin.
 */
export function unicodeName(name: string): string | undefined {
  if (!/(^|\.)xn--/.test(name)) return undefined
  const text = domainToUnicode(name)
  if (domainToASCII(text) !== name || /[\p{C}\p{Z}]/u.test(text)) return undefined
  return text !== name && text.split('.').every(isPlain) ? text : undefined
}

/** A domain name as it is read: an international one in its own script. */
export const readDomain = (name: string): string => unicodeName(name) ?? name

function isPlain(label: string): boolean {
  if (/^[a-z0-9-]+$/.test(label)) return true
  if (MARKS.test(label) && !needsMarks.test(label)) return false
  // Other digits than these are of a script, too: Devanagari's zero in a Latin word is read as an o.
  const letters = label.replace(/[0-9\p{M}-]/gu, '')
  return /\p{L}/u.test(letters) && scripts.some((script) => script.test(letters)) && !likeLatin.test(letters)
}
