/** Where catalogues are found: in a clone, in the built console inside an instance, and beside the CLI. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { instancePaths, locateInstance } from '@/lib/instance/instance'

/** Shipped catalogues first, then the instance's own, which win; either may be missing. */
export function localeDirectories(): string[] {
  return [shipped(), ownOfInstance()].filter((directory) => directory !== undefined)
}

let foundShipped: string | undefined

/**
 * The program's own surroundings come before the current directory: somebody may run the command line from
 * anywhere. The web process and development both run in the directory that holds `locales`.
 */
function shipped(): string | undefined {
  if (foundShipped) return foundShipped
  const program = path.dirname(process.argv[1] ?? '.')
  const candidates = [
    process.env.SERVER_MANAGER_LOCALES,
    path.join(program, 'locales'),
    path.join(program, 'web', 'locales'),
    path.join(program, '..', 'locales'),
    path.join(process.cwd(), 'locales'),
    fromInstance((directory) => path.join(instancePaths(directory).console, 'web', 'locales')),
  ]
  foundShipped = candidates.find(
    (directory) => directory && existsSync(path.join(directory, 'de_DE', 'LC_MESSAGES', 'messages.po')),
  )
  return foundShipped
}

function ownOfInstance(): string | undefined {
  return fromInstance((directory) => instancePaths(directory).locales)
}

function fromInstance(place: (directory: string) => string): string | undefined {
  try {
    return place(locateInstance())
  } catch {
    return undefined // a build or a pure test has none
  }
}
