/** Where catalogues are found: beside the program in a built console, in the root of a clone, and in the instance. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { instancePaths, locateInstance } from '@/lib/instance/instance'
import { languages } from './languages'

/** Shipped catalogues first, then the instance's own, which win; either may be missing. */
export function localeDirectories(): string[] {
  return [shipped(), ownOfInstance()].filter((directory) => directory !== undefined)
}

let foundShipped: string | undefined

/**
 * The program's own surroundings come before the current directory: somebody may run the command line from
 * anywhere. Development and tests run in the clone.
 */
function shipped(): string | undefined {
  if (foundShipped) return foundShipped
  const program = path.dirname(process.argv[1] ?? '.')
  foundShipped = [program, path.dirname(program), process.cwd()]
    .map((directory) => path.join(directory, 'locales'))
    .find((directory) => existsSync(path.join(directory, languages[1].folder)))
  return foundShipped
}

let own: { of: string; directory: string } | undefined

function ownOfInstance(): string | undefined {
  try {
    const of = locateInstance()
    if (own?.of !== of) own = { of, directory: instancePaths(of).locales }
    return own.directory
  } catch {
    return undefined // a build or a pure test has none
  }
}
