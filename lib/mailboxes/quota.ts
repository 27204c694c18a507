import { z } from 'zod'
import { LARGEST_QUOTA, parseSize } from './size'

/** A quota as typed; gives bytes, null for no limit. Cyrus keeps KiB, so less than one is rounded up there. */
export const quotaField = z
  .string('quota.form')
  .max(40, 'quota.form')
  .transform((text, context) => {
    const bytes = parseSize(text)
    if (bytes === undefined || bytes === 0)
      context.addIssue({ code: 'custom', message: 'quota.form', input: text })
    else if (bytes !== null && bytes > LARGEST_QUOTA) {
      context.addIssue({ code: 'custom', message: 'quota.tooLarge', input: text })
    } else return bytes
    return z.NEVER
  })
