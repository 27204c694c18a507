/** Many short texts in little memory: a hundred thousand as strings would take ten times as much. */
export class Packed {
  readonly #octets: Buffer
  readonly #ends: Uint32Array

  constructor(texts: string[]) {
    this.#octets = Buffer.from(texts.join(''))
    this.#ends = new Uint32Array(texts.length)
    let end = 0
    for (const [number, text] of texts.entries()) {
      end += Buffer.byteLength(text)
      this.#ends[number] = end
    }
  }

  get length(): number {
    return this.#ends.length
  }

  isSame(other: Packed): boolean {
    return (
      this.#octets.equals(other.#octets) &&
      Buffer.from(this.#ends.buffer).equals(Buffer.from(other.#ends.buffer))
    )
  }

  at(number: number): string {
    const begin = number === 0 ? 0 : (this.#ends[number - 1] ?? 0)
    return this.#octets.toString('utf8', begin, this.#ends[number])
  }
}
