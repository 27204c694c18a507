/** The processes beside the web one, each bundled into a single file that runs without this clone. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { project } from './sources.mjs'

/** Bundle and entry. Ordered as in the console's directory. */
const entries = {
  agent: 'lib/agent/main.ts',
  worker: 'lib/worker/main.ts',
  cli: 'lib/cli/main.ts',
  instance: 'lib/instance/main.ts',
}

/** Packages that stay outside the bundles, for their native code; copied with what they load themselves. */
export const nativePackages = ['better-sqlite3', 'bindings', 'file-uri-to-path']

/** Writes agent.mjs, worker.mjs, cli.mjs and instance.mjs into `directory`. */
export async function bundleProcesses(directory) {
  const present = Object.entries(entries).filter(([, entry]) => existsSync(path.join(project, entry)))
  await build({
    absWorkingDir: project,
    entryPoints: Object.fromEntries(present),
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    external: nativePackages,
    // Next's marker for modules that must not reach the browser; there is none here.
    alias: { 'server-only': path.join(project, 'node_modules/server-only/empty.js') },
    // Packages in CommonJS ask for Node's own modules with require().
    banner: { js: requireForCommonJs },
    keepNames: true,
    legalComments: 'none',
    logLevel: 'warning',
  })
}

export const requireForCommonJs = `import { createRequire as requireFrom } from 'node:module'
const require = requireFrom(import.meta.url)`
