/**
 * What a change of configuration files needs the person's password for, and what no password opens. The web process
 * decides nothing here: whoever owns it can send any text. A statement is harmless only when the catalogue knows it as
 * such; every other one that comes, goes or changes needs the password, and what it names has to be on root's list.
 */
import { createHash } from 'node:crypto'
import type { FormatName } from '@/lib/configuration'
import { apacheQuoting, parse, type Statement, words } from '@/lib/configuration'
import type { Instance } from '@/lib/instance/instance'
import { forgetPlaces, isInside } from './guard-inside'
import { meaningOf, type Reason } from './guard-meaning'
import { type Refusal, refusalOf } from './guard-names'
import { type Allowance, allowanceOf } from './guard-places'

export type GuardedChange = { file: string; format: FormatName; before: string; after: string }
export type Hazard = { file: string; name: string; reason: Reason }
export type Refused = { file: string; name: string; value: string; reason: Refusal }

/** Bytes of a line and of a statement: some servers cut longer lines in two, and read the rest as another one. */
const LONGEST_LINE = 2000
const LONGEST_STATEMENT = 3500
const CUT: readonly FormatName[] = ['cyrus.conf', 'imapd.conf', 'proftpd']

/** Judges what differs between the texts, whether their secrets are in them or not; what it says of them may quote these. */
export function guard(
  instance: Pick<Instance, 'paths'>,
  changes: readonly GuardedChange[],
): { hazards: Hazard[]; refused: Refused[] } {
  forgetPlaces()
  const allowed = allowanceOf(instance)
  const judged = changes.map((change) => judge(change, allowed))
  return {
    hazards: unique(judged.flatMap(({ hazards }) => hazards)),
    refused: unique(judged.flatMap(({ refused }) => refused)),
  }
}

function judge(change: GuardedChange, allowed: Allowance): { hazards: Hazard[]; refused: Refused[] } {
  const { file, format } = change
  const [before, after] = [change.before, change.after].map((text) => parse(format, text).statements)
  const hazards: Hazard[] = []
  const refused: Refused[] = []
  const refuse = (name: string, value: string, reason: Refused['reason']) =>
    refused.push({ file, name, value: value.trim(), reason })
  if (!before || !after) return { hazards, refused }

  const [come, gone] = [without(after, before), without(before, after)]
  const strange = controls(change.after)
  if (strange && !controls(change.before)) refuse('', JSON.stringify(strange), 'reading')
  const long = tooLong(change, come)
  if (long !== undefined) refuse('', long, 'reading')
  const services = counted(after.flatMap(({ kind, name }) => (kind === 'open' ? [name] : [])))
  for (const statement of come) {
    const { kind, raw, name, value } = statement
    // What is not understood here, the server may understand.
    if (kind === 'text' && !isComment(raw)) refuse('', raw, 'reading')
    if (format === 'master.cf' && kind === 'open' && (services.get(name) ?? 0) > 1)
      refuse(name, name, 'reading')
    if (kind !== 'setting' && kind !== 'open') continue
    const refusal = refusalOf(file, format, statement, allowed)
    if (refusal) refuse(name, value, refusal)
  }
  for (const { name } of unfixed(format, { come, gone, after }))
    refuse(name, '', format === 'proftpd' ? 'user' : 'statement')
  if (file === 'apache/apache2.conf' && !isServerRootFirst(after, allowed)) {
    const [first] = isServerRootFirst(before, allowed)
      ? after.filter(isInclude)
      : come.filter(isRelativeInclude)
    if (first) refuse(first.name, first.value, 'path')
  }
  for (const statement of [...come, ...gone, ...moved(file, format, before, after, { come, gone })]) {
    const reason = meaningOf(file, format, statement)
    if (reason) hazards.push({ file, name: statement.name, reason })
  }
  return { hazards, refused }
}

/**
 * Without these whoever may write into the directory says who somebody is on the disk, and Apache says again what it
 * tells the console.
 */
const FIXED: Partial<Record<FormatName, RegExp>> = {
  proftpd: /^ldap(force)?default[ug]id$/i,
  // Where Apache counts from would be Debian's own configuration.
  apache: /^(traceenable|serverroot)$/i,
}

