/** What a mail server is for, made in the browser and used by programs that know nothing of the console. */
import type { Page } from '@playwright/test'
import { ldif } from '@/lib/instance/slapd/testing'
import { newAccount, newAlias, newDomain, tag } from './accounts'
import { createAccount, fillNewUser, messageBeside, openNewUser, save } from './forms'
import {
  addUser,
  aliasDn,
  asCyrusAdmin,
  domainDn,
  entryExists,
  imapTalk,
  ldapValues,
  mailboxesOf,
  quotaOf,
  receivedMail,
  runLdapTool,
  sendMail,
  standardMailboxes,
  userDn,
} from './mail'
import { manager, signIn } from './people'
import { expect, test, testedInstance } from './test'

test.beforeEach(async ({ page }) => {
  await signIn(page, manager, '/accounts?at=')
  await expect(page.getByRole('heading', { name: 'Accounts' })).toBeVisible()
})

test('a domain, a user and an alias made in the browser send and receive mail', async ({ page }) => {
  const name = tag()
  const [domain, login, password] = [`${name}.example`, `anna-${name}`, 'a pass phrase of Anna']
  const [address, alias] = [`${login}@${domain}`, `info@${domain}`]
  const anna = { login, password }

  await test.step('the domain, with its postmaster alias', async () => {
    await page.getByRole('link', { name: 'New domain' }).click()
    await page.getByLabel('Domain name').fill(domain)
    await page.getByLabel('Description').fill('Projectors & more')
    await page.getByRole('button', { name: 'Create domain' }).click()
    await expect(page.getByRole('heading', { name: domain })).toBeVisible()
    await expect(page.getByText('Projectors & more')).toBeVisible()
    expect(await ldapValues(domainDn(domain), 'associatedDomain')).toEqual([domain])
    expect(await ldapValues(domainDn(domain), 'description')).toEqual(['Projectors & more'])
    const postmaster = aliasDn('postmaster', domain)
    expect(await ldapValues(postmaster, 'mailLocalAddress')).toEqual([`postmaster@${domain}`])
    const { suffix, domain: first } = testedInstance()
    expect(await ldapValues(postmaster, 'member')).toEqual([`uid=admin,o=${first},${suffix}`])
  })

  await test.step('the user', async () => {
    await openNewUser(page, domain)
    await expect(page.getByRole('textbox', { name: 'Address' })).toHaveAttribute(
      'placeholder',
      `login@${domain}`,
    )
    await fillNewUser(page, {
      ...{ domain, login, password, firstName: 'Anna', lastName: 'Müller' },
      quota: ['500', 'MB'],
      mustChangePassword: false,
    })
    await createAccount(page)
    await expect(page.getByRole('heading', { name: 'Anna Müller' })).toBeVisible()
    await expect(mailboxUse(page)).toHaveText('0 bytes of 500 MB used')

    const dn = userDn(login, domain)
    expect(await ldapValues(dn, 'uid')).toEqual([login])
    expect(await ldapValues(dn, 'givenName')).toEqual(['Anna'])
    expect(await ldapValues(dn, 'sn')).toEqual(['Müller'])
    expect(await ldapValues(dn, 'mail')).toEqual([address])
    expect(await ldapValues(dn, 'mailLocalAddress')).toEqual([address])
    expect(await ldapValues(dn, 'smMailbox')).toEqual(['TRUE'])
    expect(await ldapValues(dn, 'pwdReset')).toEqual([])
    expect((await ldapValues(dn, 'userPassword'))[0]).toMatch(/^\{ARGON2\}/)
    expect(await quotaOf(login)).toEqual({ used: 0, limit: 500 * 1024 })
    expect(await mailboxesOf(login)).toEqual(standardMailboxes(login))
  })

  await test.step('the standard folders, subscribed and with their uses', async () => {
    const [signedIn, special = '', lsub = ''] = await imapTalk(anna, [
      'LIST (SUBSCRIBED) "" "*" RETURN (SPECIAL-USE)',
      'LSUB "" "*"',
    ])
    expect(signedIn).toContain(' OK ')
    for (const folder of ['Drafts', 'Sent', 'Trash', 'Junk']) {
      expect(special).toMatch(
        new RegExp(`^\\* LIST \\([^)]*\\\\${folder}\\b[^)]*\\) "/" "?${folder}"?\\r$`, 'm'),
      )
      expect(lsub).toMatch(new RegExp(`^\\* LSUB \\([^)]*\\) "/" "?${folder}"?\\r$`, 'm'))
    }
  })

  await test.step('the alias', async () => {
    await page.goto('/aliases')
    await page.getByRole('link', { name: 'New alias' }).first().click()
    await page.getByRole('combobox', { name: 'Domain' }).selectOption(domain)
    await page.getByLabel('Name').fill('info')
    await page.getByRole('combobox', { name: 'Members' }).fill(login)
    await page.getByRole('button', { name: 'Create alias' }).click()
    await expect(page.getByRole('heading', { name: alias })).toBeVisible()
    await expect(page.getByRole('list', { name: 'In the alias' }).getByRole('listitem')).toHaveText([address])
    expect(await ldapValues(aliasDn('info', domain), 'member')).toEqual([userDn(login, domain)])
    expect(await ldapValues(aliasDn('info', domain), 'mailLocalAddress')).toEqual([alias])
  })

  await test.step('the domain switcher narrows the lists to the domain, and widens them again', async () => {
    const choose = async (from: string, to: string) => {
      await page.getByRole('button', { name: `Domain: ${from}` }).click()
      await page.getByRole('menuitemradio', { name: to }).click()
      await expect(page.getByRole('button', { name: `Domain: ${to}` })).toBeVisible()
    }
    const { domain: first } = testedInstance()
    const shown = page.getByRole('table').getByRole('rowheader')
    // Of all domains it may be far down, and the list becomes another one with the choice.
    const findFirst = () =>
      expect(async () => {
        await page.getByRole('searchbox', { name: 'Go to' }).fill('')
        await page.getByRole('searchbox', { name: 'Go to' }).fill(`postmaster@${first}`)
        await expect(shown.filter({ hasText: `postmaster@${first}` })).toBeVisible({ timeout: 3000 })
      }).toPass({ timeout: 30_000 })
    await page.goto('/aliases', { waitUntil: 'networkidle' })
    await findFirst()
    await choose('All domains', domain)
    await expect(shown).toHaveText([alias, `postmaster@${domain}`])
    await page.goto('/accounts')
    await expect(page.getByRole('heading', { name: domain })).toBeVisible()
    await page.goto('/aliases')
    await choose(domain, 'All domains')
    await findFirst()
  })

  await test.step('a message submitted to the alias is read with the password typed here', async () => {
    const sent = await sendMail({ to: alias, from: address, as: anna, subject: `to the alias ${name}` })
    expect(sent.code, sent.stdout).toBe(0)
    expect(await receivedMail(anna, `to the alias ${name}`)).toContain('Hello')
  })

  await test.step('a message to the postmaster reaches the manager', async () => {
    const sent = await sendMail({
      to: `postmaster@${domain}`,
      from: address,
      as: anna,
      subject: `help ${name}`,
    })
    expect(sent.code, sent.stdout).toBe(0)
    expect(await receivedMail(manager, `help ${name}`)).toContain('Hello')
  })

  await test.step('the audit log tells who made them', async () => {
    await page.goto(`/system/audit?target=${login}`)
    const row = page.getByRole('row').filter({ hasText: 'Create an account' })
    await expect(row).toContainText(manager.login)
    await expect(row).toContainText('Done')
    await expect(page.getByText(password)).toHaveCount(0)
  })
})

