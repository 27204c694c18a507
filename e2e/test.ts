/** Playwright's test with two things more: no page may break its Content-Security-Policy, and none may throw. */
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { type Instance, locateInstance, readInstance } from '@/lib/instance/instance'

export { expect }

export const test = base.extend<{ faultless: undefined }>({
  faultless: [
    async ({ context }, use) => {
      const faults: string[] = []
      await context.exposeBinding('tellFault', (_source, fault: string) => faults.push(fault))
      await context.addInitScript(() => {
        addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
          const tell = (globalThis as unknown as { tellFault(fault: string): void }).tellFault
          tell(`${violatedDirective} refused ${blockedURI} in ${sourceFile}`)
        })
      })
      context.on('weberror', (error) => faults.push(String(error.error())))
      await use(undefined)
      expect(faults).toEqual([])
    },
    { auto: true },
  ],
})

/** The mail server that the console under test manages. */
export function testedInstance(): Instance {
  return readInstance(locateInstance())
}

/** What axe judges by the colours of the theme; everything else is the same in both. */
const byColours = ['color-contrast', 'link-in-text-block']

/** axe finds nothing, by any of its rules; in another theme, or language, of a page just looked at, by those that differ. */
export async function expectAccessible(
  page: Page,
  differing: 'everything' | 'colours' | 'words' = 'everything',
): Promise<void> {
  // The other mode is for frames of elsewhere, which no page here has, and opens a page of its own for each look.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  if (differing === 'colours') axe.withRules(byColours)
  if (differing === 'words') axe.disableRules(byColours)
  const { violations } = await axe.analyze()
  const said = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help} ${node.target.join(' ')} ${node.failureSummary}`),
  )
  expect(said).toEqual([])
}
