/**
 * What an office shares, built in the browser as the predecessors' guides tell it: documents that find their folder by
 * a word of the subject, and the calendar of everybody's shifts. Asserted by people with IMAP and CalDAV.
 */
import { writeFileSync } from 'node:fs'
import { folderPage, foldersOf, newFolderPage } from '@/app/(console)/places'
import { perform } from '@/lib/access/perform'
import { createContainer } from '@/lib/directory'
import { runProgram } from '@/lib/instance/program'
import { until } from '@/lib/instance/until'
import { type Account, newAccount, newDomain, signedIn, tag } from './accounts'
import { giveRights, makeFolder, says } from './folder-forms'
import { sendMail } from './mail'
import { manager } from './people'
import { expect, test, testedInstance } from './test'

const withMailbox = { quota: '100MB' }

test('documents mailed with a word in the subject are filed where everybody reads them, and few change them', async ({
  page,
  context,
}, testInfo) => {
  const domain = await newDomain()
  const docs = await newAccount(domain, { ...withMailbox, firstName: 'Documents', lastName: 'Shared' })
  const anna = await newAccount(domain, { ...withMailbox, lastName: 'Librarian' })
  const ben = await newAccount(domain, { ...withMailbox, firstName: 'Ben' })
  const top = `Shared Documents ${tag()}`
  await signedIn(context, manager)
  await page.goto('/folders')
  await makeFolder(page, top, { type: 'journal' })
  for (const name of ['Policy', 'Board']) {
    await page.goto(folderPage(top))
    await makeFolder(page, name, { type: 'journal' })
    await giveRights(page, docs.login, 'contributor')
    await giveRights(page, anna.login, 'editor')
  }
  await page.getByRole('button', { name: 'Remove Anyone' }).click()
  await page.getByRole('button', { name: 'Save the permissions' }).click()
  await expect(page.getByRole('button', { name: 'Remove Anyone' })).toBeHidden()

  const rules = ['Policy', 'Board'].map(
    (word) =>
      `if header :contains "subject" "${word}" { fileinto "Shared Folders/${top}/${word}"; stop; }\r\n`,
  )
  await activate(docs, `require ["fileinto"];\r\n${rules.join('')}`, testInfo.outputPath('rules.sieve'))
  const mail = { to: docs.address, from: anna.address, as: anna }
  for (const [subject, body] of [
    ['Policy: travel', 'By train below 800 km.'],
    ['Board: minutes', 'Not for everybody.'],
  ] as const)
    expect((await sendMail({ ...mail, subject, body })).code).toBe(0)

  const [policy, board] = [`"Shared Folders/${top}/Policy"`, `"Shared Folders/${top}/Board"`]
  for (const folder of [policy, board])
    expect(
      await until(
        async () => (await says(anna, `STATUS ${folder} (MESSAGES)`)).includes('MESSAGES 1'),
        20_000,
      ),
    ).toBe(true)
  expect(await says(ben, `GETMETADATA ${policy} /shared/vendor/kolab/folder-type`)).toContain('"journal"')
  expect(await says(ben, `SELECT ${policy}`, 'FETCH 1 BODY.PEEK[TEXT]')).toContain('By train below 800 km.')
  expect(await says(ben, `SELECT ${policy}`, 'SEARCH SUBJECT travel')).toContain('* SEARCH 1')
  expect(await says(ben, `SELECT ${policy}`, 'STORE 1 +FLAGS (\\Seen)')).toContain(' OK ')
  expect(await says(ben, `SELECT ${policy}`, 'STORE 1 +FLAGS (\\Deleted)')).toContain(' NO ')
  expect(await says(ben, `APPEND ${policy} {6+}\r\na: b\r\n`)).toContain(' NO ')
  expect(await says(ben, `SELECT ${board}`)).toContain(' NO ')
  expect(await says(ben, `LIST "" "Shared Folders/${top}/*"`)).not.toContain('Board')

  // Whoever keeps the documents takes an old one out.
  expect(await says(anna, `SELECT ${board}`, 'FETCH 1 BODY.PEEK[TEXT]')).toContain('Not for everybody.')
  expect(await says(anna, `SELECT ${policy}`, 'STORE 1 +FLAGS (\\Deleted)', 'EXPUNGE')).toContain(
    '* 1 EXPUNGE',
  )
  await page.goto(folderPage(`${top}/Policy`))
  await expect(page.locator('dl')).toContainText('Messages0')
})

