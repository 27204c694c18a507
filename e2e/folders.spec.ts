/** Mail folders in the browser, asserted by people with a plain IMAP client. */
import { deletedFoldersPage, folderPage, foldersOf, userPage } from '@/app/(console)/places'
import { perform } from '@/lib/access/perform'
import { createContainer, moveEntry, showContainer } from '@/lib/directory'
import { newAccount, newDomain, newFolder, newGroup, signedIn, tag } from './accounts'
import { giveRights, makeFolder, says } from './folder-forms'
import { asCyrusAdmin, deliver, mailboxesOf, quotaOf, runLdapTool } from './mail'
import { manager } from './people'
import { expect, expectAccessible, test } from './test'

const MESSAGE = 'Subject: the plan\r\n\r\nTen words are enough.\r\n'

const withMailbox = { quota: '100MB' }

test('a folder made in the browser is read by whom it lets, and no longer when the right is taken', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const anna = await newAccount(domain, withMailbox)
  const ben = await newAccount(domain, { ...withMailbox, firstName: 'Ben' })
  await signedIn(context, manager)
  await page.goto(userPage(anna.login))
  await page.getByRole('link', { name: 'Mail folders' }).click()
  await expect(page).toHaveURL(foldersOf(anna.login))
  await makeFolder(page, 'Pläne')
  const append = `APPEND "Pl&AOQ-ne" {${MESSAGE.length}+}\r\n${MESSAGE}`
  expect(await says(anna, append)).toContain(' OK ')
  const seen = `"Other Users/${anna.login}/Pl&AOQ-ne"`
  expect(await says(ben, `SELECT ${seen}`)).toContain(' NO ')

  await giveRights(page, ben.login, 'reader')
  const lookup = page.getByRole('checkbox', { name: `Lookup: ${ben.name}` })
  await expect(lookup).toBeChecked()
  expect(await says(ben, `SELECT ${seen}`, 'FETCH 1 BODY.PEEK[TEXT]')).toContain('Ten words are enough.')
  expect(await says(ben, `SELECT ${seen}`, 'STORE 1 +FLAGS (\\Deleted)')).toContain(' NO ')

  await page.getByLabel('Person', { exact: true }).fill(ben.login)
  await page.getByRole('button', { name: 'Show the rights' }).click()
  await expect(page.getByText(`${ben.name} (${ben.login}) can read this folder.`)).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'The own entry gives' })).toContainText('lrs')

  await page.getByLabel('Person', { exact: true }).fill('nobody-at-all')
  await page.getByRole('button', { name: 'Show the rights' }).click()
  await expect(page.getByText('There is no account nobody-at-all.')).toBeVisible()

  // Somebody else sets another right meanwhile: it is shown beside what was chosen, which is saved when that is meant.
  await asCyrusAdmin([`SETACL "user/${anna.login}/Pl&AOQ-ne" ${ben.login} lr`])
  await page.getByRole('checkbox', { name: `Write: ${ben.name}` }).check()
  await page.getByRole('button', { name: 'Save the permissions' }).click()
  await expect(page.getByText(`Somebody else changed the rights of ${ben.login}`)).toBeVisible()
  await expect(page.getByRole('row', { name: ben.name }).getByRole('deletion').last()).toHaveText('lr')
  await page.getByRole('button', { name: 'Save the permissions' }).click()
  await expect(page.getByText(`Somebody else changed the rights of ${ben.login}`)).toBeHidden()
  expect(await says(ben, `MYRIGHTS ${seen}`)).toContain(' lrsw\r\n')

  await page.getByRole('button', { name: `Remove ${ben.name}` }).click()
  await page.getByRole('button', { name: 'Save the permissions' }).click()
  await expect(lookup).toBeHidden()
  expect(await says(ben, `SELECT ${seen}`)).toContain(' NO ')

  // What others wrote is marked: a right that is taken, and an entry of somebody who is gone.
  const gone = await newAccount(domain)
  const folder = `user/${anna.login}/Pl&AOQ-ne`
  await asCyrusAdmin([`SETACL "${folder}" -${ben.login} ip`, `SETACL "${folder}" ${gone.login} lrs`])
  await runLdapTool('ldapdelete', '', [gone.dn])
  await page.reload()
  await expect(page.getByRole('row', { name: ben.name })).toContainText('Taken away')
  await expect(page.getByRole('row', { name: gone.login })).toContainText('Nobody is called so')

  // That one is taken out of all access lists; on a phone what is taken is still told.
  await page.goto('/folders')
  await page.getByRole('button', { name: 'Look for them' }).click()
  const left = page.getByRole('listitem').filter({ hasText: gone.login })
  await expect(left).toContainText('in 1 folder')
  await left.getByRole('button', { name: 'Take out' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take out' }).click()
  await expect(left).toBeHidden()
  expect(String(await asCyrusAdmin([`GETACL "${folder}"`]))).not.toContain(gone.login)
  await page.goto(folderPage(`user/${anna.login}/Pläne`))
  await page.setViewportSize({ width: 375, height: 700 })
  const taken = page.getByRole('row', { name: 'Taken away' })
  await expect(taken.getByText('Taken away')).toBeInViewport({ ratio: 1 })
  await expect(taken.getByText('ip', { exact: true }).first()).toBeInViewport({ ratio: 1 })
  await page.setViewportSize({ width: 1280, height: 720 })

  // The owner loses the right to administer only when that is meant.
  for (const right of ['Read', 'Admin'])
    await page.getByRole('checkbox', { name: `${right}: ${anna.name}` }).uncheck()
  await page.getByRole('button', { name: 'Save the permissions' }).click()
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText(anna.login)
  expect(await says(anna, 'SELECT "Pl&AOQ-ne"')).toContain(' OK ')
  await question.getByRole('button', { name: 'Take it' }).click()
  await expect(question).toBeHidden()
  expect(await says(anna, 'SELECT "Pl&AOQ-ne"')).toContain(' NO ')
})