test('names, address and quota of a user are changed', async ({ page }) => {
  const name = tag()
  const { name: domain } = await newDomain()
  const user = await addUser(`ben-${name}`, domain)
  const dn = userDn(user.login, domain)

  await page.goto(`/accounts/users/${user.login}`)
  await page.getByLabel('First name').fill('Benjamin')
  await page.getByLabel('Last name').fill('Weiß')
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill(`benjamin@${domain}`)
  await page.getByRole('textbox', { name: 'Quota' }).fill('1.5')
  await page.getByLabel('Unit').selectOption('GB')
  await save(page)
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Benjamin Weiß' })).toBeVisible()
  await expect(mailboxUse(page)).toHaveText('0 bytes of 1.5 GB used')

  expect(await ldapValues(dn, 'givenName')).toEqual(['Benjamin'])
  expect(await ldapValues(dn, 'sn')).toEqual(['Weiß'])
  expect(await ldapValues(dn, 'displayName')).toEqual(['Benjamin Weiß'])
  expect(await ldapValues(dn, 'mail')).toEqual([`benjamin@${domain}`])
  expect(await quotaOf(user.login)).toEqual({ used: 0, limit: 1536 * 1024 })
  const sent = await sendMail({
    to: `benjamin@${domain}`,
    from: 'x@elsewhere.example',
    subject: `new ${name}`,
  })
  expect(sent.code, sent.stdout).toBe(0)
  expect(await receivedMail(user, `new ${name}`)).toContain('Hello')
})

