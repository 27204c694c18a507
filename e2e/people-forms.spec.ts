/** Accounts, contacts, resources and administrators by their forms; what came of it is asked of the servers. */
import { contactPage, newContactPage, newResourcePage, resourcePage, userPage } from '@/app/(console)/places'
import { ldapTool } from '@/lib/instance/slapd/testing'
import { newAccount, newAlias, newContact, newDomain, newGroup, signedIn, tag } from './accounts'
import { createAccount, fillNewUser, messageBeside, save } from './forms'
import { imapTalk, ldapValues, quotaOf, receivedMail, runLdapTool, sendMail, userDn } from './mail'
import { manager } from './people'
import { expect, test, testedInstance } from './test'

test('an account is made with the options and many fields, and more of them are written later', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const login = `many-${tag()}`
  const dn = userDn(login, domain.name)
  await runLdapTool(
    'ldapmodify',
    `dn: ${domain.dn}\nchangetype: modify\nadd: smDefaultQuota\nsmDefaultQuota: 52428800\n`,
  )
  await signedIn(context, manager)

  await test.step('made, with the quota that is usual in its domain', async () => {
    await page.goto(`/accounts/users/new?at=${encodeURIComponent(domain.dn)}`)
    await expect(page.getByRole('textbox', { name: 'Quota' })).toHaveValue('50')
    await fillNewUser(page, {
      domain: domain.name,
      login,
      password: 'many words 1',
      firstName: 'Mia',
      lastName: 'Öz',
    })
    await page.getByRole('button', { name: 'More fields' }).click()
    await page.getByText('May use the web client').click()
    await page.getByText('Sends only local mail').click()
    await page.getByLabel('Job title').fill('Head of Words\nInterpreter')
    await page.getByLabel('Pager').fill('+49 30 77')
    await createAccount(page)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mia Öz')
    expect(await quotaOf(login)).toEqual({ used: 0, limit: 50 * 1024 })
    expect(await ldapValues(dn, 'smWebClient')).toEqual(['FALSE'])
    expect(await ldapValues(dn, 'smSendsLocalOnly')).toEqual(['TRUE'])
    expect(await ldapValues(dn, 'smReceivesLocalOnly')).toEqual([])
    expect((await ldapValues(dn, 'title')).sort()).toEqual(['Head of Words', 'Interpreter'])
    expect(await ldapValues(dn, 'pager')).toEqual(['+49 30 77'])
  })

  await test.step('every further field, each where slapd keeps it', async () => {
    // What is filled in is shown, what is not is asked for.
    await expect(page.getByLabel('Pager')).toHaveValue('+49 30 77')
    await expect(page.getByLabel('Telex')).toHaveCount(0)
    await page.getByRole('button', { name: 'Show all fields' }).click()
    const fields = {
      initials: ['Initials', 'M. Ö.'],
      departmentNumber: ['Department', 'Languages'],
      physicalDeliveryOfficeName: ['Office', 'North'],
      roomNumber: ['Room', '4.07'],
      employeeNumber: ['Employee number', '0815'],
      employeeType: ['Employee type', 'part time'],
      businessCategory: ['Line of business', 'Words'],
      telephoneNumber: ['Telephone', '+49 30 78'],
      mobile: ['Mobile', '+49 170 1'],
      homePhone: ['Home telephone', '+49 30 79'],
      facsimileTelephoneNumber: ['Fax', '+49 30 80'],
      telexNumber: ['Telex', '12345'],
      labeledURI: ['Web pages', 'https://mia.example/ Mia'],
      street: ['Street', 'Hauptstraße 5'],
      postOfficeBox: ['P.O. box', '77'],
      postalCode: ['Postal code', '10115'],
      l: ['City', 'Berlin'],
      st: ['State or region', 'BE'],
      registeredAddress: ['Registered address', 'Mia Öz'],
      destinationIndicator: ['Destination for telegrams', 'BLN'],
      description: ['Description', 'Knows "words", <b>all</b> of them'],
      displayName: ['Display name', 'Dr. Mia Öz'],
      smAlternateMail: ['Alternate mail', 'mia@elsewhere.test'],
    }
    for (const [label, value] of Object.values(fields) as [string, string][]) {
      await page.getByRole('textbox', { name: new RegExp(`^${label}( optional)?$`) }).fill(value)
    }
    await page.getByLabel('Home address').fill('Mia Öz\nHinterhaus')
    await page.getByLabel('Preferred language').selectOption('de')
    await page.getByLabel('Alternate addresses').fill(`zoe@${domain.name}\nmia@${domain.name}`)
    await save(page)
    await expect(page.getByText('Saved.')).toBeVisible()
    for (const [attribute, [, value]] of Object.entries(fields)) {
      expect(await ldapValues(dn, attribute), attribute).toEqual([value])
    }
    expect(await ldapValues(dn, 'homePostalAddress')).toEqual(['Mia Öz$Hinterhaus'])
    expect(await ldapValues(dn, 'preferredLanguage')).toEqual(['de'])
    expect((await ldapValues(dn, 'mailLocalAddress')).sort()).toEqual(
      [`${login}@${domain.name}`, `mia@${domain.name}`, `zoe@${domain.name}`].sort(),
    )
    // As slapd has it now, in its order.
    await expect(page.getByLabel('Alternate addresses')).toHaveValue(`mia@${domain.name}\nzoe@${domain.name}`)
  })

  await test.step('a telephone number that slapd could not keep is refused beside it', async () => {
    await page.getByLabel('Pager').fill('ünmöglich')
    await save(page)
    expect(await messageBeside(page, 'Pager')).toContain('Only the letters a-z, digits')
    await page.getByLabel('Pager').fill('')
    await save(page)
    await expect(page.getByText('Saved.').last()).toBeVisible()
    await expect.poll(() => ldapValues(dn, 'pager')).toEqual([])
  })
})

