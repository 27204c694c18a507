/** How much of the Internet a network is. */
import { isIP } from 'node:net'

/** Nobody comes from there over the Internet: RFC 1918, 5735, 4193, 4291. */
const PRIVATE: readonly (readonly [number, number])[] = [
  [0x0a000000, 8],
  [0x7f000000, 8],
  [0xa9fe0000, 16],
  [0xac100000, 12],
  [0xc0a80000, 16],
]

/**
 * How many public addresses an item of mynetworks stands for: `192.0.2.0/24`, `[2001:db8::]/32`, where a site's usual
 * network, /48, counts as one IPv4 address. Infinitely many for whatever is no network: who has a name is the word of
 * who owns the address.
 */
export function publicAddresses(item: string): number {
  const [, address = '', length] = /^(\[[^\]]*\]|[\d.]+|[\da-f:.]+)(?:\/(\d+))?$/i.exec(item) ?? []
  const bare = address.replace(/^\[(.*)\]$/, '$1')
  const version = isIP(bare)
  const most = version === 4 ? 32 : 128
  const bits = Number(length ?? most)
  // Addresses of IPv4 that are written as IPv6 are few bits of many.
  if (version === 0 || bits > most || (version === 6 && bits < 128 && /^[0:]+(ffff|\d+\.)/i.test(bare)))
    return Number.POSITIVE_INFINITY
  return version === 4 ? ofVersion4(bare, bits) : ofVersion6(bare, bits)
}

function ofVersion4(address: string, length: number): number {
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const size = 2 ** (32 - length)
  const begin = Math.floor(number / size) * size
  const isInside = PRIVATE.some(
    ([first, own]) => length >= own && begin >= first && begin < first + 2 ** (32 - own),
  )
  return isInside ? 0 : size
}

function ofVersion6(address: string, length: number): number {
  const isPrivate = (/^f[cd]/i.test(address) && length >= 7) || (/^fe[89ab]/i.test(address) && length >= 10)
  if (isPrivate || (/^(::1|::)$/.test(address) && length >= 127)) return 0
  return 2 ** (48 - length)
}
