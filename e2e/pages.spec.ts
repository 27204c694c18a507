/**
 * Every page: nothing for axe to find, light, dark and from right to left; nothing to scroll sideways on a phone.
 * With SHOTS=directory a picture of each is kept there to be looked at.
 */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import {
  accountsAt,
  aliasPage,
  configurationFilePage,
  contactPage,
  deletedFoldersPage,
  deletedMessagesPage,
  domainPage,
  folderPage,
  foldersOf,
  historyPage,
  jobPage,
  newContactPage,
  newFolderPage,
  newPlacePage,
  newResourcePage,
  placePage,
  postingPage,
  resourcePage,
  retentionPage,
  userPage,
} from '@/app/(console)/places'
import { perform } from '@/lib/access/perform'
import { recoveryOutcomes } from '@/lib/adapters/agent/protocol'
import { writeReport } from '@/lib/agent/recovery-report'
import { deleteFolder } from '@/lib/folders'
import { append } from '@/lib/instance/cyrus/testing'
import { translatorFor } from '@/lib/locales/catalogues'
import type { Message } from '@/lib/locales/translate'
import { reconstructFolder } from '@/lib/repair'
import {
  type Account,
  newAccount,
  newAlias,
  newContact,
  newDomain,
  newFolder,
  newGroup,
  newJob,
  newResource,
  newRule,
  signedIn,
  type TestDomain,
} from './accounts'
import { imapTalk, loseIndex, putAndDelete } from './mail'
import { manager } from './people'
import { expect, expectAccessible, test, testedInstance } from './test'

type World = {
  domain: TestDomain
  group: string
  person: Account
  alias: string
  contact: string
  resource: string
  job: string
  /** A job that repaired the mailbox of the person, whose index was lost. */
  repair: string
  /** One that deletes old mail of the domain's people. */
  rule: string
  /** A public one with folders below it, of which one was deleted. */
  folder: string
}
type Shown = {
  name: string
  /** Its file below app/, without page.tsx; absent for what is not a page of its own. */
  route?: string
  path: (world: World) => string
  /** Who looks; nobody is somebody who is not signed in. */
  as?: 'nobody' | 'person'
  /** Opens what is to be seen on the page. */
  open?: (page: Page) => Promise<void>
  /** The button or link that the page is there for, as the sources say it. */
  action?: string
}

