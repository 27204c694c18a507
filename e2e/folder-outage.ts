/** Pages of mail folders that are open while Cyrus goes away and comes back. */
import type { BrowserContext } from '@playwright/test'
import { folderPage } from '@/app/(console)/places'
import { tag } from './accounts'
import { asCyrusAdmin } from './mail'
import { expect } from './outage'

const away = 'The server cyrus does not answer.'

/** A tree, a page with something typed, and the list of quotas; `ask` has each of them need Cyrus. */
export async function openFolderPages(context: BrowserContext) {
  const name = `Outage ${tag()}`
  await asCyrusAdmin([`CREATE "${name}"`, `CREATE "${name}/below"`])
  const [tree, folder, fresh] = [await context.newPage(), await context.newPage(), await context.newPage()]
  await Promise.all([tree.goto('/folders'), folder.goto(folderPage(name))])
  for (const page of [tree, folder]) await page.waitForLoadState('networkidle')
  const opens = tree.getByRole('button', { name: `Folders in ${name}` })
  const typed = folder.getByLabel('Name', { exact: true })
  const rename = folder.getByRole('button', { name: 'Rename or move' })
  const notice = (page: typeof tree) => page.getByRole('main').getByRole('alert')
  return {
    async ask() {
      await opens.click()
      await typed.fill(`${name} renamed`)
      await rename.click()
      void fresh.goto('/folders').catch(() => {})
    },
    /** Each says which server it is and how it is started, and nothing is lost. */
    async areWithoutCyrus() {
      for (const page of [tree, folder]) {
        await expect(notice(page)).toContainText(away, { timeout: 40_000 })
        await expect(notice(page).getByRole('link', { name: 'Start it in Mail Services' })).toBeVisible()
      }
      await expect(notice(folder)).toContainText('Nothing you typed is lost: send it again afterwards.')
      await expect(typed).toHaveValue(`${name} renamed`)
      // The rest of the page does not wait for Cyrus.
      await expect(fresh.getByRole('heading', { name: 'Mail Folders' })).toBeVisible()
      await expect(fresh.getByRole('button', { name: /^Folders of / }).first()).toBeVisible()
      await expect(fresh.getByRole('heading', { name: away })).toBeVisible({ timeout: 40_000 })
    },
    /** Trees and pages come back by themselves, and what was typed is sent again. */
    async areBack() {
      await expect(tree.getByRole('link', { name: 'below' })).toBeVisible({ timeout: 30_000 })
      await expect(fresh.getByRole('link', { name, exact: true })).toBeVisible({ timeout: 30_000 })
      await rename.click()
      await expect(folder).toHaveURL(folderPage(`${name} renamed`), { timeout: 30_000 })
      const [, list] = await asCyrusAdmin([`LIST "" "${name} renamed/%"`])
      expect(list).toContain(`${name} renamed/below`)
      for (const page of [tree, folder, fresh]) await page.close()
    },
  }
}