test('a folder is renamed, deleted and brought back with its mail', async ({ page, context }) => {
  const anna = await newAccount(await newDomain(), withMailbox)
  const box = `user/${anna.login}`
  await asCyrusAdmin([`CREATE ${box}/Old`, `CREATE ${box}/Old/Below`])
  expect(await says(anna, `APPEND Old {${MESSAGE.length}+}\r\n${MESSAGE}`)).toContain(' OK ')
  await signedIn(context, manager)
  await page.goto(folderPage(`${box}/Old`))
  await page.getByLabel('Name', { exact: true }).fill('new*name')
  await page.getByRole('button', { name: 'Rename or move' }).click()
  await expect(page.getByText('IMAP gives * a meaning of its own')).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill('New')
  await page.getByRole('button', { name: 'Rename or move' }).click()
  await expect(page).toHaveURL(folderPage(`${box}/New`))
  expect(await mailboxesOf(anna.login)).toContain(`${box}/New/Below`)

  // Renamed by a mail program under the open page, it is said to be gone, and what was typed stays.
  expect(await says(anna, 'RENAME New Elsewhere')).toContain(' OK ')
  await page.getByLabel('Name', { exact: true }).fill('Newer')
  await page.getByRole('button', { name: 'Rename or move' }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText(`There is no folder ${box}/New`)
  await expect(page.getByRole('alert').getByRole('link', { name: 'To the mail folders' })).toHaveAttribute(
    'href',
    '/folders',
  )
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Newer')
  await page.goto(folderPage(`${box}/Elsewhere`))

  // Where it goes is found level by level, and typed as well.
  await asCyrusAdmin([`CREATE ${box}/Archive`, `CREATE ${box}/Archive/2027`])
  const below = page.getByRole('combobox', { name: 'Below' })
  await below.fill(`${box}/Arch`)
  await expect(page.locator(`datalist option[value="${box}/Archive"]`)).toBeAttached()
  await below.fill(`${box}/Archive/`)
  await expect(page.locator(`datalist option[value="${box}/Archive/2027"]`)).toBeAttached()
  await below.fill(`${box}/Archive/2027`)
  await page.getByLabel('Name', { exact: true }).fill('New')
  await page.getByRole('button', { name: 'Rename or move' }).click()
  await expect(page).toHaveURL(folderPage(`${box}/Archive/2027/New`))
  expect(await says(anna, 'SELECT Archive/2027/New')).toContain('* 1 EXISTS')
  await below.fill(box)
  await page.getByRole('button', { name: 'Rename or move' }).click()
  await expect(page).toHaveURL(folderPage(`${box}/New`))

  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('1 message (')
  await expect(question).toContainText('1 folder below it')
  await expect(question).toContainText('0 messages there (0 bytes)')
  await question.getByRole('button', { name: 'Delete the folder' }).click()
  await expect(page).toHaveURL(foldersOf(anna.login))
  expect(await says(anna, 'SELECT New')).toContain(' NO ')

  await page.goto(deletedFoldersPage(box))
  await page.getByRole('button', { name: `Bring back: ${box}/New`, exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Bring back' }).click()
  await expect(page).toHaveURL(folderPage(`${box}/New`))
  expect(await says(anna, 'SELECT New')).toContain('* 1 EXISTS')
  expect(await mailboxesOf(anna.login)).toContain(`${box}/New/Below`)
})

test('a public folder is for everybody, then for a group, then all below it too', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const group = { kind: 'group', parent: domain.name, name: `Group ${tag()}` } as const
  const { dn } = await perform({ kind: 'root' }, createContainer, group)
  const { groupId } = await perform({ kind: 'root' }, showContainer, { dn })
  const inside = await newAccount(domain, withMailbox, dn)
  const outside = await newAccount(domain, withMailbox)
  const name = `Public ${tag()}`
  const select = `SELECT "Shared Folders/${name}"`
  await signedIn(context, manager)
  await page.goto('/folders')
  await makeFolder(page, name)
  expect(await says(outside, select)).toContain(' OK ')

  const below = await newFolder({}, name)
  await page.getByRole('button', { name: 'Remove Anyone' }).click()
  await page.getByRole('button', { name: 'Save the permissions' }).click()
  await expect(page.getByText('Nobody has any right here.')).toBeVisible()
  await giveRights(page, `${domain.name}/${group.name}`, 'contributor')
  await expect(page.getByRole('row', { name: group.name })).toContainText(`group:${groupId}`)
  await expect(page.getByText(/gets or loses its rights within 10 seconds/)).toBeVisible()
  expect(await says(outside, select)).toContain(' NO ')
  expect(await says(inside, select)).toContain(' OK ')

  // Who joins the group gets its rights, who leaves loses them; mail programs are told within ten seconds.
  const [joined, left] = [outside, inside]
  await perform({ kind: 'root' }, moveEntry, { dn: outside.dn, to: dn })
  await perform({ kind: 'root' }, moveEntry, { dn: inside.dn, to: domain.dn })

  const selectBelow = `SELECT "Shared Folders/${below}"`
  expect(await says(left, selectBelow)).toContain(' OK ')
  await page.reload()
  await page.getByRole('button', { name: 'Apply to everything below …' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Look at what it means' }).click()
  await expect(dialog.getByText('1 folder changes.')).toBeVisible()
  await expect(dialog.getByRole('listitem').filter({ hasText: 'anyone' }).last()).toContainText('lrs → –')
  // What somebody changes meanwhile is looked at before anything is done.
  await asCyrusAdmin([`SETACL "${below}" ${outside.login} lr`])
  await dialog.getByRole('button', { name: 'Start' }).click()
  await expect(dialog.getByText('Other folders or rights would change by now')).toBeVisible()
  await expect(dialog.getByRole('listitem').filter({ hasText: outside.login }).last()).toContainText('lr → –')
  await dialog.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByText('Finished')).toBeVisible()
  await expect.poll(() => says(joined, select), { timeout: 30_000 }).toContain(' OK ')
  await expect.poll(() => says(left, select), { timeout: 30_000 }).toContain(' NO ')
  expect(await says(left, selectBelow)).toContain(' NO ')
  expect(await says(joined, selectBelow)).toContain(' OK ')

  await page.goto('/folders')
  await page.getByLabel('Find a folder').fill(name.toUpperCase())
  const tree = page.getByRole('navigation', { name: 'Public folders' })
  await tree.getByRole('button', { name: `Folders in ${name}` }).click()
  await expect(tree.getByRole('link', { name: below.split('/').at(-1) })).toBeVisible()
})

test('a level of hundreds of folders is fetched where it is looked at, and shows what others change', async ({
  page,
  context,
}) => {
  test.setTimeout(120_000)
  // Nobody else's folders get longer by it.
  const { login } = await newAccount(await newDomain(), withMailbox)
  const top = `user/${login}/Long`
  const names = Array.from({ length: 400 }, (_, at) => `${top}/${String(at).padStart(3, '0')}`)
  const made = await asCyrusAdmin([top, ...names, `${top}/200/below`].map((name) => `CREATE "${name}"`))
  expect(made.at(-1)).toContain(' OK ')
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url())
    if (pathname === '/api/folders') asked.push(searchParams.get('offset') ?? '')
  })
  await signedIn(context, manager)
  await page.goto(folderPage(top), { waitUntil: 'networkidle' })
  const tree = page.getByRole('navigation', { name: 'Folders below' })
  const folder = (name: string) => tree.getByRole('link', { name, exact: true })
  const first = { has: page.getByRole('link', { name: '000', exact: true }) }
  await expect(tree.getByRole('listitem').filter(first)).toHaveAttribute('aria-setsize', '400')
  expect(asked).toEqual([])

  const lookAt = (share: number) =>
    tree.evaluate((element, part) => {
      const main = element.closest('main')
      const { top, height } = element.getBoundingClientRect()
      main?.scrollBy(0, top - main.getBoundingClientRect().top + height * part - main.clientHeight / 2)
    }, share)
  await lookAt(1)
  await expect(folder('399')).toBeVisible()
  await expect(folder('000')).toHaveCount(0)
  expect(await tree.getByRole('listitem').count()).toBeLessThan(100)
  expect(new Set(asked)).toEqual(new Set(['300']))

  await lookAt(0.5)
  await tree.getByRole('button', { name: 'Folders in 200' }).click()
  await expect(folder('below')).toBeVisible()
  await asCyrusAdmin([`RENAME "${top}/200" "${top}/200b"`])
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(folder('200b')).toBeVisible()
  await expect(folder('200')).toHaveCount(0)
  await expect(folder('below')).toHaveCount(0)
  await expectAccessible(page)
})