const pages: Shown[] = [
  { name: 'sign-in', action: 'Sign in', route: 'sign-in', path: () => '/sign-in', as: 'nobody' },
  { name: 'password', action: 'Change the password', route: 'password', path: () => '/password' },
  { name: 'me', action: 'Change the password', route: '(self)/me', path: () => '/me', as: 'person' },
  { name: 'accounts', action: 'New account', route: '(console)/accounts', path: () => '/accounts?at=' },
  { name: 'accounts of a domain', action: 'New account', path: ({ domain }) => accountsAt(domain.dn) },
  { name: 'accounts of an empty group', action: 'New account', path: ({ group }) => accountsAt(group) },
  {
    name: 'find',
    action: 'Find',
    route: '(console)/accounts/find',
    path: ({ person }) => `/accounts/find?text=${person.login}&role=user`,
  },
  {
    name: 'new domain',
    action: 'Create domain',
    route: '(console)/accounts/domains/new',
    path: () => '/accounts/domains/new',
  },
  {
    name: 'domain',
    action: 'Save',
    route: '(console)/accounts/domains/[name]',
    path: ({ domain }) => domainPage(domain.name),
  },
  {
    name: 'deletion of a domain that is not empty',
    action: 'Show what is in it',
    path: ({ domain }) => domainPage(domain.name),
    async open(page) {
      await page.locator('main header button').click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
    },
  },
  {
    name: 'new account',
    action: 'Create account',
    route: '(console)/accounts/users/new',
    path: ({ domain }) => `/accounts/users/new?at=${encodeURIComponent(domain.dn)}`,
  },
  {
    name: 'new account, refused',
    path: ({ domain }) => `/accounts/users/new?at=${encodeURIComponent(domain.dn)}`,
    async open(page) {
      await page.locator('button[type=submit]').click()
      await expect(page.locator('[aria-invalid=true]').first()).toBeFocused()
    },
  },
  {
    name: 'account',
    action: 'Save',
    route: '(console)/accounts/users/[login]',
    path: ({ person }) => userPage(person.login),
  },
  {
    name: 'account, all fields',
    path: ({ person }) => userPage(person.login),
    open: showEverything,
  },
  {
    name: 'new account, all fields',
    path: ({ domain }) => `/accounts/users/new?at=${encodeURIComponent(domain.dn)}`,
    open: showEverything,
  },
  {
    name: 'new group',
    action: 'Create group',
    route: '(console)/accounts/places/new',
    path: ({ domain }) => newPlacePage('group', domain.dn),
    open: showEverything,
  },
  {
    name: 'group',
    action: 'Rename or move',
    route: '(console)/accounts/places',
    path: ({ group }) => placePage(group),
  },
  {
    name: 'new contact',
    action: 'Create contact',
    route: '(console)/accounts/contacts/new',
    path: ({ domain }) => newContactPage(domain.dn),
  },
  {
    name: 'contact',
    action: 'Save',
    route: '(console)/accounts/contacts',
    path: ({ contact }) => contactPage(contact),
    open: showEverything,
  },
  {
    name: 'new resource',
    action: 'Create resource',
    route: '(console)/accounts/resources/new',
    path: ({ domain }) => newResourcePage(domain.dn),
  },
  {
    name: 'resource',
    action: 'Save',
    route: '(console)/accounts/resources',
    path: ({ resource }) => resourcePage(resource),
  },
  {
    name: 'administrators',
    action: 'Give the role',
    route: '(console)/accounts/administrators',
    path: () => '/accounts/administrators',
    open: (page) =>
      page
        .locator('select')
        .first()
        .selectOption('domainAdministrator')
        .then(() => {}),
  },
  {
    name: 'question before an account is deleted',
    action: 'Delete the account',
    path: ({ person }) => userPage(person.login),
    async open(page) {
      await page.locator('main header button').click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
    },
  },
  { name: 'aliases', action: 'New alias', route: '(console)/aliases', path: () => '/aliases' },
  { name: 'new alias', action: 'Create alias', route: '(console)/aliases/new', path: () => '/aliases/new' },
  {
    name: 'alias',
    action: 'Save',
    route: '(console)/aliases/[address]',
    path: ({ alias }) => aliasPage(alias),
  },
  {
    name: 'mail folders',
    action: 'New folder',
    route: '(console)/folders',
    path: () => '/folders',
    async open(page) {
      const people = page.locator('main nav').last()
      await people.locator('ul button').last().click()
      await expect(people.locator('a[href*="name=user%2F"]').first()).toBeVisible()
    },
  },
  {
    name: 'mail folders of a person',
    action: 'New folder',
    route: '(console)/folders/users/[login]',
    path: ({ person }) => foldersOf(person.login),
    open: (page) => page.locator('main section').last().locator('button').click(),
  },
  {
    name: 'folder',
    action: 'Save the permissions',
    route: '(console)/folders/folder',
    path: ({ folder }) => folderPage(folder),
    open: (page) => page.locator('main table input').last().click(),
  },
  {
    name: 'inbox',
    action: 'Give the rights',
    path: ({ person }) => folderPage(`user/${person.login}`),
  },
  {
    name: 'rights for everything below a folder',
    path: ({ folder }) => folderPage(folder),
    async open(page) {
      await page.locator('main section').first().locator('button').first().click()
      const dialog = page.getByRole('dialog')
      await dialog.locator('button[type=submit]').click()
      await expect(dialog.getByRole('status')).toBeVisible()
    },
  },
  {
    name: 'new folder',
    action: 'Create folder',
    route: '(console)/folders/new',
    path: ({ person }) => newFolderPage(`user/${person.login}`),
    open: (page) =>
      page
        .locator('select')
        .first()
        .selectOption('calendar')
        .then(() => {}),
  },
  {
    name: 'deleted folders',
    route: '(console)/folders/deleted',
    path: ({ folder }) => deletedFoldersPage(folder),
  },
  {
    name: 'deleted messages',
    action: 'Bring back',
    route: '(console)/folders/deleted-messages',
    path: ({ person }) => deletedMessagesPage(`user/${person.login}`),
    open: (page) => page.locator('main table input').first().click(),
  },
  {
    name: 'repair of a folder',
    action: 'Start the repair',
    path: ({ folder }) => folderPage(folder),
    async open(page) {
      // The button beside the link to the deleted messages, whatever the language.
      await page.locator('main a[href*="deleted-messages"] + button').click()
      await expect(page.getByRole('dialog').locator('form')).toBeVisible()
    },
  },
  {
    name: 'folder rules',
    action: 'New rule: delete old mail',
    route: '(console)/folders/rules',
    path: () => '/folders/rules',
  },
  {
    name: 'rule that deletes old mail',
    action: 'Save the rule',
    route: '(console)/folders/rules/retention',
    path: ({ rule }) => retentionPage(rule),
    async open(page) {
      await page.locator('main form button[type=submit]').click()
      await expect(page.locator('main form [role=status]')).toBeVisible({ timeout: 30_000 })
    },
  },
  {
    name: 'new rule that lets mail into folders',
    action: 'Look at what it means',
    route: '(console)/folders/rules/posting',
    path: () => postingPage(),
  },
  { name: 'quotas', route: '(console)/folders/quotas', path: () => '/folders/quotas' },
  { name: 'configuration', route: '(console)/configuration', path: () => '/configuration' },
  {
    name: 'configuration of a server',
    action: 'See what they do',
    route: '(console)/configuration/[service]',
    path: () => '/configuration/postfix?find=restrictions',
    async open(page) {
      await page.locator('main ol input').first().fill('reject')
      await expect(page.locator('main [role=status]').last()).toBeVisible()
    },
  },
  {
    name: 'settings that are shown only, and several of a name',
    path: () => '/configuration/slapd?find=olcA',
  },
  {
    name: 'configuration files',
    action: 'Find',
    route: '(console)/configuration/files',
    path: () => '/configuration/files?find=myhostname',
  },
  {
    name: 'configuration file',
    route: '(console)/configuration/files/[...file]',
    path: () => configurationFilePage('postfix/main.cf', 10),
  },
  {
    name: 'nothing to apply',
    action: 'To the configuration',
    route: '(console)/configuration/preview',
    path: () => '/configuration/preview',
  },
  {
    name: 'what a change would do',
    action: 'Apply',
    path: () => '/configuration/postfix?find=mynetworks',
    async open(page) {
      await page.locator('main textarea').first().fill('0.0.0.0/0')
      await page.locator('main [role=status] ~ button').last().click()
      await expect(page.locator('main ins')).toBeVisible({ timeout: 60_000 })
      await page.locator('main form label').first().click()
    },
  },
  {
    name: 'history of the configuration',
    route: '(console)/configuration/history',
    path: () => '/configuration/history',
  },
  {
    name: 'change of the configuration',
    route: '(console)/configuration/history/[number]',
    action: 'Restore this state',
    path: () => '/configuration/history/1',
  },
  {
    name: 'mail services',
    action: 'Restart {service}',
    route: '(console)/system/services',
    path: () => '/system/services',
    open: (page) => page.getByRole('heading', { name: /^proftpd \d/ }).waitFor(),
  },
  {
    name: 'audit log',
    action: 'Show',
    route: '(console)/system/audit',
    path: ({ person }) => `/system/audit?target=${person.login}`,
    open: (page) => page.locator('summary').first().click(),
  },
  { name: 'jobs', route: '(console)/jobs', path: () => '/jobs' },
  { name: 'job', route: '(console)/jobs/[id]', path: ({ job }) => jobPage(job) },
  {
    name: 'job that found something',
    path: ({ repair }) => jobPage(repair),
    async open(page) {
      await expect(page.locator('main section').nth(1).locator('tbody tr').first()).toBeVisible()
      // It can be cancelled until it has ended.
      await expect(page.locator('main section').first().locator('button')).toHaveCount(0)
    },
  },
  {
    name: 'recovery of all folders',
    action: 'Stop Cyrus and recover the list',
    route: '(console)/recovery',
    path: () => '/recovery',
  },
  { name: 'history', route: '(console)/history', path: ({ person }) => historyPage(person.dn) },
  {
    name: 'account that is not there',
    action: 'To the start page',
    path: () => userPage('nobody-of-this-name'),
  },
  { name: 'page that is not there', action: 'To the start page', path: () => '/no/such/page' },
  {
    name: 'menu of the person',
    path: () => '/aliases',
    async open(page) {
      await page.locator('header button').last().click()
      await expect(page.getByRole('menu')).toBeVisible()
    },
  },
]