test('the quota of a mailbox is lifted', async ({ page }) => {
  const name = tag()
  const { login } = await addUser(`ben-${name}`, (await newDomain()).name)
  await page.goto(`/accounts/users/${login}`)
  await expect(page.getByRole('textbox', { name: 'Quota' })).toHaveValue('10')
  await page.getByLabel('Unit').selectOption('unlimited')
  await save(page)
  await expect(page.getByText('0 bytes used, no limit')).toBeVisible()
  expect(await quotaOf(login)).toBeNull()
})

test('a change that crossed one made with ldapmodify shows both', async ({ page }) => {
  const name = tag()
  const { name: domain } = await newDomain()
  const { login } = await addUser(`ben-${name}`, domain)
  await page.goto(`/accounts/users/${login}`)
  await page.getByLabel('Last name').fill('From the browser')
  await runLdapTool(
    'ldapmodify',
    `dn: ${userDn(login, domain)}\nchangetype: modify\nreplace: sn\nsn: From outside\n`,
  )
  await save(page)
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'Somebody else changed this in the meantime',
  )
  await expect(page.getByLabel('Last name')).toHaveValue('From the browser')
  await expect(page.getByText('Now: From outside')).toBeVisible()
  expect(await ldapValues(userDn(login, domain), 'sn')).toEqual(['From outside'])

  await save(page)
  await expect(page.getByText('Saved.')).toBeVisible()
  expect(await ldapValues(userDn(login, domain), 'sn')).toEqual(['From the browser'])
})

test('members of an alias are changed, and the alias is deleted', async ({ page }) => {
  const name = tag()
  const { name: domain } = await newDomain()
  const [anna, ben] = [await addUser(`anna-${name}`, domain), await addUser(`ben-${name}`, domain)]
  const dn = aliasDn('team', domain)
  await runLdapTool(
    'ldapadd',
    `dn: ${dn}
objectClass: smAlias
objectClass: inetLocalMailRecipient
cn: team
mail: team@${domain}
mailLocalAddress: team@${domain}
member: ${userDn(anna.login, domain)}
`,
  )
  // Others add aliases meanwhile, and a row may move away under the pointer.
  await expect(async () => {
    await page.goto('/aliases', { waitUntil: 'networkidle' })
    await page.getByRole('searchbox', { name: 'Go to' }).fill(`team@${domain}`)
    await page.getByRole('link', { name: `team@${domain}` }).click()
    await expect(page.getByRole('heading', { name: `team@${domain}` })).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 30_000 })
  const members = page.getByRole('list', { name: 'In the alias' }).getByRole('listitem')
  await expect(members).toHaveText([anna.address])
  await page.getByRole('button', { name: `Remove ${anna.address}` }).click()
  await page.getByRole('combobox', { name: 'Members' }).fill(`${ben.login}, far@elsewhere.example`)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(members).toHaveText([ben.login, 'far@elsewhere.example'])
  await save(page)
  await expect(page.getByText('Saved.')).toBeVisible()
  expect(await ldapValues(dn, 'member')).toEqual([userDn(ben.login, domain)])
  expect(await ldapValues(dn, 'rfc822MailMember')).toEqual(['far@elsewhere.example'])

  await page.getByRole('button', { name: 'Remove far@elsewhere.example' }).click()
  await save(page)
  await expect.poll(() => ldapValues(dn, 'rfc822MailMember')).toEqual([])
  const subject = `to the team ${name}`
  expect((await sendMail({ to: `team@${domain}`, from: 'x@elsewhere.example', subject })).code).toBe(0)
  expect(await receivedMail(ben, subject)).toContain('Hello')
  const [, , found] = await imapTalk(anna, ['SELECT INBOX', `SEARCH HEADER SUBJECT "${subject}"`])
  expect(found).toMatch(/^\* SEARCH\r$/m)

  await page.getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('It has 1 member, which stays.')
  await dialog.getByRole('button', { name: 'Delete the alias' }).click()
  await expect(page.getByRole('heading', { name: 'Aliases' })).toBeVisible()
  expect(await entryExists(dn)).toBe(false)
  const refused = await sendMail({ to: `team@${domain}`, from: 'x@elsewhere.example' })
  expect(refused.code).toBe(24)
})

