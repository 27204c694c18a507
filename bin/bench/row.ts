import type { Bench, Raw } from './bench'

export type Row = {
  name: string
  /** Who asks. */
  who: string
  /** What the raw tool does. */
  tool: string
  /** One measurement each; `turn` is another number every time. Gives Milliseconds where not all of the time counts. */
  ours(bench: Bench, turn: number): Promise<unknown>
  raw(bench: Bench, raw: Raw, turn: number): Promise<unknown>
  /** Measurements at most, where one takes long. */
  most?: number
  /** The milliseconds that it may take, by those of the raw tool; left out where nothing was promised. */
  limit?: (raw: number) => number
}

/** What counts of a measurement. */
export class Milliseconds {
  constructor(readonly count: number) {}
}