test('standard folders are named in the language of the person, or in another one, and mail goes where it is to', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const [own, later] = [`own-${tag()}`, `later-${tag()}`]
  const password = 'many languages 1'
  const sentFolder = async (login: string) => {
    const [, listed = ''] = await imapTalk({ login, password }, ['LIST (SPECIAL-USE) "" "*"'])
    return /\\Sent\b.*"\/" "?([^"\r]+)"?/.exec(listed)?.[1]
  }
  const folders = page.getByLabel('Folders named in')
  await signedIn(context, manager)

  await test.step('a new account', async () => {
    await page.goto(`/accounts/users/new?at=${encodeURIComponent(domain.dn)}`, { waitUntil: 'networkidle' })
    await expect(folders).toHaveValue('en')
    const draft = { domain: domain.name, login: own, password, lastName: 'Öz', mustChangePassword: false }
    await fillNewUser(page, draft)
    await page.getByRole('button', { name: 'More fields' }).click()
    await page.getByLabel('Preferred language').selectOption('de')
    await expect(folders).toHaveValue('de')
    await page.getByLabel('Display name').fill('Dr. Öz')
    await page.getByLabel('Alternate addresses').fill('elsewhere@elsewhere.test')
    await page.getByLabel('Forward to').fill(`copy-${own}@elsewhere.test`)
    await page.getByText('Keep a copy of what is forwarded').click()
    await page.getByLabel('Alternate mail').fill('oz@home.test')
    await createAccount(page)
    expect(await messageBeside(page, 'Alternate addresses')).toContain(domain.name)
    await page.getByLabel('Alternate addresses').fill(`oz.${own}@${domain.name}`)
    await createAccount(page)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dr. Öz')
    expect(await sentFolder(own)).toBe('Gesendet')
    const dn = userDn(own, domain.name)
    expect(await ldapValues(dn, 'preferredLanguage')).toEqual(['de'])
    expect(await ldapValues(dn, 'mailLocalAddress')).toContain(`oz.${own}@${domain.name}`)
    expect(await ldapValues(dn, 'smForwardingAddress')).toEqual([`copy-${own}@elsewhere.test`])
    expect(await ldapValues(dn, 'smForwardingKeepsCopy')).toEqual(['TRUE'])
    expect(await ldapValues(dn, 'smAlternateMail')).toEqual(['oz@home.test'])
  })

  await test.step('a mailbox for an account that had none', async () => {
    await page.goto(`/accounts/users/new?at=${encodeURIComponent(domain.dn)}`, { waitUntil: 'networkidle' })
    const draft = { domain: domain.name, login: later, password, lastName: 'Late', mustChangePassword: false }
    await fillNewUser(page, draft)
    await page.getByText('Has a mailbox').click()
    await expect(folders).toHaveCount(0)
    await createAccount(page)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Late')
    await page.getByText('Give the account a mailbox').click()
    await expect(folders).toHaveValue('en')
    await folders.selectOption('fr')
    await save(page)
    await expect(page.getByText('Saved.')).toBeVisible()
    expect(await sentFolder(later)).toBe('Envoy&AOk-s')
  })
})

