/** Writes one line of JSON to standard output: what was done, never what was in a request. */
export function log(event: string, facts: Record<string, string | number> = {}): void {
  process.stdout.write(
    `${JSON.stringify({ at: new Date().toISOString(), process: 'agent', event, ...facts })}\n`,
  )
}
