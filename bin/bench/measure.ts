/** Measures every row, then the crowd, and prints what it found. */
import { openBench, withRaw } from './bench'
import { pageAtOnce } from './crowd'
import { folderRows } from './folder-rows'
import { benchOptions } from './options'
import { Milliseconds, type Row } from './row'
import { accountRows } from './rows'
import { median } from './statistics'
import { json, type Result, table } from './table'

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
  ...{ ours: crowd.p95, raw: crowd.single },
})
if (options.json) console.log(json(results))
else console.log(table(results))
console.error(`Memory of the web process: ${Math.round(bench.web.peak() / 1e6)} MB at most`)
process.exit(0)

async function measure(row: Row): Promise<Result> {
  const { name, who, tool } = row
  const times = { ours: [] as number[], raw: [] as number[] }
  const repeat = Math.min(options.repeat, row.most ?? options.repeat)
  // A web process has mostly run for a while: V8 compiles what it has seen often.
  const warmUp = row.most ? 1 : repeat
  for (let count = 0; count < warmUp + repeat; count++) {
    turn++
    const ours = await timed(() => row.ours(bench, turn))
    const raw = await withRaw(bench.instance, (raw) => timed(() => row.raw(bench, raw, turn)))
    if (count < warmUp) continue
    times.ours.push(ours)
    times.raw.push(raw)
  }
  const result = { name, who, tool, ours: median(times.ours), raw: median(times.raw) }
  console.error(`${name}: ${result.ours.toFixed(2)} ms, ${tool} ${result.raw.toFixed(2)} ms`)
  return result
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  const counted = await work()
  return counted instanceof Milliseconds ? counted.count : performance.now() - began
}
