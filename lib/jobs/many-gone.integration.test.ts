/** Accounts that are deleted together, and access lists that name them; asserted with GETACL. */
import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { perform } from '@/lib/access'
import { connections } from '@/lib/access/connections'
import { withOwnDatabase } from '@/lib/access/testing'
import { createDomain, createUser } from '@/lib/directory'
import { readSecret } from '@/lib/instance/instance'
import { imapTalk, testInstance } from '@/lib/instance/testing'
import { showJob, startBulk } from '.'
import { runJobs } from './run'

const instance = testInstance()
const tag = randomBytes(4).toString('hex')
const domain = `many-gone-${tag}.example`
const root = { kind: 'root' } as const

withOwnDatabase()

it('takes many who go out of access lists by one look at all folders, and one for what was given since', async () => {
  const logins = ['a', 'b', 'c', 'd'].map((name) => `gone-${name}-${tag}`)
  await perform(root, createDomain, { name: domain })
  for (const login of logins) {
    const draft = { container: domain, login, password: 'gone together 1', lastName: login, mailbox: false }
    await perform(root, createUser, draft)
  }
  const names = ['before', 'since'].map((name) => `Shared ${name} ${tag}`)
  const asCyrus = async (...commands: string[]) =>
    (await imapTalk({ login: 'cyrus', password: readSecret(instance, 'cyrus') }, commands)).slice(1)
  await asCyrus(...names.map((name) => `CREATE "${name}"`))
  await asCyrus(...logins.map((login) => `SETACL "${names[0]}" ${login} lr`), `SETACL "${names[0]}" admin lr`)
  let looks = 0
  const real = connections()
  const callAgent: typeof real.callAgent = async (verb, args) => {
    const answer = await real.callAgent(verb, args)
    // The others have not gone yet.
    if (verb === 'acl.naming' && looks++ === 0) await asCyrus(`SETACL "${names[1]}" ${logins[3]} lr`)
    return answer
  }
  const accounts = logins.map((login) => ({ login }))
  const { id } = await perform(root, startBulk, { action: 'delete', selection: { accounts } })
  await runJobs({ ...real, callAgent })
  expect(await perform(root, showJob, { id })).toMatchObject({ counts: { done: 4, failed: 0 } })
  expect(looks).toBe(2)
  const [before = '', since = ''] = await asCyrus(...names.map((name) => `GETACL "${name}"`))
  expect(before).toMatch(/ admin lr\r/)
  for (const login of logins) expect(before + since).not.toContain(login)
  const records = await real.database.intent.findMany({
    where: { operation: 'user.delete', job: { startsWith: id } },
  })
  expect(records.map(({ changes }) => changes.includes('"before":["lr"]'))).toEqual(logins.map(() => true))
  const after = await real.database.intent.findFirst({ where: { job: `${id}:gone` } })
  expect(after?.changes).toContain(names[1])
})