test('another place for a new account brings its default quota and keeps what was typed', async ({
  page,
  context,
}) => {
  const [small, other] = [await newDomain(), await newDomain()]
  await runLdapTool(
    'ldapmodify',
    `dn: ${small.dn}\nchangetype: modify\nadd: smDefaultQuota\nsmDefaultQuota: 52428800\n`,
  )
  await signedIn(context, manager)
  await page.goto(`/accounts/users/new?at=${encodeURIComponent(other.dn)}`, { waitUntil: 'networkidle' })
  const quota = page.getByRole('textbox', { name: 'Quota' })
  await expect(quota).toHaveValue('1')
  await page.getByLabel('Last name').fill('Kept')
  await page.getByLabel('Where').selectOption(small.dn)
  await expect(quota).toHaveValue('50')
  await expect(page.getByLabel('Unit')).toHaveValue('MB')
  await expect(page.getByLabel('Last name')).toHaveValue('Kept')
  await expect(page.getByLabel('Address')).toHaveAttribute('placeholder', `login@${small.name}`)
  // Once typed it is the person's own.
  await quota.fill('70')
  await page.getByLabel('Where').selectOption(other.dn)
  await expect(page).toHaveURL(new RegExp(encodeURIComponent(other.name)))
  await expect(quota).toHaveValue('70')
})

test('a change that crossed somebody else’s is shown to the second, and what did not cross merges', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const { login, dn } = await newAccount(domain)
  await signedIn(context, manager)
  await page.goto(userPage(login), { waitUntil: 'networkidle' })
  await page.getByLabel('Job title').fill('Mine')
  await page.getByLabel('Mobile').fill('+49 170 2')
  await runLdapTool(
    'ldapmodify',
    `dn: ${dn}\nchangetype: modify\nreplace: title\ntitle: Theirs\n-\nreplace: departmentNumber\ndepartmentNumber: Also theirs\n`,
  )
  await save(page)
  await expect(page.getByText('Somebody else changed this in the meantime: Job title')).toBeVisible()
  await expect(page.getByText('Now: Theirs')).toBeVisible()
  await expect(page.getByLabel('Job title')).toHaveValue('Mine')
  await expect(page.getByLabel('Department')).toHaveValue('Also theirs')
  expect(await ldapValues(dn, 'title')).toEqual(['Theirs'])
  expect(await ldapValues(dn, 'mobile')).toEqual([])
  await save(page)
  await expect(page.getByText('Saved.')).toBeVisible()
  expect(await ldapValues(dn, 'title')).toEqual(['Mine'])
  expect(await ldapValues(dn, 'mobile')).toEqual(['+49 170 2'])
  expect(await ldapValues(dn, 'departmentNumber')).toEqual(['Also theirs'])
})

test('a form about somebody who is gone writes nothing to the next person of the login', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const { login, dn } = await newAccount(domain)
  await signedIn(context, manager)
  await page.goto(userPage(login), { waitUntil: 'networkidle' })
  await page.getByLabel('Job title').fill('Clerk')
  await runLdapTool('ldapdelete', '', [dn])
  const classes = ['inetOrgPerson', 'smAccount'].map((name) => `objectClass: ${name}`)
  const next = [`dn: ${dn}`, 'changetype: add', ...classes, `uid: ${login}`, 'cn: Next', 'sn: Next', '']
  await runLdapTool('ldapmodify', next.join('\n'))
  for (const _ of ['first', 'again']) {
    await save(page)
    await expect(page.getByText('another has its name now')).toBeVisible()
    await expect(page.getByLabel('Job title')).toHaveValue('Clerk')
    expect(await ldapValues(dn, 'title')).toEqual([])
  }
})

test('a suspended account signs in to nothing, mail is refused by choice, and resuming ends both', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const person = await newAccount(domain, { quota: '10MB' })
  const signIn = async () => (await imapTalk(person, []))[0] ?? ''
  const send = async () => (await sendMail({ to: person.address, from: 'a@elsewhere.test' })).code
  await signedIn(context, manager)
  expect(await signIn()).toContain(' OK ')

  await page.goto(userPage(person.login))
  await page.getByRole('button', { name: 'Suspend' }).click()
  await expect(page.getByText('Nobody can sign in to it. Mail for it still arrives.')).toBeVisible()
  expect(await ldapValues(person.dn, 'smAccountStatus')).toEqual(['suspended'])
  expect(await signIn()).toContain(' NO ')
  expect(await send()).toBe(0)

  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText('The account is active.')).toBeVisible()
  expect(await signIn()).toContain(' OK ')

  await page.getByText('Refuse mail while it is suspended').click()
  await page.getByRole('button', { name: 'Suspend' }).click()
  await expect(page.getByText('Nobody can sign in to it, and mail for it is refused.')).toBeVisible()
  expect(await signIn()).toContain(' NO ')
  expect(await send()).toBe(24)

  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText('The account is active.')).toBeVisible()
  expect(await send()).toBe(0)
})

