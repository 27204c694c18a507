import { MASK } from '@/lib/access'
import type { AuditRow } from '@/lib/audit'
import { reasonText } from '@/lib/locales/error-text'
import { translator } from '@/lib/locales/translator'
import { stepNames, stepWords } from './words'

/** Why a change was refused, which attributes it changed, and what an interrupted one has left. */
export async function AuditDetails({ row }: { row: AuditRow }) {
  const t = await translator()
  const { changes, target } = row
  const steps = row.state === 'done' ? [] : row.steps
  const reason = reasonText(t, row)
  return (
    <div className="font-normal">
      {reason ? (
        <p className="break-words text-muted">
          <bdi>{reason}</bdi>
        </p>
      ) : null}
      {changes.length + steps.length > 0 ? (
        <details className="mt-0.5">
          <summary className="cursor-pointer text-accent">
            {changes.length > 0
              ? t.plural('{n} changed attribute', '{n} changed attributes', changes.length)
              : t('What was begun')}
          </summary>
          {target ? (
            <p className="mt-1 wrap-anywhere text-muted">
              <bdi>{target}</bdi>
            </p>
          ) : null}
          <dl className="mt-1 flex flex-col gap-1">
            {changes.map(({ dn, attribute, before, after }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same attribute can change twice
              <div key={i}>
                <dt className="font-medium">
                  <bdi title={dn}>{attribute}</bdi>
                </dt>
                <dd className="ms-3 wrap-anywhere">
                  {isUnread(before, after) ? null : <Values values={before} empty={t('(nothing)')} gone />}
                  <Values values={after} empty={t('(nothing)')} />
                </dd>
              </div>
            ))}
            {steps.map(({ name, state }) => {
              const part = stepNames[name]
              const word = stepWords[state]
              return (
                <div key={name} className="flex gap-2">
                  <dt className="font-medium">{part ? t.message(part) : name}</dt>
                  <dd>{word ? t.message(word) : state}</dd>
                </div>
              )
            })}
          </dl>
        </details>
      ) : null}
    </div>
  )
}

/** Secrets are read by nobody: that one was there before is not known. */
const isUnread = (before: string[], after: string[]) => before.length === 0 && after.includes(MASK)

function Values({ values, empty, gone = false }: { values: string[]; empty: string; gone?: boolean }) {
  const Mark = gone ? 'del' : 'ins'
  return (
    <Mark className={gone ? 'block text-danger no-underline' : 'block text-success no-underline'}>
      <span aria-hidden="true">{gone ? '− ' : '+ '}</span>
      {values.length === 0 ? <i>{empty}</i> : <bdi>{values.join(' · ')}</bdi>}
    </Mark>
  )
}
