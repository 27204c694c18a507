/** Writes one line of JSON to standard output. */
export function log(event: string, facts: Record<string, string | number> = {}): void {
  process.stdout.write(
    `${JSON.stringify({ at: new Date().toISOString(), process: 'worker', event, ...facts })}\n`,
  )
}
