/** Cyrus of an instance of its own, killed with -9 while a job changes the rights of a subtree; asserted over plain IMAP. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import { applyAclBelow } from '@/lib/folders'
import { cyrus } from '@/lib/instance/cyrus/cyrus'
import { send } from '@/lib/instance/processes'
import { ldapValues } from '@/lib/instance/testing'
import { until } from '@/lib/instance/until'
import { code, type OwnInstance, ownInstance } from '@/lib/worker/testing'
import { showJob, startBulk } from '.'
import { runJobs } from './run'

const tag = randomBytes(4).toString('hex')
const root = { kind: 'root' } as const
const [anna, ben] = [`anna-${tag}`, `ben-${tag}`]
const folders = Array.from({ length: 500 }, (_, at) => `user/${anna}/Tree/f${at}`)
let own: OwnInstance

beforeAll(async () => {
  own = await ownInstance()
  for (const login of [anna, ben]) await own.addUser(login, `killed-${tag}.example`)
  await own.asCyrus(`CREATE user/${anna}/Tree`, ...folders.map((name) => `CREATE ${name}`))
}, 120_000)
afterAll(() => own.remove())

it('is resumed when Cyrus runs again: every folder has the right, and none was changed twice', async () => {
  const wish = { folder: `user/${anna}/Tree`, changes: [{ id: ben, rights: 'reader' }] }
  const { id } = await perform(root, applyAclBelow, wish)
  const selection = { accounts: [{ login: anna }] }
  const bulk = [
    { action: 'quota', options: { quota: '2 GB' }, selection },
    { action: 'webClient', options: { allowed: false }, selection },
  ] as const
  const [quota, webClient] = await Promise.all(bulk.map((wish) => perform(root, startBulk, wish)))
  const ofQuota = () => perform(root, showJob, { id: quota?.id })
  const lists = connections().mailboxes.folders.acls
  const setAll = lists.setAll.bind(lists)
  /** The first of two that are done side by side, and the first of those for what is left then. */
  const killedIn = [1, 3]
  let call = 0
  lists.setAll = async (settings) => {
    call += 1
    const isLast = killedIn.includes(call)
    const answers = setAll(settings)
    if (isLast) await killCyrus(settings[0]?.name ?? '')
    return answers
  }
  for (const _ of killedIn) {
    expect(await code(runJobs())).toBe('service.unreachable')
    const left = await perform(root, showJob, { id })
    expect(left).toMatchObject({ state: 'running', trouble: 'service.unreachable', counts: { failed: 0 } })
    // One has its right by then, at least; whether its answer still came is up to Cyrus.
    expect(left.counts.done).toBeLessThan(folders.length)
    // Asking in vain again is no change.
    const records = await connections().database.intent.count()
    expect(await code(runJobs())).toBe('service.unreachable')
    expect(await connections().database.intent.count()).toBe(records)
    if (call === killedIn[0]) {
      const reason = { trouble: 'service.unreachable', troubleValues: { service: 'cyrus' } }
      expect(await ofQuota()).toMatchObject({ state: 'running', ...reason, counts: { failed: 0 } })
      // What needs no Cyrus does not stand behind what does.
      expect(await perform(root, showJob, { id: webClient?.id })).toMatchObject({ outcome: 'done' })
      expect(
        await ldapValues(`uid=${anna},o=killed-${tag}.example,${own.instance.suffix}`, 'smWebClient'),
      ).toEqual(['FALSE'])
    }
    await cyrus.start(own.instance)
  }
  await runJobs()
  expect(await ofQuota()).toMatchObject({ outcome: 'done', trouble: null })
  expect((await own.asCyrus(`GETQUOTA user/${anna}`)).join()).toMatch(/STORAGE \d+ 2097152\)/)
  expect(await perform(root, showJob, { id })).toMatchObject({
    ...{ state: 'done', trouble: null, counts: { done: folders.length, failed: 0, skipped: 0 } },
  })
  const answers = await own.asCyrus(...folders.map((name) => `GETACL ${name}`))
  for (const [at, name] of folders.entries())
    expect(answers[at], name).toMatch(new RegExp(`^\\* ACL ${name} ${anna} \\S+ ${ben} lrs\\r$`, 'm'))
  const records = await connections().database.intent.findMany({ where: { job: { startsWith: id } } })
  expect(records.map(({ state }) => state)).toEqual(records.map(() => 'done'))
  const changed = records.flatMap(({ changes }) =>
    (JSON.parse(changes) as { dn: string }[]).map(({ dn }) => dn),
  )
  expect(new Set(changed).size).toBe(changed.length)
}, 120_000)

/** When the first of the folders has its right; the master first, which would start others for those that end. */
async function killCyrus(first: string): Promise<void> {
  expect(
    await until(async () => (await own.asCyrus(`GETACL ${first}`)).join().includes(` ${ben} lrs`), 20_000),
  ).toBe(true)
  const pids = await cyrus.processes(own.instance)
  expect(pids).not.toEqual([])
  for (const pid of pids) send(pid, 'SIGKILL')
}