test('mail is forwarded as the form says, with and without a copy', async ({ page, context }) => {
  const domain = await newDomain()
  const [first, second] = [
    await newAccount(domain, { quota: '10MB' }),
    await newAccount(domain, { quota: '10MB', firstName: 'Berta' }),
  ]
  const name = tag()
  const send = async (subject: string) => {
    const sent = await sendMail({ to: first.address, from: 'a@elsewhere.test', subject })
    expect(sent.code, sent.stdout).toBe(0)
  }
  await signedIn(context, manager)
  await page.goto(userPage(first.login))
  await page.getByLabel('Forward to').fill(first.address)
  await save(page)
  await expect(page.getByText('Mail cannot be forwarded to an address of the account itself.')).toBeVisible()
  await page.getByLabel('Forward to').fill(second.address)
  await page.getByText('Keep a copy of what is forwarded').click()
  await save(page)
  await expect(page.getByText('Saved.')).toBeVisible()
  expect(await ldapValues(first.dn, 'smForwardingAddress')).toEqual([second.address])
  expect(await ldapValues(first.dn, 'smForwardingKeepsCopy')).toEqual(['TRUE'])
  await send(`copied ${name}`)
  expect(await receivedMail(second, `copied ${name}`)).toContain('Hello')
  expect(await receivedMail(first, `copied ${name}`)).toContain('Hello')

  await page.getByText('Keep a copy of what is forwarded').click()
  await save(page)
  await expect.poll(() => ldapValues(first.dn, 'smForwardingKeepsCopy')).toEqual([])
  await send(`passed on ${name}`)
  expect(await receivedMail(second, `passed on ${name}`)).toContain('Hello')
  const [, , found] = await imapTalk(first, ['SELECT INBOX', `SEARCH HEADER SUBJECT "passed on ${name}"`])
  expect(found).toMatch(/^\* SEARCH\s*$/m)
})

test('a role given in the browser holds at the next click of that person, and so does its end', async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  const domain = await newDomain()
  const person = await newAccount(domain, { firstName: 'Rolf' })
  await signedIn(context, manager)
  const theirs = await browser.newContext({ baseURL, ignoreHTTPSErrors: true, locale: 'en-US' })
  await signedIn(theirs, person)
  const other = await theirs.newPage()
  await other.goto('/me')
  await expect(other.getByRole('link', { name: 'Aliases' })).toHaveCount(0)

  await test.step('as domain administrator', async () => {
    await page.goto(userPage(person.login))
    await page.getByLabel('Role').selectOption('domainAdministrator')
    await page.getByRole('button', { name: 'Set the role' }).click()
    await expect(page.getByText('Please fill this in.')).toBeVisible()
    await page.getByRole('combobox', { name: 'Domains' }).fill(domain.name)
    await expect(page.getByRole('list', { name: 'Domains chosen' })).toContainText(domain.name)
    await page.getByRole('button', { name: 'Set the role' }).click()
    await expect(page.locator('main header').getByText('Domain administrator')).toBeVisible()
    expect(await ldapValues(person.dn, 'smManages')).toEqual([domain.dn])
    await other.goto('/aliases')
    await expect(other.getByRole('link', { name: `postmaster@${domain.name}` })).toBeVisible()
    await expect(other.getByRole('link', { name: 'Mail Services' })).toHaveCount(0)
  })

  await test.step('two people add a domain each, and both are there', async () => {
    const [one, two] = [await newDomain(), await newDomain()]
    const second = await context.newPage()
    await second.goto(userPage(person.login), { waitUntil: 'networkidle' })
    for (const [at, { name, dn }] of [
      [page, one],
      [second, two],
    ] as const) {
      await at.getByRole('combobox', { name: 'Domains' }).fill(name)
      await expect(at.getByRole('list', { name: 'Domains chosen' })).toContainText(name)
      await at.getByRole('button', { name: 'Set the role' }).click()
      await expect.poll(() => ldapValues(person.dn, 'smManages')).toContain(dn)
    }
    expect((await ldapValues(person.dn, 'smManages')).sort()).toEqual([domain.dn, one.dn, two.dn].sort())
    await expect(second.getByRole('list', { name: 'Domains chosen' })).toContainText(one.name)
    await second.close()
  })

  await test.step('the table of administrators has them, linked to the account', async () => {
    await page.goto('/accounts/administrators')
    const row = page.getByRole('row').filter({ hasText: person.login })
    await expect(row).toContainText('Domain administrator')
    await expect(row).toContainText(domain.name)
    await expect(row.getByRole('link')).toHaveAttribute('href', userPage(person.login))
    // The one who looks is there too, and gives that role to nobody.
    await expect(page.getByRole('row').filter({ hasText: manager.login }).first()).toContainText('Everywhere')
  })

  await test.step('those who are administered there are not the ones above', async () => {
    await other.goto('/accounts/administrators')
    await expect(other.getByLabel('Role').locator('option')).toHaveText(['Group administrator'])
    await other.goto(userPage(person.login))
    await expect(other.getByRole('button', { name: 'Set the role' })).toHaveCount(0)
    await expect(other.getByRole('button', { name: 'Suspend' })).toHaveCount(0)
  })

  await test.step('no role any more', async () => {
    await page.goto(userPage(person.login))
    await page.getByLabel('Role').selectOption('user')
    await page.getByRole('button', { name: 'Set the role' }).click()
    await expect(page.locator('main header').getByText('Domain administrator')).toHaveCount(0)
    expect(await ldapValues(person.dn, 'smRole')).toEqual([])
    await other.goto('/aliases')
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('You are not allowed to do this.')
  })
  await theirs.close()
})

