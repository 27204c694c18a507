/**
 * Edits made in the files as they are now. What somebody else changed meanwhile stays; where the same value changed, or
 * the same lines of a text, nothing is overwritten and both are shown.
 */
import { ConsoleError, isConsoleError } from '@/lib/errors'
import { type Document, parse, print } from '../documents/document'
import { add, rename, set, switchOff, switchOn, unset } from '../documents/edit'
import type { Source } from '../fields/source'
import type { Edit, FieldEdit, Preview, Side, TextEdit } from '../views'
import { hasMarks, merged } from './merge'
import { type Job, jobsFor } from './target'

export type Edited = {
  /** The texts of the files that are others now. */
  texts: Map<string, string>
  faults: Preview['faults']
  conflicts: Preview['conflicts']
}

/** `sides` decide, by files, where a text crossed somebody else's. */
export function edited(
  sources: readonly Source[],
  edits: readonly Edit[],
  sides: Readonly<Record<string, Side>> = {},
): Edited {
  const result: Edited = { texts: new Map(), faults: [], conflicts: [] }
  const documents = new Map(sources.map(({ file, document }) => [file, document]))
  const present = () => sources.map((source) => ({ ...source, document: documentIn(documents, source.file) }))
  const attempt = (edit: number, work: () => void) => {
    try {
      work()
    } catch (error) {
      if (!isConsoleError(error)) throw error
      result.faults.push({ edit, code: error.code, values: error.values })
    }
  }
  edits.forEach((edit, number) => {
    if (isTextEdit(edit)) attempt(number, () => putText(documents, edit, number, result, sides[edit.file]))
  })
  const after = present()
  const jobs: (Job & { edit: number })[] = []
  edits.forEach((edit, number) => {
    if (!isTextEdit(edit))
      attempt(number, () => {
        const wanted = jobsFor(edit, after)
        if ('theirs' in wanted) result.conflicts.push({ ...wanted, edit: number, text: null })
        else if (jobs.some((one) => wanted.some((job) => isSameStatement(one, job))))
          throw new ConsoleError('invalid', 'config.twice')
        else jobs.push(...wanted.map((job) => ({ ...job, edit: number })))
      })
  })
  // From the end of each file, so that no statement's place moves before it is its turn; new ones come last.
  for (const job of jobs.sort((one, other) => (other.index ?? -1) - (one.index ?? -1)))
    attempt(job.edit, () => documents.set(job.file, done(documentIn(documents, job.file), job)))
  for (const { file, document } of sources) {
    const text = print(documentIn(documents, file))
    if (text !== print(document)) result.texts.set(file, text)
  }
  return result
}

export function isTextEdit(edit: Edit): edit is TextEdit {
  return 'text' in edit
}

function putText(
  documents: Map<string, Document>,
  { file, base, text }: TextEdit,
  edit: number,
  { conflicts }: Edited,
  side: Side | undefined,
): void {
  const document = documentIn(documents, file)
  if (hasMarks(text)) throw new ConsoleError('invalid', 'config.marks')
  const present = print(document)
  const result = merged(base, text, present)
  if (!result.crossed) documents.set(file, parse(document.format, result.text))
  else if (side) documents.set(file, parse(document.format, result[side]))
  else {
    const { yours, theirs } = result
    conflicts.push({ edit, yours, theirs, text: { file, present, merged: result.text } })
  }
}

function documentIn(documents: Map<string, Document>, file: string): Document {
  const document = documents.get(file)
  if (!document) throw new ConsoleError('notFound', 'config.noFile', { file })
  return document
}

function isSameStatement(one: Job, other: Job): boolean {
  return one.index !== null && one.index === other.index && one.file === other.file
}

function done(document: Document, { change, target, name, value, index, isSecret }: Job): Document {
  const choice = index === null ? {} : { index }
  const work: Record<FieldEdit['change'], () => Document> = {
    set: () =>
      name === target.name
        ? set(document, target, value, choice)
        : rename(document, target, name, value, choice),
    add: () => add(document, target, value),
    unset: () => unset(document, target, choice),
    off: () => {
      if (document.format === 'cn=config')
        throw new ConsoleError('invalid', 'config.notOff', { name: target.name })
      return switchOff(document, target, choice)
    },
    on: () => switchOn(document, target, choice),
  }
  try {
    return work[change]()
  } catch (error) {
    // What is wrong with a secret is said without it.
    if (isSecret && isConsoleError(error)) throw new ConsoleError('invalid', 'config.form')
    throw error
  }
}