test('deleting a user names what goes with it, and takes all of it', async ({ page }) => {
  const name = tag()
  const { name: domain } = await newDomain()
  const user = await addUser(`carl-${name}`, domain)
  await runLdapTool(
    'ldapadd',
    `dn: ${aliasDn('sales', domain)}
objectClass: smAlias
objectClass: inetLocalMailRecipient
cn: sales
mail: sales@${domain}
mailLocalAddress: sales@${domain}
member: ${userDn(user.login, domain)}
rfc822MailMember: far@elsewhere.example
`,
  )
  await sendMail({ to: user.address, from: 'x@elsewhere.example', subject: name, body: 'x'.repeat(4000) })
  expect(await receivedMail(user, name)).toContain('xxx')

  await page.goto(`/accounts/users/${user.login}`)
  await page.getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('alertdialog', { name: `Delete the account ${user.login}?` })
  await expect(dialog.getByRole('listitem')).toHaveText([
    /^the mailbox with all mail in it: \d+(\.\d)? kB$/,
    `the address ${user.address}`,
    `its place in the aliases sales@${domain}`,
  ])
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
  expect(await entryExists(userDn(user.login, domain))).toBe(true)

  await page.getByRole('button', { name: 'Delete' }).click()
  await dialog.getByRole('button', { name: 'Delete the account' }).click()
  await expect(page.getByRole('heading', { name: domain })).toBeVisible()
  await expect(page.getByRole('link', { name: user.login })).toHaveCount(0)
  expect(await entryExists(userDn(user.login, domain))).toBe(false)
  expect(await mailboxesOf(user.login)).toEqual([])
  expect(await ldapValues(aliasDn('sales', domain), 'member')).toEqual([])
  const [refusal] = await imapTalk(user, [])
  expect(refusal).toContain(' NO ')
})

test('a domain is deleted only when it is empty', async ({ page }) => {
  const name = tag()
  const { name: domain } = await newDomain()
  const { login } = await addUser(`dora-${name}`, domain)
  await page.goto(`/accounts/domains/${domain}`)
  await expect(page.getByText('1 account and 1 alias')).toBeVisible()
  const dialog = page.getByRole('alertdialog')
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(dialog).toContainText(`${domain} is not empty`)
  await expect(dialog).toContainText('It contains: 1 account.')
  await expect(dialog.getByRole('button', { name: 'Delete' })).toHaveCount(0)
  await dialog.getByRole('link', { name: 'Show what is in it' }).click()
  await expect(page.getByRole('link', { name: login })).toBeVisible()

  await runLdapTool('ldapdelete', '', [userDn(login, domain)])
  await page.goto(`/accounts/domains/${domain}`)
  await page.getByRole('button', { name: 'Delete' }).click()
  // Somebody else comes in while the question is asked.
  const late = await addUser(`late-${name}`, domain)
  await dialog.getByRole('button', { name: 'Delete the domain' }).click()
  await expect(dialog.getByRole('alert')).toHaveText(`The domain is not empty. It contains: ${late.login}.`)
  expect(await entryExists(aliasDn('postmaster', domain))).toBe(true)
  await runLdapTool('ldapdelete', '', [userDn(late.login, domain)])
  await dialog.getByRole('button', { name: 'Delete the domain' }).click()
  await expect(page.getByRole('heading', { name: 'Accounts' })).toBeVisible()
  await expect(page.getByRole('main').getByRole('link', { name: domain })).toHaveCount(0)
  expect(await entryExists(domainDn(domain))).toBe(false)
})