/** Pages that only lead on to another one. */
const redirecting = ['']

const desk = { width: 1280, height: 800 }

let world: World

// Looking changes nothing, so everybody may look at once.
test.describe.configure({ mode: 'parallel' })

test.beforeAll(async () => {
  const domain = await newDomain('Where the pages are looked at')
  const group = await newGroup(domain, 'Marketing')
  const person = await newAccount(domain, { quota: '100MB', firstName: 'Annegret', lastName: 'Über-Müller' })
  const alias = await newAlias(domain, [person], 'Everybody who is looked at')
  const contact = await newContact(domain, {
    sn: 'Über-Land',
    mail: 'acme@elsewhere.test',
    telephoneNumber: '+49 30 1',
  })
  const resource = await newResource(domain, 'Projector', [person])
  const job = await newJob([person.login, (await newAccount(domain)).login])
  const rule = await newRule(domain)
  const folder = await newFolder({ [person.login]: 'editor', anyone: 'lrs' })
  await newFolder({}, folder)
  await perform({ kind: 'root' }, deleteFolder, { folder: await newFolder({}, folder) })
  await putAndDelete(person, 'INBOX', [
    ...['=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=', '', '<script>alert(1)</script>'].map(
      (subject) => `From: ${person.address}\nSubject: ${subject}\n\nText`,
    ),
    `From: "${'A long name '.repeat(8)}" <${person.address}>\nSubject: ${'w'.repeat(150)}\n\nText`,
    'From: Anna\nSubject: A subject that is as long as those that people write about a meeting next week\n\nText',
  ])
  await imapTalk(person, [append('Sent', 'Subject: sent\n\nText')])
  await loseIndex(`user/${person.login}/Sent`)
  const { id: repair } = await perform({ kind: 'root' }, reconstructFolder, {
    folder: `user/${person.login}/Sent`,
  })
  // As a recovery leaves it, without stopping Cyrus under everybody else's tests.
  await writeReport(testedInstance(), [
    { mailbox: 'default/q/uid/3/c', outcome: 'unreadable' },
    ...recoveryOutcomes
      .toReversed()
      .map((outcome) => ({ mailbox: `user/${person.login}/${outcome}`, outcome })),
  ])
  world = { domain, group, person, alias, contact, resource, job, repair, rule, folder }
})

