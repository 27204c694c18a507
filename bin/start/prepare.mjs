/** Debian packages, npm packages, build: whatever of it is missing or not what the sources say. */
import { built, stampOf } from '../build/deploy.mjs'
import { installNodePackages, nodePackagesAreInstalled } from '../node-packages.mjs'
import { buildPackages, installPackages, missingPackages, serverPackages } from '../packages.mjs'
import { longStep } from './progress.mjs'

/** Steps that may take minutes; `pass` is called between them and throws when somebody asked to stop. */
export async function prepare(pass) {
  const npmMissing = !nodePackagesAreInstalled()
  const missing = missingPackages([...serverPackages, ...(npmMissing ? buildPackages : [])])
  if (missing.length > 0) {
    await longStep(`${missing.length} Debian packages`, (say) => installPackages(missing, say))
    pass()
  }
  if (npmMissing) {
    await longStep('npm packages', installNodePackages)
    pass()
  }
  // Only now can it load what it builds with.
  const { buildIfChanged } = await import('../build.mjs')
  await longStep('Build', () => buildIfChanged())
  pass()
}

/** True when an instance runs another build than this clone's. */
export function isOlder(instance) {
  return stampOf(instance.paths.console) !== stampOf(built)
}
