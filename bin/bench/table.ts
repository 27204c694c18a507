export type Result = { name: string; who: string; tool: string; ours: number; raw: number }

/** The results for people; the last column says whether ours takes at most 1.5 times the tool and 30 ms. */
export function table(results: Result[]): string {
  const cells = results.map(({ name, who, tool, ours, raw }) => [
    ...[name, who, tool, ms(ours), ms(raw), (ours / raw).toFixed(2)],
    ours <= 1.5 * raw + 30 ? '✓' : '✗',
  ])
  const all = [['', 'as', 'raw tool', 'ours ms', 'raw ms', 'ratio', '≤ 1.5x + 30'], ...cells]
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
