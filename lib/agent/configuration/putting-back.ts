/**
 * Taking a change out of its files again. Others may have written into them meanwhile: that stays, as far as it does not
 * cross the change, and where it does it can be looked up.
 */
import { decoded, encoded } from '@/lib/configuration/documents/bytes'
import { takenOut } from '@/lib/configuration/edits/merge'
import type { Instance } from '@/lib/instance/instance'
import { log } from '../log'
import { addRevision, keepVersion, lastVersions } from './history'
import { type Change, journaled } from './journal'
import { keyedHash } from './keyed-hash'
import { describePlace } from './moved-ports'
import { troubleIn } from './servers'
import * as slapdStore from './slapd-store'
import { clearStored, lastResort, type Store, stored } from './store'

type Meanwhile = Change['meanwhile']

/** Puts the files back; `isAll`: without anything that others wrote into them meanwhile. `note` writes down what. */
export async function putBack(
  instance: Instance,
  change: Change,
  isAll: boolean,
  note: (meanwhile: Meanwhile) => Promise<void>,
): Promise<void> {
  for (const [i, file] of change.files.entries()) {
    await clearStored(instance, file)
    await putFileBack(instance, change, i, { store: stored, isAll, note }).catch(async (error) => {
      if (file.format !== 'cn=config') throw error
      log('configuration', { change: change.id, phase: change.phase, detail: troubleIn(error).detail })
      // Whatever others changed there may be what keeps the console out.
      await putFileBack(instance, change, i, { store: lastResort, isAll: true, note })
    })
  }
  if (change.place) await describePlace(instance, change.place.before)
}

async function putFileBack(
  instance: Instance,
  change: Change,
  at: number,
  { store, isAll, note }: { store: Store; isAll: boolean; note: (meanwhile: Meanwhile) => Promise<void> },
): Promise<void> {
  const file = change.files[at] as Change['files'][number]
  const { bytes } = await store.read(instance, file)
  const hash = await keyedHash(instance, bytes)
  if (hash === file.before) return
  const old = await journaled(instance, at, 'before')
  const wanted = await journaled(instance, at, 'after')
  // An agent that was killed did not hear what slapd made of it.
  const own = file.format === 'cn=config' && !file.isTaken ? slapdStore.asTaken(wanted, old, bytes) : wanted
  if (hash === file.after || Buffer.from(own).equals(bytes)) return store.replace(instance, file, old)
  const applied = isAll ? bytes : own
  const back = without(file, { applied, old, present: bytes })
  const known = change.meanwhile ?? []
  const isNoted = known.some((one) => one.file === file.file && !one.stays)
  const stays = !isAll && !back.crossed
  if (!isNoted) {
    if (!stays) await keepOthersEdit(instance, file, bytes)
    await note([...known.filter((one) => one.file !== file.file), { file: file.file, stays }])
  }
  await store.replace(instance, file, back.bytes)
}

function without(
  { format }: Pick<Change['files'][number], 'format'>,
  versions: { applied: Uint8Array; old: Uint8Array; present: Uint8Array },
): { bytes: Uint8Array; crossed: boolean } {
  const { applied, old, present } = versions
  if (format === 'cn=config') return slapdStore.takenOut(applied, old, present)
  const [base, mine, theirs] = [decoded(applied), decoded(old), decoded(present)]
  if (base.encoding !== theirs.encoding || mine.encoding !== theirs.encoding)
    return { bytes: old, crossed: true }
  const { text, crossed } = takenOut(base.text, mine.text, theirs.text)
  return { bytes: encoded(text, theirs.encoding), crossed }
}

/** What somebody wrote goes, but what it said can be looked up. */
async function keepOthersEdit(
  instance: Instance,
  file: Change['files'][number],
  bytes: Uint8Array,
): Promise<void> {
  const before = lastVersions(instance).get(file.file) ?? null
  const after = await keepVersion(instance, file, bytes)
  await addRevision(instance, {
    ...{ at: new Date().toISOString(), who: '', note: '', origin: 'outside', outcome: 'reverted' },
    ...{ reason: null, change: null, files: { [file.file]: { before, after } } },
  })
}
