/** What a preview says, in the reader's language and as differences instead of whole files. */
import { type Cost, costs, type Mark, marks, type ServiceName } from '@/lib/configuration'
import { relayRisks } from '@/lib/configuration/open-relay'
import type { Preview } from '@/lib/configuration/views'
import { errorText } from '@/lib/locales/error-text'
import { type Message, msgid, type T } from '@/lib/locales/translate'
import { type Difference, difference } from '../difference/difference'

export type PreviewInWords = {
  files: { file: string; hash: string; difference: Difference }[]
  faults: { edit: number; text: string }[]
  conflicts: (Preview['conflicts'][number] & { difference: Difference })[]
  messages: Preview['messages']
  unasked: Preview['unasked']
  costs: { service: ServiceName; cost: Cost; text: string }[]
  marks: { mark: Mark; names: string[]; text: string }[]
  refused: { file: string; name: string; text: string; detail: string }[]
  hazards: { file: string; name: string; text: string }[]
  relay: { code: string; text: string }[]
  countdown: number
  moved: Preview['moved']
}

export function previewInWords(t: T, preview: Preview): PreviewInWords {
  return {
    ...preview,
    files: preview.files.map(({ file, hash, before, after }) => ({
      ...{ file, hash },
      difference: difference(before, after),
    })),
    faults: preview.faults.map(({ edit, code, values }) => ({ edit, text: errorText(t, code, values) })),
    conflicts: preview.conflicts.map((conflict) => ({
      ...conflict,
      difference: difference(conflict.theirs, conflict.yours),
    })),
    costs: preview.costs.map((one) => ({ ...one, text: t.message(costs[one.cost]) })),
    marks: preview.marks.map((one) => ({ ...one, text: t.message(marks[one.mark]) })),
    refused: preview.refused.map(({ reason, ...one }) => ({ ...one, text: t.message(refusals[reason]) })),
    hazards: preview.hazards.map(({ reason, ...one }) => ({
      ...one,
      text: t.message(hazards[reason] ?? hazards.statement),
    })),
    relay: preview.relay.map(({ code, values }) => ({ code, text: t.message(relayRisks[code], values) })),
  }
}

const refusals: Record<Preview['refused'][number]['reason'], Message> = {
  data: msgid('What is stored already would not be found any more.'),
  allowed: msgid('It is outside of what the administrator of the machine allows.'),
  long: msgid('It names a path of more than 4096 bytes, which no system takes.'),
}

const hazards: Record<string, Message> & { statement: Message } = {
  program: msgid('It names a program that is run.'),
  module: msgid('It names a module that is loaded.'),
  user: msgid('It names a user of the system that a server works as.'),
  path: msgid('It names a file or directory.'),
  statement: msgid('It is not among the parameters that are known to be harmless.'),
}
