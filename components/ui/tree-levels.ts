/**
 * A tree of any size as the lines that are to be seen of it. Each level is a list that is fetched where it is looked at,
 * and stands below the row that it was opened at; an open level without rows is a line too, which says so.
 */
import { type Ask, type RowsWindow, type Trouble, WindowedRows } from './windowed-rows'

type Level<Row> = { rows: WindowedRows<Row>; depth: number; open: Branch<Row>[]; leave: () => void }
/** A level by the row above it, wherever that is now. */
type Branch<Row> = { key: string; index: number; level: Level<Row> }

export type TreeLine<Row> = {
  /** 'empty' where a level has none, otherwise as in WindowedRows. */
  row: Row | 'gone' | 'empty' | undefined
  /** Its place in its level, from 0, and how many are there. */
  index: number
  total: number
  depth: number
  isOpen: boolean
  trouble: Trouble
}

export type TreeSource<Row> = {
  root: Ask<Row>
  /** How the level below a row is asked for. */
  below: (row: Row) => Ask<Row>
  /** What a row is known by in its level. */
  keyOf: (row: Row) => string
}

export class TreeLevels<Row> {
  readonly #source: TreeSource<Row>
  readonly #root: Level<Row>
  readonly #listeners = new Set<() => void>()
  #version = 0

  /** `first` is the window that came with the page, if any did. */
  constructor(source: TreeSource<Row>, first: RowsWindow<Row> | null) {
    this.#source = source
    this.#root = this.#level(source.root, 0, first)
  }

  /** Lines of all levels that are open. */
  get length(): number {
    return linesOf(this.#root)
  }

  /** What keeps the first level from being fetched, or any of them while a server does not answer. */
  get trouble(): Trouble {
    const isAway = ({ rows: { trouble } }: Level<Row>) =>
      trouble === 'alone' || trouble?.kind === 'unavailable'
    return this.#root.rows.trouble ?? this.#levels().find(isAway)?.rows.trouble ?? null
  }

  line(number: number): TreeLine<Row> {
    const { level, index } = this.#at(number)
    const { rows, depth, open } = level
    const isOpen = open.some((branch) => branch.index === index)
    const row = rows.total === 0 ? 'empty' : rows.row(index)
    return { row, index, total: rows.total, depth, isOpen, trouble: rows.trouble }
  }

  /** Opens what is below a line, or closes it. */
  toggle(number: number): void {
    const { level, index } = this.#at(number)
    const row = level.rows.row(index)
    if (row === undefined || row === 'gone') return
    const branch = level.open.find((one) => one.index === index)
    if (branch) close(branch.level)
    const others = level.open.filter((one) => one !== branch)
    level.open = branch ? others : [...others, this.#branch(row, index, level.depth + 1)].sort(byIndex)
    this.#tell()
  }

  /**
   * Lines from `first` to before `end` are in sight; they are fetched if they are not there yet. A level in trouble is
   * asked for again by itself, or when somebody looks again.
   */
  show(first: number, end: number): void {
    const seen = new Map<Level<Row>, { first: number; end: number }>()
    for (let number = Math.max(0, first); number < Math.min(end, this.length); number++) {
      const { level, index } = this.#at(number)
      seen.set(level, { first: seen.get(level)?.first ?? index, end: index + 1 })
    }
    for (const [{ rows }, { first, end }] of seen) if (!rows.trouble) rows.show(first, end)
  }

  /** Looks again at every level that is open. */
  refresh(): void {
    for (const { rows } of this.#levels()) rows.refresh()
  }

  /** Begins anew with a window that came with the page; what is open stays so. */
  begin(first: RowsWindow<Row>): void {
    for (const { rows } of this.#levels()) {
      if (rows === this.#root.rows) rows.begin(first)
      else rows.refresh()
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    if (this.#listeners.size === 1) for (const level of this.#levels()) this.#follow(level)
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) for (const level of this.#levels()) level.leave()
    }
  }

  /** Another one as soon as anything is. */
  readonly version = (): number => this.#version

  #branch(row: Row, index: number, depth: number): Branch<Row> {
    const level = this.#level(this.#source.below(row), depth, null)
    if (this.#listeners.size > 0) this.#follow(level)
    return { key: this.#source.keyOf(row), index, level }
  }

  #level(ask: Ask<Row>, depth: number, first: RowsWindow<Row> | null): Level<Row> {
    return { rows: new WindowedRows(ask, first), depth, open: [], leave: () => {} }
  }

  #follow(level: Level<Row>): void {
    level.leave = level.rows.subscribe(() => {
      this.#settle(level)
      this.#tell()
    })
  }

  /** After others came or went, what is open is where its row is now; if that is gone, so is what was below. */
  #settle(level: Level<Row>): void {
    const { rows } = level
    level.open = level.open
      .flatMap((branch) => {
        const row = rows.row(branch.index)
        const isRow = (one: Row) => this.#source.keyOf(one) === branch.key
        if (branch.index < rows.total && (row === undefined || (row !== 'gone' && isRow(row))))
          return [branch]
        const index = rows.indexOf(isRow)
        if (index !== null) return [{ ...branch, index }]
        close(branch.level)
        return []
      })
      .sort(byIndex)
  }

  #at(number: number): { level: Level<Row>; index: number } {
    let [level, index] = [this.#root, number]
    for (let at = 0; at < level.open.length; ) {
      const branch = level.open[at++] as Branch<Row>
      if (index <= branch.index) break
      const lines = linesOf(branch.level)
      if (index > branch.index + lines) index -= lines
      else [level, index, at] = [branch.level, index - branch.index - 1, 0]
    }
    return { level, index }
  }

  #levels(from: Level<Row> = this.#root): Level<Row>[] {
    return [from, ...from.open.flatMap(({ level }) => this.#levels(level))]
  }

  #tell(): void {
    this.#version++
    for (const listener of this.#listeners) listener()
  }
}

function linesOf<Row>({ rows, open }: Level<Row>): number {
  return open.reduce((lines, { level }) => lines + linesOf(level), Math.max(1, rows.total))
}

function close<Row>({ leave, open }: Level<Row>): void {
  leave()
  for (const { level } of open) close(level)
}

function byIndex(one: { index: number }, other: { index: number }): number {
  return one.index - other.index
}
