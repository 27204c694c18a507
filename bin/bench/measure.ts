/** Measures every row, then the crowd, and prints what it found. */
import { openBench, withRaw } from './bench'
import { pageAtOnce } from './crowd'
import { folderRows } from './folder-rows'
import { benchOptions } from './options'
import { Milliseconds, type Row } from './row'
import { accountRows } from './rows'
import { median } from './statistics'
import { json, type Result, table } from './table'

/** Milliseconds of the same work before it counts, for each measurement. */
const WARM_UP_MS = 200

const options = benchOptions()
const bench = await openBench(options)
let turn = 0

const results: Result[] = []
for (const row of [...accountRows, ...folderRows]) results.push(await measure(row))
const crowd = await pageAtOnce(bench)
results.push({
  name: `${options.people} people paging at once (p95)`,
  who: `${options.people} domain administrators`,
  tool: `median of one alone, ${crowd.pages / options.people} pages`,
  ...{ ours: crowd.p95, raw: crowd.single, limit: 10 * crowd.single },
})
if (options.json) console.log(json(results))
else console.log(table(results))
console.error(`Memory of the web process: ${Math.round(bench.web.peak() / 1e6)} MB at most`)
process.exit(0)

async function measure(row: Row): Promise<Result> {
  const { name, who, tool } = row
  const times = { ours: [] as number[], raw: [] as number[] }
  const repeat = Math.min(options.repeat, row.most ?? options.repeat)
  const once = async () => {
    turn++
    const ours = await timed(() => row.ours(bench, turn))
    const raw = await withRaw(bench.instance, (raw) => timed(() => row.raw(bench, raw, turn)))
    return { ours, raw }
  }
  // A web process has mostly run for a while: V8 compiles well what it has seen a hundred times.
  const warm = { at: performance.now() + repeat * WARM_UP_MS, after: row.most ? 1 : repeat }
  for (let count = 0; count < warm.after || (!row.most && performance.now() < warm.at); count++) await once()
  for (let count = 0; count < repeat; count++) {
    const { ours, raw } = await once()
    times.ours.push(ours)
    times.raw.push(raw)
  }
  const raw = median(times.raw)
  const result = { name, who, tool, ours: median(times.ours), raw, limit: row.limit?.(raw) }
  console.error(`${name}: ${result.ours.toFixed(2)} ms, ${tool} ${result.raw.toFixed(2)} ms`)
  return result
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  const counted = await work()
  return counted instanceof Milliseconds ? counted.count : performance.now() - began
}
