/** A mail server of its own whose Cyrus gets a second partition, as an administrator gives it one with an editor. */
import { appendFileSync, rmSync } from 'node:fs'
import { folderPage, foldersOf } from '@/app/(console)/places'
import { serverManager } from '@/lib/cli/testing'
import { append } from '@/lib/instance/cyrus/testing'
import { mustRun } from '@/lib/instance/program'
import { systemUser } from '@/lib/instance/system-users'
import { newAccount, newDomain, signedIn, tag } from './accounts'
import { makeFolder, says } from './folder-forms'
import { addUser, asCyrusAdmin } from './mail'
import { expect, signInAsManager, start, stop, test } from './outage'
import { testedInstance } from './test'

test('where Cyrus has several partitions they are shown, and chosen for a new folder', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const anna = await addUser(`u${tag()}`, domain.name)
  const chief = await newAccount(domain, { role: 'domainAdministrator', lastName: 'Chief' })
  const partition = page.getByLabel('Partition')
  const create = page.getByRole('button', { name: 'Create folder' })
  await signInAsManager(page, '/folders/new')
  await expect(create).toBeVisible()
  await expect(partition).toHaveCount(0)

  const { cyrusData, imapdConf } = testedInstance().paths
  await asCyrus('/bin/mkdir', `${cyrusData}/big`)
  appendFileSync(imapdConf, `partition-big: ${cyrusData}/big\n`)
  await stop('cyrus')
  await start('cyrus')
  await page.reload()
  await expect(partition.getByRole('option')).toHaveText([
    'That of the folder above, or the usual one',
    /^default, \d.* free$/,
    /^big, \d.* free$/,
  ])
  const name = `Pictures ${tag()}`
  await page.getByLabel('Name').fill(name)
  await partition.selectOption('big')
  await create.click()
  await expect(page.getByRole('heading', { name, exact: true })).toBeVisible()
  const lies = page.locator('dl')
  await expect(lies).toContainText('Partitionbig')
  expect(await directoryOf(name)).toContain(`${cyrusData}/big/`)
  await asCyrusAdmin([`SETACL "${name}" anyone lrsip`])
  const letter = append(`Shared Folders/${name}`, 'Subject: a picture\n\nText')
  expect(await says(anna, letter)).toContain(' OK ')
  expect(await asCyrus('/bin/ls', await directoryOf(name))).toMatch(/^1\.$/m)

  // What is below it goes there too, and a mailbox stays where the others are.
  await makeFolder(page, '2027')
  await expect(lies).toContainText('Partitionbig')
  await page.goto(folderPage(`user/${anna.login}`))
  await expect(lies).toContainText('Partitiondefault')

  // When the list of all folders is lost, those of either are found again.
  await stop('cyrus')
  rmSync(`${cyrusData}/conf/mailboxes.db`)
  await start('cyrus')
  expect(await says(anna, `SELECT "Shared Folders/${name}"`)).toContain(' NO ')
  const { hostname } = testedInstance()
  const argv = ['reconstruct', 'all-mailboxes', hostname, '--yes']
  const { code, stderr } = await serverManager(testedInstance(), argv)
  expect(code, stderr).toBe(0)
  expect(await says(anna, `SELECT "Shared Folders/${name}"`)).toContain('* 1 EXISTS')
  expect(await directoryOf(`${name}/2027`)).toContain(`${cyrusData}/big/`)
  expect(await directoryOf(`user/${anna.login}`)).toContain(`${cyrusData}/spool/`)

  // Where folders lie is not for who administers a domain alone.
  await context.clearCookies()
  await signedIn(context, chief)
  await page.goto(foldersOf(anna.login))
  await page.getByRole('link', { name: 'New folder' }).click()
  await expect(create).toBeVisible()
  await expect(partition).toHaveCount(0)
})

const asCyrus = (program: string, ...argv: string[]) =>
  mustRun('cyrus', program, argv, { user: systemUser('cyrus') })

async function directoryOf(folder: string): Promise<string> {
  const argv = ['-C', testedInstance().paths.imapdConf, folder]
  return (await asCyrus('/usr/lib/cyrus/bin/mbpath', ...argv)).trim()
}