test('no page is left out here', () => {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' })
  const routes = files.filter((file) => path.basename(file) === 'page.tsx').map((file) => path.dirname(file))
  const listed = pages.flatMap(({ route }) => route ?? [])
  const present = routes.map((route) => (route === '.' ? '' : route))
  expect(present.sort()).toEqual([...listed, ...redirecting].sort())
})

for (const shown of pages) {
  test(`${shown.name}: accessible in every appearance, and fits a phone`, async ({
    page,
    context,
    baseURL,
  }) => {
    await enter(context, shown)
    // The longest words, and those from right to left. English is what all other tests read.
    for (const language of ['de', 'he'] as const) {
      await choose(context, `${baseURL}`, 'light', language)
      await page.setViewportSize(desk)
      await visit(page, shown)
      await expect(page.locator('html')).toHaveAttribute('dir', language === 'he' ? 'rtl' : 'ltr')
      await keepPicture(page, `${shown.name} ${language}`)
      if (language === 'he') await expectAccessible(page, 'words')
      else {
        await expectAccessible(page, 'colours')
        await expectAccessibleInTheDark(page, shown)
      }
      await page.setViewportSize({ width: 375, height: 740 })
      await keepPicture(page, `${shown.name} narrow ${language}`)
      await expect.poll(() => tooLarge(page)).toEqual([0, 0, 0])
      if (language === 'de') await expectReachable(page, shown)
      else await expect.poll(() => withoutBeginning(page)).toEqual([])
    }
  })
}

