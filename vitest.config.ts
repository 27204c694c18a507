/** Two rings: `unit` is pure; `integration` talks to the servers of an instance made for the run. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = {
  '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, ''),
  // Outside Next nothing tells server from client code.
  'server-only': fileURLToPath(new URL('node_modules/server-only/empty.js', import.meta.url)),
}
const exclude = ['**/node_modules/**', '.next/**', 'build/**', 'e2e/**']

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx,mjs}'],
          exclude: [...exclude, '**/*.integration.test.ts'],
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['**/*.integration.test.ts'],
          exclude,
          globalSetup: ['lib/instance/testing-setup.ts', 'lib/cli/testing-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // They wait for servers more than they compute.
          maxWorkers: 3,
        },
      },
    ],
  },
})
