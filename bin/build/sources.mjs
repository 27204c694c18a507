/** Says whether a built console is that of the sources at hand: a hash over everything that the build reads. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

export const project = path.resolve(import.meta.dirname, '../..')

const inputs = [
  'app',
  'components',
  'lib',
  'locales',
  'public',
  'prisma',
  'bin/build',
  'bin/build.mjs',
  'proxy.ts',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]
/** Tests and what is generated from the other inputs change nothing. */
const leftOut = /\.test\.|^prisma\/generated\/|~$|\.swp$/

/** SHA-256 (hex) over names and contents below `root`, and over the Node version whose binary modules are copied. */
export function sourceHash(root = project) {
  const hash = createHash('sha256').update(
    `node ${process.versions.modules} ${process.platform} ${process.arch}`,
  )
  for (const file of inputs.flatMap((input) => filesOf(root, input))) {
    const content = readFileSync(path.join(root, file))
    hash.update(`\0${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

function filesOf(root, input) {
  const place = path.join(root, input)
  if (!existsSync(place)) return []
  if (statSync(place).isFile()) return [input]
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .filter((file) => !leftOut.test(file))
    .sort()
}
