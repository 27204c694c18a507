/**
 * Two rings: `unit` is pure and needs nothing that is compiled on the machine; `integration` talks to the servers of an
 * instance made for the run, and with it goes `sqlite`, which opens databases of its own.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const alias = {
  '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, ''),
  // Outside Next nothing tells server from client code.
  'server-only': fileURLToPath(new URL('node_modules/server-only/empty.js', import.meta.url)),
}

/**
 * Files that take longest: begun last, one of them would run on alone while the other workers have nothing to do. Those
 * that compute stand between those that wait for servers to restart.
 */
const longest = [
  'lib/access/walk',
  'lib/configuration/operations',
  'lib/agent/configuration/change',
  'lib/jobs/crash',
  'lib/configuration/parameters',
  'lib/cli/cli',
  'lib/services/services',
  'bin/bench',
  'lib/instance/postfix/upgrades',
  'lib/cli/inside',
  'lib/instance/start',
  'lib/instance/console-processes',
  'lib/access/crash',
  'lib/jobs/cyrus-crash',
  'lib/demo/demo',
  'lib/adapters/ldap/lists',
  'lib/jobs/jobs',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((name) => moduleId.endsWith(`/${name}.integration.test.ts`))
      return at < 0 ? longest.length : at
    }
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other))
  }
}

const exclude = ['**/node_modules/**', '.next/**', 'build/**', 'e2e/**']

export default defineConfig({
  resolve: { alias },
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx,mjs}'],
          exclude: [...exclude, '**/*.integration.test.ts', '**/*.sqlite.test.{ts,mjs}'],
          // Pure tests leave nothing behind that another could trip over.
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'sqlite',
          include: ['**/*.sqlite.test.{ts,mjs}'],
          exclude,
          testTimeout: 90_000,
          // As the other of its ring.
          maxWorkers: 4,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['**/*.integration.test.ts'],
          exclude,
          globalSetup: ['lib/instance/testing-setup.ts', 'lib/cli/testing-setup.ts'],
          // A machine may have other work; what does not come at all is waited for once.
          testTimeout: 90_000,
          hookTimeout: 120_000,
          // They wait for servers more than they compute.
          maxWorkers: 4,
        },
      },
    ],
  },
})
