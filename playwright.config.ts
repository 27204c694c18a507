/** The browser's ring: Debian's Chromium against a console and a mail server of their own (e2e/global-setup.ts). */
import { defineConfig } from '@playwright/test'

const outages = ['outages.spec.ts', 'crash.spec.ts', 'moved-console.spec.ts', 'partitions.spec.ts']
const results = process.env.TEST_RESULTS

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'build/e2e',
  globalSetup: './e2e/global-setup.ts',
  // They wait for servers more than they compute.
  workers: 3,
  forbidOnly: true,
  // A machine may have other work; what does not come at all is waited for once.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ...(results ? [['json', { outputFile: results }] as const] : [])],
  projects: [
    { name: 'first sign-in', testMatch: 'first-sign-in.spec.ts' },
    // On a mail server of their own, one after the other, beside the console's: the longest row of tests goes first.
    { name: 'outages', testMatch: outages, workers: 1, dependencies: ['first sign-in'] },
    // With the manager's password that was chosen at the first sign-in.
    {
      name: 'console',
      testIgnore: ['first-sign-in.spec.ts', ...outages],
      dependencies: ['first sign-in'],
    },
  ],
  use: {
    // Set by the global set-up before a worker reads this.
    baseURL: process.env.E2E_ORIGIN,
    ignoreHTTPSErrors: true,
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    // A trace costs every test time: TRACE=1 where one is wanted.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    launchOptions: {
      // Debian's Chromium without the parts that draw windows: two fifths less work for the same pages.
      executablePath: '/usr/bin/chromium-headless-shell',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