/** What stays as it is, and is taken away or switched off. */
function unfixed(
  format: FormatName,
  now: Record<'come' | 'gone' | 'after', readonly Statement[]>,
): Statement[] {
  const fixed = FIXED[format]
  if (!fixed) return []
  const [come, gone, after] = [now.come, now.gone, now.after].map((some) =>
    some.filter(({ kind, name }) => kind === 'setting' && fixed.test(name)),
  ) as [Statement[], Statement[], Statement[]]
  const isOn = ({ name, value }: Statement) =>
    format === 'apache'
      ? /root/i.test(name) || /^["']?off["']?$/i.test(value)
      : !/force/i.test(name) || /^["']?(on|yes|true|1)\b/i.test(value)
  const key = ({ name, path }: Statement) => `${name.toLowerCase()} ${placeOf(path)}`
  const left = new Set(after.filter(isOn).map(key))
  return [...come.filter((one) => !isOn(one)), ...gone.filter((one) => isOn(one) && !left.has(key(one)))]
}

/** Whether Apache counts from a place that may be included, before anything is included that may count from there. */
function isServerRootFirst(statements: readonly Statement[], { includes }: Allowance): boolean {
  const at = statements.findIndex(
    ({ kind, name, path }) => kind === 'setting' && path.length === 0 && /^serverroot$/i.test(name),
  )
  const [place = ''] = words(statements[at]?.value ?? '', apacheQuoting)
  const include = statements.findIndex(isInclude)
  return include < 0 || (at >= 0 && at < include && isInside(place, includes))
}

function isInclude({ kind, name }: Statement): boolean {
  return kind === 'setting' && /^include(optional)?$/i.test(name)
}

function isRelativeInclude(statement: Statement): boolean {
  return isInclude(statement) && !/^["']?\//.test(statement.value)
}

/** Statements that say the same as before in another order, of those that are not harmless. */
function moved(
  file: string,
  format: FormatName,
  before: readonly Statement[],
  after: readonly Statement[],
  { come, gone }: Record<'come' | 'gone', readonly Statement[]>,
): Statement[] {
  const kept = (some: readonly Statement[], others: readonly Statement[]) => {
    const left = new Set(others)
    return some.filter((one) => !left.has(one))
  }
  const [old, now] = [kept(before, gone), kept(after, come)]
  // Most often they are where they were.
  const first = now.findIndex((one, i) => keyOf(one) !== keyOf(old[i]))
  if (first < 0) return []
  const weighty = (some: readonly Statement[]) =>
    some.slice(first).filter((one) => meaningOf(file, format, one) !== null)
  const [weightyOld, weightyNow] = [weighty(old), weighty(now)]
  return weightyNow.filter((one, i) => keyOf(one) !== keyOf(weightyOld[i]))
}

/** What of some statements is not among the others, as often as it stands there. */
function without(some: readonly Statement[], others: readonly Statement[]): Statement[] {
  const rest = counted(others.map(keyOf))
  return some.filter((one) => {
    const left = rest.get(keyOf(one)) ?? 0
    if (left > 0) rest.set(keyOf(one), left - 1)
    return left === 0
  })
}

function counted(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

const keys = new WeakMap<Statement, string>()

function keyOf(statement: Statement | undefined): string {
  if (!statement) return ''
  const key = keys.get(statement) ?? written(statement)
  keys.set(statement, key)
  return key
}

function written(statement: Statement): string {
  const { kind, name, value, path, raw } = statement
  if (kind === 'text' || kind === 'off') return JSON.stringify([kind, raw.trim()])
  return JSON.stringify([kind, name, value, placeOf(path)])
}

const places = new WeakMap<readonly string[], string>()

/** The sections around a statement in few letters: thousands may stand in the same long ones. */
function placeOf(path: readonly string[]): string {
  const known = places.get(path)
  if (known !== undefined) return known
  const place = createHash('sha256').update(JSON.stringify(path)).digest('base64')
  places.set(path, place)
  return place
}

function isComment(raw: string): boolean {
  return /^[\t-\r ]*(#|$)/.test(raw)
}

/** The first character that no configuration file needs, which servers may take for the end of a line or a text. */
function controls(text: string): string | undefined {
  return /(?![\t\n])\p{Cc}/u.exec(text.replaceAll('\r\n', '\n'))?.[0]
}

/** The first line, or statement of several lines, that is new and too long. */
function tooLong({ format, before, after }: GuardedChange, come: readonly Statement[]): string | undefined {
  if (!CUT.includes(format)) return undefined
  const present = new Set(before.split('\n'))
  const isLonger = (text: string, most: number) => Buffer.byteLength(text) > most
  return (
    after.split('\n').find((line) => isLonger(line, LONGEST_LINE) && !present.has(line)) ??
    come.find(({ raw }) => isLonger(raw, LONGEST_STATEMENT))?.raw
  )
}

function unique<T>(rows: T[]): T[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()]
}
