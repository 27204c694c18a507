/** What the mail server says, asked by programs and protocols that are not the console's; and facts made by them. */
import { rmSync } from 'node:fs'
import { expect } from '@playwright/test'
import { append } from '@/lib/instance/cyrus/testing'
import { readSecret } from '@/lib/instance/instance'
import { mustRun, runProgram } from '@/lib/instance/program'
import { systemUser } from '@/lib/instance/system-users'
import { imapTalk, ldapValues, receivedMail, runLdapTool, sendMail } from '@/lib/instance/testing'
import type { Credentials } from './people'
import { testedInstance } from './test'

export { imapTalk, ldapValues, receivedMail, runLdapTool, sendMail }

export const domainDn = (name: string) => `o=${name},${testedInstance().suffix}`
export const userDn = (login: string, domain: string) => `uid=${login},${domainDn(domain)}`
export const aliasDn = (name: string, domain: string) => `cn=${name},${domainDn(domain)}`

/** Whether ldapsearch finds the entry. */
export async function entryExists(dn: string): Promise<boolean> {
  const { suffix } = testedInstance()
  const found = await runLdapTool('ldapsearch', '', ['-LLL', '-b', suffix, `(entryDN=${dn})`, '1.1'])
  return found.includes('dn:')
}

/** Says commands to Cyrus as its administrator. */
export function asCyrusAdmin(commands: string[]): Promise<string[]> {
  return imapTalk({ login: 'cyrus', password: readSecret(testedInstance(), 'cyrus') }, commands)
}

/** Names of a login's mailbox and all folders in it, as cyradm shows them. */
export async function mailboxesOf(login: string): Promise<string[]> {
  const [, list = ''] = await asCyrusAdmin([`LIST "" user/${login}*`])
  return [...list.matchAll(/^\* LIST \([^)]*\) "\/" "?([^"\r\n]+)/gm)].map(([, name = '']) => name).sort()
}

export const standardMailboxes = (login: string) =>
  ['', '/Drafts', '/Junk', '/Sent', '/Trash'].map((folder) => `user/${login}${folder}`)

/** What GETQUOTA says: used and limit in KiB, the limit null when there is none. */
export async function quotaOf(login: string): Promise<{ used: number; limit: number } | null> {
  const [, answer = ''] = await asCyrusAdmin([`GETQUOTA user/${login}`])
  const [, used, limit] = /\(STORAGE (\d+) (\d+)\)/.exec(answer) ?? []
  return limit === undefined ? null : { used: Number(used), limit: Number(limit) }
}

/** What Cyrus says to the delivery of a message, as swaks(1) shows it: its answers after `<-`, refusals after `<**`. */
export async function deliver(login: string): Promise<string> {
  const argv = ['--protocol', 'LMTP', '--socket', testedInstance().paths.lmtpSocket]
  return (await runProgram('swaks', [...argv, '--from', '', '--to', login])).stdout
}

/** Puts messages into a folder of somebody's own, and deletes them for good as far as a mail program goes. */
export async function putAndDelete(who: Credentials, folder: string, messages: string[]): Promise<void> {
  const answers = await imapTalk(who, [
    ...messages.map((message) => append(folder, message)),
    ...[`SELECT "${folder}"`, 'STORE 1:* +FLAGS.SILENT (\\Deleted)', 'EXPUNGE'],
  ])
  expect(answers.filter((answer) => !/^t\d+ OK /m.test(answer))).toEqual([])
}

/** The subjects that somebody finds in a folder of their own, in its order. */
export async function subjectsIn(who: Credentials, folder: string): Promise<string[]> {
  const answers = await imapTalk(who, [`SELECT "${folder}"`, 'FETCH 1:* BODY.PEEK[HEADER.FIELDS (SUBJECT)]'])
  return [...(answers.at(-1) ?? '').matchAll(/^Subject: (.*)\r$/gm)].map(([, subject = '']) => subject)
}

/** Takes away the file that tells Cyrus which messages a folder has, as a bad disk does. */
export async function loseIndex(folder: string): Promise<void> {
  const argv = ['-C', testedInstance().paths.imapdConf, folder]
  const directory = await mustRun('cyrus', '/usr/lib/cyrus/bin/mbpath', argv, { user: systemUser('cyrus') })
  rmSync(`${directory.trim()}/cyrus.index`)
}

export type Account = Credentials & { address: string; domain: string }

/** A user as ldapadd and cyradm make one, quota in KiB. */
export async function addUser(login: string, domain: string, quota = 10_240): Promise<Account> {
  const [address, password] = [`${login}@${domain}`, `password of ${login}`]
  await runLdapTool(
    'ldapadd',
    `dn: ${userDn(login, domain)}
objectClass: inetOrgPerson
objectClass: inetLocalMailRecipient
objectClass: smAccount
uid: ${login}
cn: Outside ${login}
displayName: Outside ${login}
givenName: Outside
sn: ${login}
mail: ${address}
mailLocalAddress: ${address}
mailHost: ${testedInstance().hostname}
smMailbox: TRUE
userPassword: ${password}
`,
  )
  const answers = await asCyrusAdmin([
    `CREATE user/${login}`,
    `SETQUOTA user/${login} (STORAGE ${quota})`,
    `SUBSCRIBE user/${login}`,
  ])
  expect(answers[1]).toContain(' OK ')
  expect(answers[2]).toContain(' OK ')
  return { login, password, address, domain }
}
