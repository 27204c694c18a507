/**
 * What is measured of mail folders. `raw` is IMAP by hand on a connection of Cyrus's administrator that is signed in
 * already; what it answers is not even taken apart.
 */
import { openDatabase } from '@/lib/adapters/database'
import { until } from '@/lib/instance/until'
import type { Bench } from './bench'
import { Milliseconds, type Row } from './row'

export const folderRows: Row[] = [
  {
    name: 'open Mail Folders',
    who: 'manager',
    tool: 'LIST of the top',
    ours: ({ manager }) => manager.page('/folders'),
    raw: ({ imap }) => imap.say('LIST "" "%"'),
  },
  {
    name: 'root of the folder tree: first 100',
    who: 'manager',
    tool: 'LIST of the top',
    ours: (bench) => level(bench, ''),
    raw: ({ imap }) => imap.say('LIST "" "%" RETURN (CHILDREN)'),
  },
  {
    name: 'expand a folder: first 100',
    who: 'manager',
    tool: 'LIST of one level',
    ours: (bench) => level(bench, bench.place.subtree),
    raw: ({ imap, place }) => imap.say(`LIST "" "${place.subtree}/%" RETURN (CHILDREN)`),
  },
  {
    name: 'expand a mailbox',
    who: 'manager',
    tool: 'LIST of one level',
    ours: (bench, turn) => level(bench, mailboxOf(bench, turn)),
    raw: (bench, _, turn) => bench.imap.say(`LIST "" "${mailboxOf(bench, turn)}/%" RETURN (CHILDREN)`),
  },
  {
    name: 'open a folder with its permissions',
    who: 'manager',
    tool: 'GETACL',
    ours: (bench, turn) => bench.manager.page(folderPage(bench.place.folder(turn % bench.place.folders))),
    raw: ({ imap, place }, _, turn) => imap.say(`GETACL "${place.folder(turn % place.folders)}"`),
  },
  {
    name: 'set one right on a whole subtree',
    who: 'manager',
    tool: 'the same SETACLs pipelined',
    most: 5,
    // Four fifths of the speed.
    limit: (raw) => raw / 0.8,
    ours: (bench, turn) => applyBelow(bench, bench.place.administratorLogin(0), rights(turn)),
    raw: ({ imap, place }, _, turn) =>
      imap.say(
        ...below(place).map(
          (name) => `SETACL "${name}" ${place.administratorLogin(1 % place.people)} ${rights(turn)}`,
        ),
      ),
  },
]

const rights = (turn: number) => (turn % 2 === 0 ? 'lrs' : 'lrsp')
const folderPage = (name: string) => `/folders/folder?${new URLSearchParams({ name })}`
const below = ({ below, folderBelow }: Bench['place']) => [...Array(below).keys()].map(folderBelow)

function level({ manager }: Bench, place: string): Promise<unknown> {
  return manager.ask(`/api/folders?${new URLSearchParams({ place, count: '100' })}`)
}

function mailboxOf({ place }: Bench, turn: number): string {
  return `user/${place.mailbox((turn * 131) % place.mailboxes)}`
}

/**
 * Milliseconds of asking, and of the job from its beginning to its end: not of the second at most after which the worker
 * sees that there is one.
 */
async function applyBelow(
  { instance, manager, place }: Bench,
  id: string,
  rights: string,
): Promise<Milliseconds> {
  const began = performance.now()
  const answer = await manager.act(folderPage(place.subtree), 'applyAclBelowAction', {
    ...{ folder: place.subtree, changes: [{ id, rights }] },
  })
  const asked = performance.now() - began
  const job = /"id":"([^"]+)"/.exec(answer)?.[1] ?? ''
  const { job: jobs, jobItem: items } = openDatabase(instance.paths.database)
  const row = () => jobs.findUniqueOrThrow({ where: { id: job } })
  if (!(await until(async () => (await row()).state === 'done', 120_000)))
    throw new Error('The job does not end')
  const done = await items.count({ where: { jobId: job, state: 'done' } })
  if (done !== place.below)
    throw new Error(`The rights of ${done} folders were set instead of ${place.below}`)
  const { startedAt, closedAt } = await row()
  return new Milliseconds(asked + Number(closedAt) - Number(startedAt))
}