test('somebody is made group administrator by the login alone', async ({ page, context }) => {
  const domain = await newDomain()
  const group = await newGroup(domain, 'Crew')
  const [inside, outside] = [await newAccount(domain, {}, group), await newAccount(domain)]
  await signedIn(context, manager)
  await page.goto('/accounts/administrators')
  await page.getByLabel('Role').selectOption('groupAdministrator')
  await page.getByLabel('Login').fill(outside.login)
  await page.getByRole('button', { name: 'Give the role' }).click()
  await expect(page.getByText('The account does not live in an organization or group')).toBeVisible()
  await page.getByLabel('Login').fill(inside.login)
  await page.getByRole('button', { name: 'Give the role' }).click()
  await expect(page.getByRole('row').filter({ hasText: inside.login })).toContainText('Crew')
  expect(await ldapValues(inside.dn, 'smLocal')).toEqual([group])
})

test('an account’s page leads to the aliases it is in and those it owns', async ({ page, context }) => {
  const domain = await newDomain()
  const person = await newAccount(domain)
  const [in_, owned] = [await newAlias(domain, [person]), await newAlias(domain, [])]
  const name = owned.split('@')[0]
  await runLdapTool(
    'ldapmodify',
    `dn: cn=${name},${domain.dn}\nchangetype: modify\nadd: owner\nowner: ${person.dn}\n`,
  )
  await signedIn(context, manager)
  await page.goto(userPage(person.login))
  const item = (address: string) => page.getByRole('listitem').filter({ hasText: address })
  await expect(item(in_)).toHaveText(`${in_}Alias`)
  await expect(item(owned)).toHaveText(`${owned}Alias, owned`)
  await item(owned).getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(owned)
})

