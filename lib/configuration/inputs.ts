/** What operations on the configuration are asked with. */
import { z } from 'zod'

/** Characters of a file's text: a megabyte of configuration fits. */
const MOST_TEXT = 1_500_000

const service = z.enum(['apache', 'cyrus', 'slapd', 'postfix', 'proftpd'], 'input.unknown')
export const file = z.string().min(1, 'input.required').max(200)
const field = z.string().min(1, 'input.required').max(200)
const value = z.string('input.required').max(100_000, 'input.tooLong')
const was = value.nullable().optional()

const where = {
  field,
  file: file.optional(),
  section: z.array(z.string().max(2000)).max(20).optional(),
  index: z.int().min(0).optional(),
}

const fieldEdit = z.discriminatedUnion('change', [
  z.strictObject({ ...where, change: z.literal('set'), value, was }),
  z.strictObject({ ...where, change: z.literal('add'), value }),
  z.strictObject({ ...where, change: z.enum(['unset', 'off', 'on']), was }),
])

const text = z.string().max(MOST_TEXT, 'input.tooLong')
const edit = z.union([fieldEdit, z.strictObject({ file, base: text, text })])

const edits = { edits: z.array(edit).min(1, 'input.required').max(500) }
const restored = {
  number: z.int().min(1),
  /** 'after': the files as the revision left them. 'before': only what it changed is taken out again. */
  to: z.enum(['before', 'after']).default('after'),
  /** Of files whose lines were changed again since: whether they are undone all the same, or stay. */
  crossed: z.record(file, z.enum(['yours', 'theirs'])).optional(),
}

const proof = {
  /** The person's own, where there are hazards. */
  password: z.string().max(1024).optional(),
  /** Of root at the command line, in its place. */
  rootToken: z.string().max(256).optional(),
}

/** What a person says besides to have a change made. */
const agreement = {
  /** Of each file that changes, as the preview gave it. */
  hashes: z.array(z.strictObject({ file, hash: z.string().max(100) })).max(50),
  /** Why; for the history. */
  note: z
    .string()
    .trim()
    .max(500, 'input.tooLong')
    .regex(/^\P{Cc}*$/u, 'input.control')
    .default(''),
  /** That strangers could send mail through the server is meant. */
  relay: z.boolean().default(false),
  ...proof,
  /** Seconds to confirm in; without it what the preview says. */
  countdown: z.int().min(0).max(600).optional(),
}

export const List = z.strictObject({ service: service.optional(), field: field.optional() })
export const Nothing = z.strictObject({})
export const Files = z.strictObject({ named: z.string().max(200).optional() })
export const OneFile = z.strictObject({ file })
export const Wanted = z.union([
  z.strictObject({ ...edits, ...proof }),
  z.strictObject({ restore: z.strictObject(restored), ...proof }),
])
export const Agreed = z.strictObject({ ...edits, ...agreement })
export const Restored = z.strictObject({ ...restored, ...agreement })
export const OneChange = z.strictObject({ change: z.string().regex(/^[0-9a-f]{1,64}$/, 'input.unknown') })
export const History = z.strictObject({
  offset: z.coerce.number().int().min(0).default(0),
  count: z.coerce.number().int().min(1).max(100).default(50),
  file: file.optional(),
})
export const OneRevision = z.strictObject({ number: z.coerce.number().int().min(1), file })

export type Agreement = Omit<z.output<typeof Agreed>, 'edits'>
