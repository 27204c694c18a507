import { z } from 'zod'

const schema = z.object({
  directory: z.string(),
  /** Where the sources are. */
  project: z.string(),
  accounts: z.number(),
  people: z.number(),
  /** Public folders at the top, and below one of them. */
  folders: z.number(),
  subtree: z.number(),
  /** Of accounts outside the crowded container. */
  mailboxes: z.number(),
  repeat: z.number(),
  json: z.boolean(),
})

/** What bin/bench.mjs asks its programs for. They end when it does. */
export function benchOptions(): z.infer<typeof schema> {
  process.on('disconnect', () => process.exit(1))
  return schema.parse(JSON.parse(process.argv[2] ?? ''))
}
