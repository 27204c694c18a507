/**
 * The rows of a list of any length, of which those in sight are fetched: a window at a time, one request after the
 * other. The server keeps the list under a name for a while, so that paging meets each row once whatever is changed
 * meanwhile; when it has sorted it anew, what was fetched of the older one counts no more.
 */
import type { Outcome, Problem } from '@/lib/errors'

/** Rows of a window. */
export const WINDOW = 100
/** Windows that are kept; those farthest from what is in sight go first. */
const KEPT = 40
const RETRY_MS = 3000

export type RowsWindow<Row> = {
  rows: Row[]
  /** Row of the first, from 0. */
  offset: number
  total: number
  /** The list's name at the server; null when there is nothing more to fetch of it. */
  list: string | null
}
/** A window at a row, or at the first row that begins with a text or comes after it. */
export type Wanted = ({ offset: number } | { from: string }) & { count: number; list: string | null }
export type Ask<Row> = (wanted: Wanted) => Promise<Outcome<RowsWindow<Row>>>

/** What keeps rows from being fetched; 'alone' when the console itself does not answer. */
export type Trouble = Problem | 'alone' | null

export class WindowedRows<Row> {
  readonly #ask: Ask<Row>
  readonly #listeners = new Set<() => void>()
  #windows = new Map<number, Row[]>()
  /** Of the list before this one, shown until they are fetched anew. */
  #older = new Map<number, Row[]>()
  #list: string | null
  #total: number
  #inSight = { first: 0, end: 0, around: 0 }
  #isOutdated = false
  #isAsking = false
  #trouble: Trouble = null
  #retry: ReturnType<typeof setTimeout> | undefined
  #generation = 0
  #version = 0

  /** `first` came with the page. Without it there is a row to wait for until the list is fetched. */
  constructor(ask: Ask<Row>, first: RowsWindow<Row> | null) {
    this.#ask = ask
    this.#list = first?.list ?? null
    this.#total = first?.total ?? 1
    this.#isOutdated = first === null
    if (first) this.#keep(first)
  }

  get total(): number {
    return this.#total
  }

  /** Where somebody was who comes back to the list. */
  get firstInSight(): number {
    return this.#inSight.first
  }

  get trouble(): Trouble {
    return this.#trouble
  }

  /** The row, 'gone' if it was deleted or hidden since the list was sorted, undefined while it is not fetched. */
  row(index: number): Row | 'gone' | undefined {
    const [number, place] = [Math.floor(index / WINDOW), index % WINDOW]
    const rows = this.#windows.get(number) ?? this.#older.get(number)
    return rows && (rows[place] ?? 'gone')
  }

  /** Where a row is among those that are fetched. */
  indexOf(isRow: (row: Row) => boolean): number | null {
    for (const [number, rows] of this.#windows) {
      const place = rows.findIndex(isRow)
      if (place >= 0) return number * WINDOW + place
    }
    return null
  }

  /** Rows from `first` to before `end` are in sight, and fetched with those around them if they are not there yet. */
  show(first: number, end: number, around = 0): void {
    this.#inSight = { first, end, around }
    void this.#fetch()
  }

  /** Looks again: the list as it is now. What is in sight stays until that is there. */
  refresh(): void {
    this.#isOutdated = true
    void this.#fetch()
  }

  /** Begins anew with a window that came with the page. */
  begin(first: RowsWindow<Row>): void {
    this.#isOutdated = false
    this.#trouble = null
    this.#replace(first)
    this.#keep(first)
    this.#tell()
    void this.#fetch()
  }

  /** Row of the first entry that begins with the text or comes after it; null when nobody answers. */
  async find(from: string): Promise<number | null> {
    const found = await this.#window({ from, count: 1, list: this.#list })
    if (!found) return null
    if (found.list !== this.#list) this.#replace(found)
    this.#tell()
    void this.#fetch()
    return Math.min(found.offset, Math.max(0, found.total - 1))
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) clearTimeout(this.#retry)
    }
  }

  /** Another one as soon as anything is. */
  readonly version = (): number => this.#version

  async #fetch(): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    for (let number = this.#missing(); number !== undefined; number = this.#missing()) {
      const [generation, anew] = [this.#generation, this.#isOutdated]
      const list = anew ? null : this.#list
      const found = await this.#window({ offset: number * WINDOW, count: WINDOW, list })
      if (!found) break
      // Meanwhile the page may have brought another list.
      if (this.#generation !== generation) continue
      if (anew || found.list !== list) this.#replace(found)
      this.#isOutdated = false
      this.#keep(found)
      this.#tell()
    }
    this.#isAsking = false
  }

  /** Number of a window to fetch. */
  #missing(): number | undefined {
    const { first, end, around } = this.#inSight
    const last = Math.max(0, Math.min(end + around, this.#total) - 1)
    const [from, to] = [Math.floor(Math.max(0, first - around) / WINDOW), Math.floor(last / WINDOW)]
    if (this.#isOutdated) return Math.min(Math.floor(first / WINDOW), to)
    for (let number = from; number <= to; number++)
      if (!this.#windows.has(number) && number * WINDOW < this.#total) return number
    this.#older.clear()
    return undefined
  }

  async #window(wanted: Wanted): Promise<RowsWindow<Row> | null> {
    clearTimeout(this.#retry)
    const outcome = await this.#ask(wanted).catch(() => 'alone' as const)
    this.#trouble = outcome === 'alone' ? outcome : outcome.ok ? null : outcome.problem
    if (outcome !== 'alone' && outcome.ok) return outcome.value
    const isPassing = outcome === 'alone' || outcome.problem.kind === 'unavailable'
    if (isPassing && this.#listeners.size > 0) this.#retry = setTimeout(() => this.refresh(), RETRY_MS)
    this.#tell()
    return null
  }

  #replace(found: Pick<RowsWindow<Row>, 'list' | 'total'>): void {
    this.#older = new Map([...this.#older, ...this.#windows])
    this.#windows = new Map()
    this.#list = found.list
    this.#total = found.total
    this.#generation++
  }

  #keep({ rows, offset }: RowsWindow<Row>): void {
    const number = offset / WINDOW
    if (!Number.isInteger(number) || (rows.length === 0 && offset >= this.#total)) return
    this.#windows.set(number, rows)
    if (this.#windows.size <= KEPT) return
    const middle = this.#inSight.first / WINDOW
    const [farthest] = [...this.#windows.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle))
    if (farthest !== undefined) this.#windows.delete(farthest)
  }

  #tell(): void {
    this.#version++
    for (const listener of this.#listeners) listener()
  }
}
