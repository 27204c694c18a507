/** A change before it is made, in words. */
import { costs, marks } from '@/lib/configuration'
import { relayRisks } from '@/lib/configuration/open-relay'
import { refusals } from '@/lib/configuration/outcome'
import type { Edit, Preview } from '@/lib/configuration/views'
import { errorText } from '@/lib/locales/error-text'
import type { Face } from '../face'
import { unifiedDiff } from '../unified'

/** The difference, what it costs, and what is to be known. */
export function previewLines(preview: Preview, face: Face): string[] {
  const { t } = face
  const { files, hazards, relay, countdown, moved } = preview
  const differences = files.flatMap(({ file, before, after }) => {
    const lines = unifiedDiff(file, before, after)
    // A secret that changed is the same placeholder before and after.
    return lines.length > 0 ? lines : [t('{file}: a secret changes.', { file })]
  })
  return [
    ...differences.map((line) => line.replaceAll('\t', '    ')),
    ...preview.costs.map(({ service, cost }) => `${service}: ${t.message(costs[cost])}`),
    ...preview.marks.map(({ mark, names }) => `${names.join(', ')}: ${t.message(marks[mark])}`),
    ...warningLines(preview, face),
    ...(hazards.length > 0
      ? [t('Needs a password: {names}.', { names: hazards.map(({ name }) => name).join(', ') })]
      : []),
    ...moved.map(({ from, to }) => t('The console moves from {from} to {to}.', { from, to })),
    ...relay.map(({ code, values }) => t.message(relayRisks[code], values)),
    ...(countdown > 0
      ? [t.plural('It has to be kept within {n} second.', 'It has to be kept within {n} seconds.', countdown)]
      : []),
  ]
}

/** What the servers say that keeps nobody from it. */
export function warningLines({ messages }: Preview, { t }: Face): string[] {
  return messages
    .filter(({ severity }) => severity === 'warning')
    .map(({ file, text }) => t('{file}: warning: {text}', { file, text }))
}

/** Both versions of what somebody else changed too. */
export function versionLines({ conflicts }: Preview, { t }: Face): string[] {
  return conflicts.flatMap(({ yours, theirs, text }) =>
    text === null
      ? [t('Yours: {value}', { value: yours }), t('Theirs: {value}', { value: theirs })]
      : text.merged.replace(/\n$/, '').split('\n'),
  )
}

/** Whether it could be made, by somebody who confirms what is to be confirmed. */
export function isFit({ faults, conflicts, refused, messages, files }: Preview): boolean {
  const hasErrors = messages.some(({ severity }) => severity === 'error')
  return files.length > 0 && faults.length + conflicts.length + refused.length === 0 && !hasErrors
}

/** Why it cannot be made, a sentence each. */
export function problemsOf(preview: Preview, wish: { edits: Edit[] } | object, { t }: Face): string[] {
  const { faults, conflicts, refused, messages, files } = preview
  const nameOf = (number: number) => {
    const edit = 'edits' in wish ? wish.edits[number] : undefined
    return edit === undefined ? '' : 'field' in edit ? edit.field : edit.file
  }
  const problems = [
    ...faults.map(({ edit, code, values }) => `${nameOf(edit)}: ${errorText(t, code, values)}`),
    ...conflicts.map(({ edit, text }) =>
      errorText(t, 'config.crossed', { name: text?.file ?? nameOf(edit) }),
    ),
    ...refused.map(({ file, name, reason }) => errorText(t, refusals[reason], { file, name })),
    ...messages.filter(({ severity }) => severity === 'error').map(({ file, text }) => `${file}: ${text}`),
  ]
  return problems.length > 0 || files.length > 0 ? problems : [errorText(t, 'config.nothing')]
}
