/** Header fields as people read them: encoded words (RFC 2047) are what mail programs write letters beyond ASCII in. */

const WORD = String.raw`=\?[^?\s]{1,40}\?[bq]\?[^?]*\?=`
/** Words in a row are one text: a letter may be begun in one and ended in the next. */
const ROW = new RegExp(String.raw`${WORD}(?:\s*${WORD})*`, 'gi')
const PARTS = /=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bq])\?([^?]*)\?=/gi

/** The text with its encoded words decoded; what is encoded in a way that is not known stays as it is. */
export function decodeWords(text: string): string {
  return text.replace(ROW, (row) => {
    const words = [...row.matchAll(PARTS)].map(([all, charset = '', encoding = '', content = '']) => ({
      ...{ all, charset: charset.toLowerCase(), bytes: bytesOf(encoding, content) },
    }))
    let decoded = ''
    for (let at = 0; at < words.length; ) {
      const { charset } = words[at] as (typeof words)[number]
      const end = words.findIndex((word, i) => i > at && word.charset !== charset)
      const same = words.slice(at, end < 0 ? words.length : end)
      decoded +=
        textOf(
          charset,
          same.map(({ bytes }) => bytes),
        ) ?? same.map(({ all }) => all).join(' ')
      at += same.length
    }
    return decoded
  })
}

function bytesOf(encoding: string, content: string): Buffer {
  if (encoding.toLowerCase() === 'b') return Buffer.from(content, 'base64')
  const unescaped = content
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(unescaped, 'latin1')
}

function textOf(charset: string, pieces: Buffer[]): string | undefined {
  try {
    return new TextDecoder(charset).decode(Buffer.concat(pieces))
  } catch {
    return undefined
  }
}
