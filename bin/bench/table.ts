/** `limit`: the milliseconds that ours may take, where something was promised. */
export type Result = { name: string; who: string; tool: string; ours: number; raw: number; limit?: number }

/** The results for people; the last columns tell what was promised, if anything, and whether it is kept. */
export function table(results: Result[]): string {
  const cells = results.map(({ name, who, tool, ours, raw, limit }) => [
    ...[name, who, tool, ms(ours), ms(raw), (ours / raw).toFixed(2)],
    ...(limit === undefined ? ['', ''] : [ms(limit), ours <= limit ? '✓' : '✗']),
  ])
  const all = [['', 'as', 'raw tool', 'ours ms', 'raw ms', 'ratio', 'limit', ''], ...cells]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length))) ?? []
  const pad = (cell: string, column: number) =>
    column < 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
  return all.map((row) => row.map(pad).join('  ').trimEnd()).join('\n')
}

export function json(results: Result[]): string {
  const rows = results.map(({ name, ours, raw }) => ({
    ...{ name, ours_ms: Number(ms(ours)), raw_ms: Number(ms(raw)), ratio: Number((ours / raw).toFixed(3)) },
  }))
  return JSON.stringify(rows, null, 2)
}

function ms(time: number): string {
  return time.toFixed(2)
}