test('a domain in which only addresses are left leads to each of them', async ({ page }) => {
  const [left, elsewhere] = [await newDomain(), await newDomain()]
  const away = await newAccount(elsewhere)
  const alias = await newAlias(left, [away])
  const address = `${away.login}@${left.name}`
  const former = ldif.add(`cn=${address},${left.dn}`, {
    objectClass: ['smAlias', 'inetLocalMailRecipient', 'smFormerAddress'],
    ...{ cn: address, mail: address, mailLocalAddress: address, member: away.dn },
  })
  await runLdapTool('ldapmodify', former)
  const dialog = page.getByRole('alertdialog')
  for (const [named, contents] of [
    [alias, '1 alias and 1 address of an account that has moved away'],
    [address, '1 address of an account that has moved away'],
  ] as const) {
    await page.goto(`/accounts/domains/${left.name}`)
    await page.getByRole('button', { name: 'Delete' }).click()
    await expect(dialog).toContainText(`It contains: ${contents}.`)
    await dialog.getByRole('link', { name: named }).click()
    await page.getByRole('button', { name: 'Delete' }).click()
    await dialog.getByRole('button', { name: 'Delete the alias' }).click()
    await expect(page.getByRole('heading', { name: 'Aliases' })).toBeVisible()
  }
  await page.goto(`/accounts/domains/${left.name}`)
  await page.getByRole('button', { name: 'Delete' }).click()
  await dialog.getByRole('button', { name: 'Delete the domain' }).click()
  await expect.poll(() => entryExists(domainDn(left.name))).toBe(false)
})

test('a user added with ldapadd and a mailbox made over IMAP appear at the next look', async ({ page }) => {
  const name = tag()
  const { name: domain } = await newDomain()
  await page.goto(`/accounts?at=${encodeURIComponent(domainDn(domain))}`)
  await expect(page.getByText('There is nothing in here yet')).toBeVisible()
  const user = await addUser(`eva-${name}`, domain, 20_480)
  await page.reload()
  const row = page.getByRole('row').filter({ hasText: `Outside ${user.login}` })
  await expect(row).toContainText(user.address)
  await row.getByRole('link').click()
  await expect(mailboxUse(page)).toHaveText('0 bytes of 20 MB used')

  await asCyrusAdmin([`SETQUOTA user/${user.login} (STORAGE 40960)`])
  await sendMail({ to: user.address, from: 'x@elsewhere.example', subject: name, body: 'x'.repeat(3000) })
  expect(await receivedMail(user, name)).toContain('xxx')
  await page.reload()
  const used = (await quotaOf(user.login))?.used
  expect(used).toBeGreaterThan(2)
  await expect(mailboxUse(page)).toHaveText(`${used} kB of 40 MB used`)
})

