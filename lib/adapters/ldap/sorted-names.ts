import type { Dn } from './dn'
import { inOrder, orderOf } from './order'
import { Packed } from './packed'

/** An entry by its DN, with the values of the attribute that the list goes by. */
export type Named = { dn: Dn; values: string[] }

/**
 * Entries in the order of an attribute, of several values the first; those of the same go by their own name. Entries
 * without it come last, in reverse order first.
 */
export class SortedNames {
  readonly #reverse: boolean
  readonly #names: Packed
  /** What the attribute is ordered by, of those that have it. */
  readonly #keys: Packed
  /** What all DNs end with. */
  readonly #place: string

  constructor(entries: Named[], reverse = false) {
    const sorted = entries
      .map(({ dn, values }) => ({ dn, key: values.map(orderOf).sort(inOrder)[0], name: orderOf(dn) }))
      .sort((a, b) => inKeys(a.key, b.key) || inOrder(a.name, b.name))
    if (reverse) sorted.reverse()
    this.#reverse = reverse
    this.#place = commonEnd(sorted.map(({ dn }) => dn))
    this.#names = new Packed(sorted.map(({ dn }) => dn.slice(0, dn.length - this.#place.length)))
    this.#keys = new Packed(sorted.flatMap(({ key }) => (key === undefined ? [] : [key])))
  }

  get length(): number {
    return this.#names.length
  }

  isSame(other: SortedNames): boolean {
    const isAlike = this.#reverse === other.#reverse && this.#place === other.#place
    return isAlike && this.#names.isSame(other.#names) && this.#keys.isSame(other.#keys)
  }

  dns(offset: number, count: number): Dn[] {
    const end = Math.min(this.length, offset + count)
    return Array.from(
      { length: Math.max(0, end - offset) },
      (_, row) => this.#names.at(offset + row) + this.#place,
    )
  }

  /** The row of the first entry whose value begins with `text`, or else comes after it; the length past the end. */
  rowOf(text: string): number {
    const wanted = orderOf(text)
    const without = this.length - this.#keys.length
    const begin = this.#reverse ? without : 0
    let [low, high] = [0, this.#keys.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#isBefore(this.#keys.at(middle), wanted)) low = middle + 1
      else high = middle
    }
    // Without any text it is the beginning of the list.
    return wanted === '' ? 0 : begin + low
  }

  #isBefore(key: string, wanted: string): boolean {
    return this.#reverse ? key > wanted && !key.startsWith(wanted) : key < wanted
  }
}

function inKeys(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  return inOrder(a, b)
}

/** The longest way up, with its comma, that all share. */
function commonEnd([first = '', ...others]: Dn[]): string {
  for (let comma = first.indexOf(','); comma >= 0; comma = first.indexOf(',', comma + 1)) {
    const end = first.slice(comma)
    if (others.every((dn) => dn.endsWith(end))) return end
  }
  return ''
}