test('a quota set in the table holds in Cyrus, and the full ones are marked', async ({ page, context }) => {
  const domain = await newDomain()
  const chief = await newAccount(domain, { role: 'domainAdministrator', lastName: 'Chief' })
  const anna = await newAccount(domain, { ...withMailbox, lastName: 'Full' })
  await signedIn(context, chief)
  await page.goto('/folders/quotas')
  await page.getByRole('button', { name: `Change the quota of ${anna.name}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Own limit').fill('3')
  await dialog.getByLabel('Unit').selectOption('GB')
  await dialog.getByRole('button', { name: 'Set the quota' }).click()
  await expect(page.getByRole('row', { name: anna.name })).toContainText('of 3 GB used')
  expect(await quotaOf(anna.login)).toEqual({ used: 0, limit: 3 * 1024 * 1024 })

  // The tree says so too, of those in it who have a limit.
  await page.goto('/folders')
  const people = page.getByRole('navigation', { name: 'Folders of people' })
  const meter = people.getByRole('meter', { name: `Quota of ${anna.name}` })
  await expect(meter).toHaveText('0 bytes of 3 GB used')
  await expect(people.getByRole('meter')).toHaveCount(1)
  await page.goto('/folders/quotas')

  await asCyrusAdmin([`SETQUOTA user/${anna.login} (STORAGE 0)`])
  await page.reload()
  await expect(page.getByText('1 mailbox is more than 80 % full.')).toBeVisible()
  await expect(page.getByRole('row', { name: anna.name })).toContainText('100 %')
  await page.setViewportSize({ width: 375, height: 700 })
  const marked = page.getByText('100 %', { exact: true }).filter({ visible: true })
  await expect(marked).toBeInViewport({ ratio: 1 })
  await expect(page.getByText('0 bytes of 0 bytes used').last()).toBeInViewport({ ratio: 1 })
  await page.setViewportSize({ width: 1280, height: 720 })
  expect(await deliver(anna.login)).toMatch(/^<\*\* 552 5\.2\.2 /m)

  await page.getByRole('checkbox', { name: `Mark ${anna.name}` }).check()
  await page.getByRole('button', { name: 'Change …' }).click()
  await dialog.getByLabel('Quota', { exact: true }).fill('50')
  await dialog.getByLabel('Unit').selectOption('MB')
  await dialog.getByRole('button', { name: 'Look at what it means' }).click()
  await dialog.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByText('Finished')).toBeVisible()
  expect(await quotaOf(anna.login)).toEqual({ used: 0, limit: 50 * 1024 })
  expect(await deliver(anna.login)).toMatch(/^<- {2}250 2\.1\.5 /m)
  expect(await says(anna, 'STATUS INBOX (MESSAGES)')).toContain('MESSAGES 1')

  await page.goto(folderPage(`user/${anna.login}`))
  await page.getByLabel('Unit').selectOption('unlimited')
  await page.getByRole('button', { name: 'Set the quota' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  expect(await quotaOf(anna.login)).toBeNull()
})

test('domain and group administrators find the folders of their own people, and nobody else’s', async ({
  page,
  context,
}) => {
  const [domain, other] = [await newDomain(), await newDomain()]
  const chief = await newAccount(domain, { role: 'domainAdministrator', lastName: 'Chief' })
  const own = await newAccount(domain, { ...withMailbox, lastName: 'Within' })
  const above = await newAccount(domain, { ...withMailbox, role: 'administrator', lastName: 'Above' })
  const stranger = await newAccount(other, { ...withMailbox, lastName: 'Stranger' })
  const shared = await newFolder({ [own.login]: 'editor' })
  await signedIn(context, chief)
  await page.goto('/folders')
  const people = page.getByRole('navigation', { name: 'Folders of people' })
  await expect(people.getByRole('link', { name: own.name })).toBeVisible()
  await expect(people.getByText(stranger.login)).toBeHidden()
  await expect(page.getByText('Public folders')).toBeHidden()
  await people.getByRole('button', { name: `Folders of ${own.name}` }).click()
  await expect(people.getByRole('link', { name: 'Sent' })).toBeVisible()
  const deleted = page.getByRole('link', { name: 'Deleted messages' })
  await page.goto(folderPage(`user/${own.login}`))
  await expect(deleted).toBeVisible()
  // What would be refused is not offered.
  await page.goto(folderPage(`user/${above.login}`))
  await expect(page.getByText('This account is changed by those above it only.')).toBeVisible()
  await expect(page.getByRole('checkbox').first()).toBeDisabled()
  await expect(deleted).toBeHidden()
  for (const name of [`user/${stranger.login}`, shared]) {
    await page.goto(folderPage(name))
    await expect(page.getByRole('heading', { level: 1 })).toContainText('There is no folder')
  }
  await page.goto(foldersOf(stranger.login))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('There is no folder')
  const group = await newGroup(domain, `Group ${tag()}`)
  const local = await newAccount(domain, { role: 'groupAdministrator' }, group)
  const member = await newAccount(domain, { ...withMailbox, lastName: 'Member' }, group)
  await signedIn(context, local)
  await page.goto('/folders')
  await expect(people.getByRole('link', { name: member.name })).toBeVisible()
  await expect(people.getByText(own.login)).toBeHidden()
  await expect(page.getByText('Public folders')).toBeHidden()
  await page.goto(folderPage(`user/${own.login}`))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('There is no folder')
  await page.goto('/folders/quotas')
  await expect(page.getByRole('row', { name: member.name })).toBeVisible()
  await expect(page.getByText(own.login)).toBeHidden()

  await signedIn(context, manager)
  await page.goto('/folders')
  await page.getByRole('link', { name: 'Own mailbox' }).click()
  await expect(page).toHaveURL(foldersOf(manager.login))
  await expect(page.getByRole('link', { name: 'Inbox' })).toBeVisible()
  await page.goto(foldersOf(own.login))
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  const reach = page.getByRole('list', { name: 'What this person can reach' })
  await expect(reach.getByRole('listitem').filter({ hasText: shared })).toContainText('lrswipkte')
})
