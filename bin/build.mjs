/**
 * `npm run build`: makes the console in build/console, laid out as an instance keeps it (deployTo copies it):
 *
 *   agent.mjs worker.mjs cli.mjs instance.mjs   one bundle a process
 *   node_modules/                               what has native code
 *   web/server.js                               the pages
 *   locales/ prisma/migrations/                 read at run time
 *   stamp.json                                  the hash of the sources
 */
import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { bundleProcesses, nativePackages } from './build/bundles.mjs'
import { built, changedSources, deployTo, stampOf } from './build/deploy.mjs'
import { lockOf, withLock } from './build/lock.mjs'
import { project, sourceHash } from './build/sources.mjs'
import { buildWeb } from './build/web.mjs'
import { prisma } from './prisma.mjs'

export { deployTo, sourceHash }

/**
 * Builds when the sources below `root` are not those of the console in `directory`; true when it did. `make` writes a
 * console into a directory. Throws when the build fails, which leaves the console of before.
 */
export function buildIfChanged({ root = project, directory = built, make = makeConsole } = {}) {
  return withLock(async () => {
    const hash = changedSources(root, directory)
    if (!hash) return false
    await build(hash, directory, make)
    return true
  }, lockOf(root))
}

async function build(hash, directory, make) {
  const incoming = `${directory}.new`
  const outgoing = `${directory}.old`
  for (const left of [incoming, outgoing]) rmSync(left, { recursive: true, force: true })
  mkdirSync(incoming, { recursive: true })
  await make(incoming)
  writeFileSync(path.join(incoming, 'stamp.json'), `${JSON.stringify({ hash })}\n`)
  if (stampOf(directory)) renameSync(directory, outgoing)
  else rmSync(directory, { recursive: true, force: true })
  renameSync(incoming, directory)
  rmSync(outgoing, { recursive: true, force: true })
}

async function makeConsole(incoming) {
  if ((await prisma(['generate'], { stdio: ['ignore', 'ignore', 'inherit'] })) !== 0) {
    throw new Error('The database client could not be generated.')
  }
  await bundleProcesses(incoming)
  await buildWeb(path.join(incoming, 'web'))
  copyNativePackages(incoming)
  for (const name of ['locales', 'prisma/migrations']) {
    cpSync(path.join(project, name), path.join(incoming, name), { recursive: true })
  }
}

function copyNativePackages(directory) {
  // Of what was compiled only the module itself: the rest is 20 MB of objects.
  const needed =
    /^(package\.json|lib(\/.*)?|build|build\/Release|build\/Release\/better_sqlite3\.node|[\w-]+\.js|LICENSE.*)$/
  for (const name of nativePackages) {
    const source = path.join(project, 'node_modules', name)
    cpSync(source, path.join(directory, 'node_modules', name), {
      recursive: true,
      filter: (file) => file === source || needed.test(path.relative(source, file)),
    })
  }
}

if (process.argv[1] === import.meta.filename) {
  const changed = await buildIfChanged()
  console.log(changed ? 'The console is built.' : 'The console was built from these sources already.')
}