test('the staff schedule is a calendar that its keeper fills in, and that a group reads by CalDAV', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const group = { kind: 'group', parent: domain.name, name: `Crew ${tag()}` } as const
  const crew = (await perform({ kind: 'root' }, createContainer, group)).dn
  const staff = await newAccount(domain, { ...withMailbox, firstName: 'Staff', lastName: 'Schedule' })
  const keeper = await newAccount(domain, withMailbox)
  const ben = await newAccount(domain, { ...withMailbox, firstName: 'Ben' }, crew)
  const outsider = await newAccount(domain, { ...withMailbox, firstName: 'Olga' })
  await signedIn(context, manager)
  // Who will see it is said for each choice.
  await page.goto(newFolderPage(`user/${staff.login}`))
  await page.getByLabel('Type').selectOption('calendar')
  await expect(page.getByText('CalDAV clients do not see it.')).toBeVisible()
  await page.getByText('Serve it by CalDAV or CardDAV').click()
  await expect(page.getByText('CalDAV clients, such as calendars on phones, show it')).toBeVisible()
  await page.goto(foldersOf(staff.login))
  await makeFolder(page, 'schedule', { type: 'calendar', served: true })
  await expect(page).toHaveURL(folderPage(`user/${staff.login}/#calendars/schedule`))
  await giveRights(page, keeper.login, 'owner')
  await giveRights(page, `${domain.name}/${group.name}`, 'reader')

  // Mail programs show no calendar; the console does when it is asked.
  await page.goto(foldersOf(staff.login))
  await expect(page.getByText('#calendars')).toBeHidden()
  await page.getByText('Show internal folders').click()
  await page.getByRole('button', { name: 'Folders in #calendars' }).click()
  await expect(page.getByRole('link', { name: 'schedule', exact: true })).toBeVisible()

  const folder = `"Other Users/${staff.login}/#calendars/schedule"`
  for (const person of [keeper, ben]) expect(await says(person, `SUBSCRIBE ${folder}`)).toContain(' OK ')
  expect(await says(outsider, `SELECT ${folder}`)).toContain(' NO ')
  const calendar = `${staff.login}.schedule`
  const shift = `${calendar}/early.ics`
  expect((await dav(keeper, 'PUT', shift)).status).toBe(201)
  expect((await dav(ben, 'PROPFIND')).text).toContain(calendar)
  expect((await dav(ben, 'GET', shift)).text).toContain('SUMMARY:Early shift')
  expect((await dav(ben, 'PUT', `${calendar}/own.ics`)).status).toBe(403)
  expect((await dav(outsider, 'GET', shift)).text).not.toContain('SUMMARY')
  expect((await dav(keeper, 'DELETE', shift)).status).toBe(204)
})

const names = '<propfind xmlns="DAV:"><prop><displayname/></prop></propfind>'

/** Says something by CalDAV (RFC 4791) about what is in the person's own home of calendars, shared ones among them. */
async function dav({ login, password }: Account, method: string, at = '') {
  const event = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Example//Test//EN', 'BEGIN:VEVENT'],
    ...[`UID:${at}`, 'DTSTAMP:20270101T000000Z', 'DTSTART:20270104T060000Z', 'DTEND:20270104T140000Z'],
    ...['SUMMARY:Early shift', 'END:VEVENT', 'END:VCALENDAR', ''],
  ].join('\r\n')
  const { stdout } = await runProgram('curl', [
    ...['--silent', '--user', `${login}:${password}`, '--request', method, '--write-out', '\n%{http_code}'],
    ...(method === 'PUT' ? ['--header', 'Content-Type: text/calendar', '--data-binary', event] : []),
    ...(method === 'PROPFIND' ? ['--header', 'Content-Type: application/xml', '--data', names] : []),
    ...(method === 'PROPFIND' ? ['--header', 'Depth: 1'] : []),
    `http://127.0.0.1:${testedInstance().ports.dav}/dav/calendars/user/${login}/${at}`,
  ])
  return { status: Number(stdout.slice(stdout.lastIndexOf('\n'))), text: stdout }
}

/** Puts a Sieve script by ManageSieve with Cyrus's own client, and has it filter from now on. */
async function activate({ login, password }: Account, script: string, file: string): Promise<void> {
  writeFileSync(file, script)
  const at = `127.0.0.1:${testedInstance().ports.sieve}`
  const argv = ['--user', login, '--authname', login, '--password', password]
  const done = await runProgram('sieveshell', [...argv, '--exec', `put ${file} rules\nactivate rules`, at])
  expect(done.code, done.stderr).toBe(0)
}
