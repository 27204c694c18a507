/** At most `places` pieces of work at a time; the others wait their turn, but none longer than `patienceMs`. */
export class Turns {
  #free: number
  readonly #patienceMs: number
  readonly #tooLong: () => Error
  readonly #waiting = new Set<() => void>()

  constructor(places: number, patienceMs: number, tooLong: () => Error) {
    this.#free = places
    this.#patienceMs = patienceMs
    this.#tooLong = tooLong
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await this.#turn()
    try {
      return await work()
    } finally {
      this.#pass()
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(patience)
        resolve()
      }
      const patience = setTimeout(() => {
        this.#waiting.delete(begin)
        reject(this.#tooLong())
      }, this.#patienceMs)
      this.#waiting.add(begin)
    })
  }

  // A place goes straight to the one who has waited longest; a Set keeps its order of arrival.
  #pass(): void {
    const [next] = this.#waiting
    if (!next) {
      this.#free++
      return
    }
    this.#waiting.delete(next)
    next()
  }
}
