/**
 * The Prisma command line (`npm run prisma -- migrate dev --name ...`) with bin/schema-engine.mjs in place of
 * the native engine, which Prisma would download at first use. $DATABASE_URL names the SQLite file; without it
 * a scratch file in build/ is used.
 */
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const project = path.dirname(import.meta.dirname)
const require = createRequire(import.meta.url)

/** Runs prisma with these arguments; resolves with its exit code. */
export async function prisma(args, options = {}) {
  mkdirSync(path.join(project, 'build'), { recursive: true })
  const child = spawn(
    process.execPath,
    [require.resolve('prisma/build/index.js'), ...args, '--config', path.join(project, 'prisma/config.ts')],
    {
      cwd: project,
      stdio: 'inherit',
      ...options,
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: path.join(import.meta.dirname, 'schema-engine.mjs'),
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
        ...options.env,
      },
    },
  )
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

if (process.argv[1] === import.meta.filename) process.exitCode = await prisma(process.argv.slice(2))
