/** The console moves to another port, on a mail server of its own, and is kept by whoever finds it there. */
import { serverManager } from '@/lib/cli/testing'
import { freePorts } from '@/lib/instance/ports'
import { expect, signInAsManager, test } from './outage'
import { manager } from './people'
import { testedInstance } from './test'

test('settings that move the console are kept at its new address', async ({ page, context }) => {
  const { https } = testedInstance().ports
  const port = freePorts().https
  const there = `https://localhost:${port}`
  await signInAsManager(page)
  await page.goto('/configuration/files/apache/apache2.conf', { waitUntil: 'networkidle' })
  const text = page.getByLabel('Text of apache/apache2.conf')
  await text.fill((await text.inputValue()).replaceAll(`:${https}`, `:${port}`))
  await page.getByRole('button', { name: 'See what they do' }).click()
  await page.getByLabel('Your password').fill(manager.password)
  await page.getByRole('button', { name: 'Apply' }).click()
  try {
    const link = page.getByRole('link', { name: 'Open the console at its new address' })
    await expect(link).toBeVisible({ timeout: 60_000 })
    // Apache may still be on its way there.
    await expect(async () => expect((await page.request.get(`${there}/`)).ok()).toBe(true)).toPass()
    const [moved] = await Promise.all([context.waitForEvent('page'), link.click()])
    const question = moved.getByRole('region', { name: 'Keep these settings?' })
    await question.getByRole('button', { name: 'Keep them' }).click()
    await expect(moved.getByText('The new settings are in use.')).toBeVisible()
    expect(new URL(moved.url()).origin).toBe(there)
    expect(testedInstance().ports.https).toBe(port)
    await expect(page.request.get(`https://localhost:${https}/`)).rejects.toThrow('ECONNREFUSED')
  } finally {
    if (testedInstance().ports.https !== https) await movedBack()
  }
  expect(testedInstance().ports.https).toBe(https)
})

/** Everything that comes after this finds the console where it was. */
async function movedBack(): Promise<void> {
  const command = (...argv: string[]) => serverManager(testedInstance(), ['config', ...argv])
  const [{ number }] = JSON.parse((await command('history', '--json')).stdout)
  const { code, stderr } = await command('revert', String(number), '--keep')
  expect(code, stderr).toBe(0)
}
