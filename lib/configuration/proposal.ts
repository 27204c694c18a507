/** A change that is wished for, worked out to its end: what the files would say, and what is to be known before. */
import { type Change, type Handles, MASK, operation } from '@/lib/access'
import type { ServiceName } from './catalogue'
import { valuesIn } from './changes/changed'
import { countdownFor, type Judged, judged } from './changes/judged'
import { parse } from './documents/document'
import { masked } from './documents/secrets'
import { edited } from './edits/edited'
import { parameterOf } from './fields/id'
import { revisionOf } from './history'
import { Wanted } from './inputs'
import { type Present, presentFiles } from './present'
import { proofOf, type Vouched } from './proof'
import { hasData } from './stored-data'
import type { Edit, Preview, Side } from './views'

export type Proposal = {
  preview: Preview
  /** What the agent is to write, secrets that were typed included. */
  files: { file: string; hash: string; text: string }[]
  edits: readonly Edit[]
  /** For the record, without any secret. */
  changes: Change[]
}

type Restore = { number: number; to: 'before' | 'after'; crossed?: Record<string, Side> | undefined }
type Wish = { edits: readonly Edit[] } | { restore: Restore }

/** What a change would come to; nothing is changed. */
export const previewConfiguration = operation({
  name: 'config.preview',
  kind: 'read',
  withoutDirectory: 'whileDown',
  input: Wanted,
  run: async (handles, wish): Promise<Preview> => (await propose(handles, wish, wish)).preview,
})

export async function propose(handles: Handles, wish: Wish, vouched: Vouched): Promise<Proposal> {
  const services = 'edits' in wish ? servicesOf(wish.edits) : undefined
  const present = await presentFiles(handles, services)
  const edits = 'edits' in wish ? wish.edits : await restoring(handles, wish.restore, present)
  const sides = 'restore' in wish ? wish.restore.crossed : undefined
  const { texts, faults, conflicts } = edited(present, edits, sides)
  const changes = present.flatMap((one) => {
    const text = texts.get(one.file)
    return text === undefined
      ? []
      : [{ ...one, before: one.document, after: parse(one.document.format, text), text }]
  })
  const verdict = judged(changes)
  const files = changes.map(({ file, hash, text }) => ({ file, hash, text }))
  const checked = await check(handles, files, vouched)
  const preview: Preview = {
    files: changes.map(({ file, service, hash, document, text }) => {
      const [before, after] = [
        present.find((one) => one.file === file)?.text ?? '',
        masked(document.format, text),
      ]
      return { file, service, format: document.format, hash, before, after }
    }),
    ...{ faults, conflicts, costs: verdict.costs, marks: verdict.marks },
    ...{ messages: checked.messages, unasked: checked.unasked },
    refused: [...(await lost(handles, verdict)), ...outside(checked.refused)],
    hazards: checked.hazards,
    relay: checked.relay,
    countdown: countdownFor(verdict),
    moved: checked.moved,
  }
  return { preview, files, edits, changes: verdict.changed.map((one) => recorded(one, preview)) }
}

/** A secret that changed is the same placeholder before and after. */
function recorded({ file, statement }: Judged['changed'][number], { files }: Preview): Change {
  const { format, after = '' } = files.find((one) => one.file === file) ?? {}
  const now = format ? valuesIn(parse(format, after), statement) : []
  const isHidden = now.length > 0 && now.join('\n') === statement.before.join('\n')
  return { dn: file, attribute: statement.name, before: statement.before, after: isHidden ? [MASK] : now }
}

/** The servers that the edits are about; files are named by who reads them. */
function servicesOf(edits: readonly Edit[]): ServiceName[] {
  const names = edits.map((edit) =>
    'field' in edit ? parameterOf(edit.field)?.service : serviceOf(edit.file),
  )
  return [...new Set(names.filter((name) => name !== undefined))]
}

function serviceOf(file: string): ServiceName | undefined {
  const services: ServiceName[] = ['apache', 'cyrus', 'slapd', 'postfix', 'proftpd']
  return services.find((service) => file.startsWith(service))
}

/** A revision's files as they were after it; or as they are, without what it changed. */
async function restoring(
  { callAgent }: Handles,
  { number, to }: Restore,
  present: readonly Present[],
): Promise<Edit[]> {
  const { files: named } = await revisionOf({ callAgent }, number)
  return Promise.all(
    named.map(async (file): Promise<Edit> => {
      const { before, after } = await callAgent('configuration.revision', { number, file })
      if (to === 'before') return { file, base: after, text: before ?? after }
      return { file, base: present.find((one) => one.file === file)?.text ?? '', text: after }
    }),
  )
}

async function check(handles: Handles, files: Proposal['files'], vouched: Vouched) {
  if (files.length === 0) return { messages: [], unasked: [], hazards: [], refused: [], relay: [], moved: [] }
  return handles.callAgent('configuration.check', { files, proof: proofOf(handles, vouched) })
}

async function lost(handles: Handles, { data }: Judged): Promise<Preview['refused']> {
  const found: Preview['refused'] = []
  for (const { file, service, name } of data)
    if (await hasData(handles, service)) found.push({ file, name, reason: 'data', detail: '' })
  return found
}

function outside(
  refused: { file: string; name: string; value: string; reason: string }[],
): Preview['refused'] {
  return refused.map(({ file, name, value, reason }) => ({
    ...{ file, name, detail: value },
    reason: reason === 'long' ? reason : 'allowed',
  }))
}