test('the dark theme that was chosen is there from the first byte', async ({ page, context, baseURL }) => {
  await signedIn(context, manager)
  await choose(context, `${baseURL}`, 'dark', 'he')
  await page.goto('/accounts')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expectAccessible(page)
})

test('on a phone the navigation is a drawer that leads to every section', async ({ page, context }) => {
  await signedIn(context, manager)
  await page.setViewportSize({ width: 375, height: 740 })
  await page.goto('/aliases')
  await expect(page.getByRole('link', { name: 'New alias' })).toBeInViewport()
  for (const [section, address] of [
    ['Accounts', /\/accounts$/],
    ['Mail Services', /\/system\/services$/],
    ['Audit Log', /\/system\/audit$/],
    ['Aliases', /\/aliases$/],
  ] as const) {
    await page.getByRole('button', { name: 'Sections' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('link', { name: section, exact: true }).click()
    await expect(page).toHaveURL(address)
    await expect(drawer).toBeHidden()
  }
})

/** Presses the button that shows the rest of a form. */
async function showEverything(page: Page) {
  const fields = page.locator('main form :is(input, textarea)')
  const few = await fields.count()
  // The chevron's button, whatever the language.
  await page.locator('main form button:has(+ span)').last().click()
  await expect.poll(() => fields.count()).toBeGreaterThan(few)
}

async function enter(context: BrowserContext, { as }: Shown) {
  if (as !== 'nobody') await signedIn(context, as === 'person' ? world.person : manager)
}

async function choose(context: BrowserContext, url: string, theme: string, language: string) {
  await context.addCookies([
    { name: 'sm-theme', value: theme, url },
    { name: 'sm-language', value: language, url },
  ])
}

/** The theme is an attribute that the styles go by; a page need not be loaded again for it. */
async function expectAccessibleInTheDark(page: Page, shown: Shown) {
  const html = page.locator('html')
  await html.evaluate((element) => {
    element.setAttribute('data-theme', 'dark')
    // Colours change over a moment; what is looked at is how they end.
    for (const change of document.getAnimations()) if (change instanceof CSSTransition) change.finish()
  })
  await keepPicture(page, `${shown.name} dark`)
  await expectAccessible(page, 'colours')
  await html.evaluate((element) => element.setAttribute('data-theme', 'light'))
}

/** How many pixels the page and its main part are wider than the window, and the page higher where its main part scrolls. */
function tooLarge(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const html = document.documentElement
    const main = document.querySelector('main')
    const isShell = main !== null && getComputedStyle(main).overflowY === 'auto'
    const wide = [html, main].map((element) => (element ? element.scrollWidth - element.clientWidth : 0))
    return [...wide, isShell ? html.scrollHeight - html.clientHeight : 0]
  })
}

/** Texts from left to right that would be cut off at their beginning, because what they are in runs from right to left. */
function withoutBeginning(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = Array.from(document.querySelectorAll<HTMLElement>('body *'))
    return all
      .filter((element) => {
        const { textOverflow, direction } = getComputedStyle(element)
        if (textOverflow !== 'ellipsis' || direction === 'ltr') return false
        const letter = /\p{L}/u.exec(element.textContent ?? '')?.[0]
        return letter !== undefined && !/[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(letter)
      })
      .map(({ textContent }) => textContent ?? '')
  })
}

/** A finger can press the page's button, after scrolling down to it perhaps. */
async function expectReachable(page: Page, { action }: Shown) {
  if (!action) return
  const t = translatorFor('de', ['locales'])
  const named = { name: t.message(action as Message, { service: 'postfix' }), exact: true }
  const button = page.getByRole('button', named).or(page.getByRole('link', named))
  await button.first().click({ trial: true })
}

async function visit(page: Page, { path, open }: Shown) {
  await page.goto(path(world), { waitUntil: open ? 'networkidle' : 'load' })
  await expect(page.locator('h1')).toBeVisible()
  await open?.(page)
}

async function keepPicture(page: Page, name: string) {
  const { SHOTS } = process.env
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name.replace(/[ ,]+/g, '-')}.png` })
}
