import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildIfChanged } from '../build.mjs'
import { changedSources } from './deploy.mjs'
import { project, sourceHash } from './sources.mjs'

let root
let directory
let builds
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'sources-'))
  directory = path.join(root, 'build/console')
  builds = 0
  write('app/page.tsx', 'first')
  write('lib/agent/main.ts', 'agent')
  write('package-lock.json', '{}')
})
afterEach(() => rmSync(root, { recursive: true }))

describe('the console', () => {
  it('is built when there is none, and not again while its sources are the same', async () => {
    expect(await start()).toBe(true)
    expect(page()).toBe('first')
    expect(await start()).toBe(false)
    // As a clone or a checkout writes them: new times, same contents.
    write('app/page.tsx', 'first')
    expect(await start()).toBe(false)
    expect(builds).toBe(1)
  })

  it.each([
    ['a page', 'app/page.tsx'],
    ['a new file', 'components/ui/button.tsx'],
    ['the agent', 'lib/agent/main.ts'],
    ['a translation', 'locales/de_DE/LC_MESSAGES/messages.po'],
    ['the database', 'prisma/migrations/2/migration.sql'],
    ['a package', 'package-lock.json'],
    ['how it is built', 'bin/build.mjs'],
    ['a part of how it is built', 'bin/build/web.mjs'],
    ['what Next is told', 'next.config.js'],
  ])('is built again when %s changes, and once only', async (_, file) => {
    await start()
    write(file, 'changed')
    expect(await start()).toBe(true)
    expect(await start()).toBe(false)
    expect(builds).toBe(2)
  })

  it('is built again when a source is renamed or removed', async () => {
    await start()
    write('lib/agent/other.ts', 'agent')
    rmSync(path.join(root, 'lib/agent/main.ts'))
    expect(await start()).toBe(true)
    rmSync(path.join(root, 'lib/agent/other.ts'))
    expect(await start()).toBe(true)
    expect(builds).toBe(3)
  })

  it.each([
    'lib/agent/main.test.ts',
    'lib/agent/main.integration.test.ts',
    'prisma/generated/client.ts',
    'README.md',
    'e2e/pages.spec.ts',
  ])('is not built again for %s, which is no part of it', async (file) => {
    await start()
    write(file, 'changed')
    expect(await start()).toBe(false)
  })

  it('stays when the build of a changed one fails, which is tried again at the next start', async () => {
    await start()
    write('app/page.tsx', 'second')
    const fails = () => Promise.reject(new Error('The pages could not be built.'))
    await expect(buildIfChanged({ root, directory, make: fails })).rejects.toThrow('could not be built')
    expect(page()).toBe('first')
    expect(await start()).toBe(true)
    expect(page()).toBe('second')
    expect([`${directory}.new`, `${directory}.old`].filter(existsSync)).toEqual([])
  })

  it('is built again when sources changed while it was being built', async () => {
    const meanwhile = async (incoming) => {
      await make(incoming)
      write('app/page.tsx', 'second')
    }
    await buildIfChanged({ root, directory, make: meanwhile })
    expect(await start()).toBe(true)
    expect(page()).toBe('second')
  })

  it('is built once by two that start together', async () => {
    expect((await Promise.all([start(), start()])).toSorted()).toEqual([false, true])
    expect(builds).toBe(1)
  })
})

describe('the sources', () => {
  it('are these where nothing else is said', () => {
    expect(sourceHash()).toBe(sourceHash(project))
    expect(sourceHash()).not.toBe(sourceHash(root))
  })
})

/** What npm start and npm test do; npm start asks before whether there is anything to do. */
async function start() {
  const changed = changedSources(root, directory)
  const built = await buildIfChanged({ root, directory, make })
  if (built) expect(changed).toBe(sourceHash(root))
  expect(changedSources(root, directory)).toBeUndefined()
  return built
}

/** Takes the place of the bundles and of Next. */
async function make(incoming) {
  builds++
  cpSync(path.join(root, 'app'), path.join(incoming, 'web'), { recursive: true })
}

function write(file, content) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), content)
}

function page() {
  return readFileSync(path.join(directory, 'web/page.tsx'), 'utf8')
}
