/**
 * `npm run lock`: brings package-lock.json up to date with package.json. Use it in place of a bare
 * `npm install NAME` for the file that is committed.
 *
 * npm leaves an optional package out of the lock when the registry it asked lacks it (a mirror often has one
 * platform's binaries only), and `npm ci` then refuses the lock. Entries for those packages are put back here,
 * marked with the platform in their name, so that the same lock installs from a full registry and from a mirror.
 * No registry's address is kept.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const project = path.dirname(import.meta.dirname)
const file = path.join(project, 'package-lock.json')

const systems = 'linux darwin win32 android freebsd openbsd netbsd sunos aix openharmony'.split(' ')
const processors = 'x64 arm64 ia32 arm ppc64 s390x riscv64 loong64 mips64el'.split(' ')
/** Other spellings of a platform in package names. */
const spellings = {
  windows: 'win32',
  aarch64: 'arm64',
  ppc64le: 'ppc64',
  mipsel: 'mips64el',
  linuxarm: 'arm',
}

/** Adds what npm left out to a lock's packages; gives the names. */
export function fillIn(packages) {
  const added = []
  for (const [place, description] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(description.optionalDependencies ?? {})) {
      if (isLocked(packages, place, name)) continue
      packages[`node_modules/${name}`] = absent(name, range, description.dev)
      added.push(name)
    }
  }
  return added
}

/** True when a package at `place` would find `name` in a node_modules folder beside or above it. */
function isLocked(packages, place, name) {
  for (let at = place; ; at = at.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    if (packages[path.posix.join(at, 'node_modules', name)]) return true
    if (at === '') return false
  }
}

function absent(name, range, dev) {
  const words = name.split(/[/-]/).map((word) => spellings[word] ?? word.replace(/^armv\d.*/, 'arm'))
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : undefined
  return {
    version: range.replace(/^[\^~>=v]+/, ''),
    ...(dev && { dev: true }),
    optional: true,
    // WebAssembly builds and the like name no system: nothing installs them by itself.
    os: [words.find((word) => systems.includes(word)) ?? 'none'],
    cpu: [words.find((word) => processors.includes(word)) ?? 'none'],
    ...(libc && { libc }),
  }
}

if (process.argv[1] === import.meta.filename) {
  const npm = ['install', '--package-lock-only', '--ignore-scripts']
  const { status } = spawnSync('npm', npm, { cwd: project, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const added = fillIn(lock.packages)
  for (const description of Object.values(lock.packages)) delete description.resolved
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`package-lock.json: ${added.length} packages of other platforms added`)
}
