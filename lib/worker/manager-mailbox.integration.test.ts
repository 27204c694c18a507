import { expect, it } from 'vitest'
import { readSecret } from '@/lib/instance/instance'
import { imapTalk, receivedMail, sendMail, testInstance } from '@/lib/instance/testing'
import { makeManagerMailbox } from './manager-mailbox'

const instance = testInstance()
// The manager's own password is other tests' business.
const manager = { login: 'cyrus', password: readSecret(instance, 'cyrus'), as: 'admin' }

it('gives the manager a mailbox, where mail to the postmaster arrives', async () => {
  await makeManagerMailbox()
  const to = `postmaster@${instance.domain}`
  expect((await sendMail({ to, from: 'someone@elsewhere.test', subject: 'to the postmaster' })).code).toBe(0)
  expect(await receivedMail(manager, 'to the postmaster')).toContain('From: someone@elsewhere.test')
})

it('leaves the mailbox alone once it is there', async () => {
  await makeManagerMailbox()
  const before = await ownFolders()
  await makeManagerMailbox()
  expect(await ownFolders()).toEqual(before)
  expect(before.join()).toContain('Drafts')
})

/** What LIST says of the manager's own folders; others' are other tests' business, and Cyrus adds how long it took. */
async function ownFolders(): Promise<string[]> {
  const [, listed = ''] = await imapTalk(manager, ['LIST "" "*"'])
  const rows = listed.split('\r\n').filter((line) => line.startsWith('* LIST '))
  return rows.filter((line) => !/"(Shared Folders|Other Users)/.test(line))
}