test.describe('what is wrong in a form is said beside the field, and what was typed stays', () => {
  test('a new account', async ({ page }) => {
    const name = tag()
    const { name: domain } = await newDomain()
    const taken = await addUser(`fred-${name}`, domain)
    await openNewUser(page, domain)
    await fillNewUser(page, {
      ...{ domain, firstName: 'Frida', lastName: 'Neu', login: 'Not A Login', password: 'short' },
      address: 'no address',
      quota: ['many', 'MB'],
      mustChangePassword: false,
    })
    await createAccount(page)
    await expect.poll(() => messageBeside(page, 'Login')).toContain('A login consists of lower-case letters')
    expect(await messageBeside(page, 'Address')).toContain('This is not an e-mail address.')
    expect(await messageBeside(page, 'Password')).toContain('A password has at least 8 characters.')
    expect(await messageBeside(page, 'Quota')).toContain('Please give a size such as 500 MB or 2 GB.')
    await expect(page.getByLabel('Login')).toBeFocused()
    await expectTyped(page, {
      ...{ 'First name': 'Frida', 'Last name': 'Neu', Login: 'Not A Login', Address: 'no address' },
      ...{ Password: 'short', Quota: 'many' },
    })
    await expect(page.getByLabel('Must be changed at the first sign-in')).not.toBeChecked()

    await page.getByLabel('Login').fill(taken.login)
    await page.getByRole('textbox', { name: 'Address' }).fill(taken.address)
    await page.getByLabel('Password', { exact: true }).fill('long enough')
    await page.getByRole('textbox', { name: 'Quota' }).fill('5')
    await createAccount(page)
    await expect.poll(() => messageBeside(page, 'Login')).toContain('This login is already in use.')
    expect(await messageBeside(page, 'Address')).toContain('This address is already in use.')
    await expectTyped(page, { 'Last name': 'Neu', Password: 'long enough', Quota: '5' })

    const login = `frida-${name}`
    await page.getByLabel('Login').fill(login)
    await page.getByRole('textbox', { name: 'Address' }).fill(`frida@elsewhere.example`)
    await createAccount(page)
    await expect
      .poll(() => messageBeside(page, 'Address'))
      .toContain(`The address must be in the domain ${domain}.`)
    expect(await entryExists(userDn(login, domain))).toBe(false)
    expect(await mailboxesOf(login)).toEqual([])

    await page.getByRole('textbox', { name: 'Address' }).fill(`frida@${domain}`)
    await createAccount(page)
    await expect(page.getByRole('heading', { name: 'Frida Neu' })).toBeVisible()
    expect(await quotaOf(login)).toEqual({ used: 0, limit: 5 * 1024 })
  })

  test('a login whose mailbox is there already', async ({ page }) => {
    const name = tag()
    const [domain, login] = [(await newDomain()).name, `gone-${name}`]
    await asCyrusAdmin([`CREATE user/${login}`])
    await openNewUser(page, domain)
    await fillNewUser(page, { domain, lastName: 'Heir', login, password: 'long enough' })
    await createAccount(page)
    await expect
      .poll(() => messageBeside(page, 'Login'))
      .toContain('A mailbox of this name already exists on the mail server.')
    expect(await entryExists(userDn(login, domain))).toBe(false)
    expect(await mailboxesOf(login)).toEqual([`user/${login}`])
  })

  test('a new alias', async ({ page }) => {
    const name = tag()
    const { name: domain } = await newDomain()
    const { login } = await addUser(`hugo-${name}`, domain)
    const members = page.getByRole('combobox', { name: 'Members' })
    const create = page.getByRole('button', { name: 'Create alias' })
    await page.goto('/aliases/new')
    await page.getByRole('combobox', { name: 'Domain' }).selectOption(domain)
    await page.getByLabel('Name').fill('postmaster')
    await members.fill(login)
    await page.getByLabel('Description').fill('Described')
    await create.click()
    await expect.poll(() => messageBeside(page, 'Name')).toContain('This address is already in use.')
    await expect(members).toHaveValue(login)
    await expectTyped(page, { Name: 'postmaster', Description: 'Described' })
    expect(await ldapValues(aliasDn('postmaster', domain), 'description')).toEqual([])

    await page.getByLabel('Name').fill('office')
    await members.fill(`nobody-${name}`)
    await create.click()
    await expect
      .poll(() => messageBeside(page, 'Members'))
      .toContain(`There is no account, alias, group or complete address nobody-${name}.`)
    await expect(members).toHaveValue(`nobody-${name}`)
    await expectTyped(page, { Name: 'office', Description: 'Described' })
    expect(await entryExists(aliasDn('office', domain))).toBe(false)
  })

  test('a new domain', async ({ page }) => {
    const { name: domain } = await newDomain()
    await page.goto('/accounts/domains/new')
    await page.getByLabel('Description').fill('Twice')
    for (const [typed, said] of [
      ['no domain name', 'This is not a domain name, such as example.com.'],
      [domain, 'This domain already exists.'],
    ] as const) {
      await page.getByLabel('Domain name').fill(typed)
      await page.getByRole('button', { name: 'Create domain' }).click()
      await expect.poll(() => messageBeside(page, 'Domain name')).toContain(said)
      await expectTyped(page, { 'Domain name': typed, Description: 'Twice' })
    }
    expect(await ldapValues(domainDn(domain), 'description')).toEqual([])
  })
})

async function expectTyped(page: Page, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    await expect(page.getByRole('textbox', { name: label })).toHaveValue(value)
  }
}

const mailboxUse = (page: Page) => page.getByRole('meter', { name: 'Quota' })