test('a contact is found by an ordinary person’s address book, changed under a crossing change, and deleted', async ({
  page,
  context,
}) => {
  const domain = await newDomain()
  const reader = await newAccount(domain)
  const name = tag()
  const search = async (wanted: string) => {
    const argv = [
      '-LLL',
      '-o',
      'ldif-wrap=no',
      '-b',
      testedInstance().suffix,
      wanted,
      'mail',
      'telephoneNumber',
    ]
    return (await ldapTool(testedInstance(), 'ldapsearch', reader, argv)).stdout
  }
  await signedIn(context, manager)
  await page.goto(newContactPage(domain.dn))
  await page.getByLabel('First name').fill('Ada')
  await page.getByLabel('Last name').fill(`Lovelace ${name}`)
  await page.getByLabel('Mail addresses').fill('ada@elsewhere.test\nlovelace@elsewhere.test')
  await page.getByRole('textbox', { name: /^Telephone/ }).fill('+44 20 1')
  await page.getByRole('button', { name: 'Create contact' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Ada Lovelace ${name}`)
  const found = await search(`(&(objectClass=inetOrgPerson)(cn=ada lovelace ${name}))`)
  expect(found).toContain('mail: ada@elsewhere.test')
  expect(found).toContain('mail: lovelace@elsewhere.test')
  expect(found).toContain('telephoneNumber: +44 20 1')

  const dn = `cn=Ada Lovelace ${name},${domain.dn}`
  await runLdapTool(
    'ldapmodify',
    `dn: ${dn}\nchangetype: modify\nreplace: mail\nmail: countess@elsewhere.test\n`,
  )
  await page.getByLabel('Mail addresses').fill('ada@elsewhere.test')
  await save(page)
  await expect(page.getByText('Now: countess@elsewhere.test')).toBeVisible()
  await save(page)
  await expect(page.getByText('Saved.')).toBeVisible()
  expect(await ldapValues(dn, 'mail')).toEqual(['ada@elsewhere.test'])

  await page.getByLabel('Last name').fill(`King ${name}`)
  await save(page)
  const renamed = `cn=Ada King ${name},${domain.dn}`
  await expect(page).toHaveURL(contactPage(renamed))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Ada King ${name}`)
  expect(await ldapValues(renamed, 'sn')).toEqual([`King ${name}`])
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete the contact' }).click()
  await expect(page).toHaveURL(/\/accounts\?at=/)
  expect(await search(`(cn=*${name})`)).not.toContain('dn:')
})

test('mail to a resource arrives at those responsible, until others are', async ({ page, context }) => {
  const domain = await newDomain()
  const [keeper, next] = [
    await newAccount(domain, { quota: '10MB' }),
    await newAccount(domain, { quota: '10MB' }),
  ]
  const name = tag()
  const address = `projector-${name}@${domain.name}`
  await signedIn(context, manager)
  await page.goto(newResourcePage(domain.dn))
  await page.getByRole('textbox', { name: /^Name/ }).fill(`Projector ${name}`)
  await page.getByLabel('Kind').selectOption('equipment')
  await page.getByLabel('Address').fill(address)
  await page.getByLabel('Responsible').fill('nobody-of-this-name')
  await page.getByLabel('City').fill('Ulm')
  await page.getByRole('button', { name: 'Create resource' }).click()
  await expect(page.getByText('There is no account nobody-of-this-name.')).toBeVisible()
  await page.getByLabel('Responsible').fill(keeper.login)
  await page.getByRole('button', { name: 'Create resource' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Projector ${name}`)
  const dn = `cn=Projector ${name},${domain.dn}`
  expect(await ldapValues(dn, 'smResourceKind')).toEqual(['equipment'])
  expect(await ldapValues(dn, 'member')).toEqual([keeper.dn])
  expect(await ldapValues(dn, 'l')).toEqual(['Ulm'])
  expect((await sendMail({ to: address, from: 'a@elsewhere.test', subject: `first ${name}` })).code).toBe(0)
  expect(await receivedMail(keeper, `first ${name}`)).toContain('Hello')

  await page.getByLabel('Responsible').fill(next.login)
  await page.getByRole('textbox', { name: /^Name/ }).fill(`Beamer ${name}`)
  await save(page)
  await expect(page).toHaveURL(resourcePage(`cn=Beamer ${name},${domain.dn}`))
  expect((await sendMail({ to: address, from: 'a@elsewhere.test', subject: `second ${name}` })).code).toBe(0)
  expect(await receivedMail(next, `second ${name}`)).toContain('Hello')

  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete the resource' }).click()
  await expect(page).toHaveURL(/\/accounts\?at=/)
  expect((await sendMail({ to: address, from: 'a@elsewhere.test', subject: `third ${name}` })).code).toBe(24)
})

test('the address book has nothing but what a contact says of itself in another language too', async ({
  page,
  context,
  baseURL,
}) => {
  const domain = await newDomain()
  const contact = await newContact(domain, { sn: `לוי ${tag()}`, telephoneNumber: '+972 2 5' })
  await signedIn(context, manager)
  await context.addCookies([{ name: 'sm-language', value: 'he', url: `${baseURL}` }])
  await page.goto(contactPage(contact))
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  // Numbers run from left to right wherever they stand.
  await expect(page.getByLabel('טלפון', { exact: false }).first()).toHaveCSS('direction', 'ltr')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('לוי')
})
