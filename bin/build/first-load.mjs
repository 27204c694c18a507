/** The JavaScript a browser fetches before a page answers to clicks, from the manifests of the built pages. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'

/** Bytes, compressed, that a route may need at first. */
export const FIRST_LOAD_BUDGET = 200_000

/** Only there for a page that fails as a whole. */
const lastResort = /\/global-error$/

/** `{ route, files, bytes }` for every page in the web directory of a built console, the largest first; bytes gzipped. */
export function firstLoads(web) {
  const next = path.join(web, '.next')
  const { rootMainFiles } = JSON.parse(readFileSync(path.join(next, 'build-manifest.json'), 'utf8'))
  const size = compressedSizes(next)
  return manifests(path.join(next, 'server/app'))
    .flatMap(([route, entries]) => {
      const own = Object.entries(entries).filter(([entry]) => !lastResort.test(entry))
      const files = [...new Set([...rootMainFiles, ...own.flatMap(([, chunks]) => chunks)])]
      return { route, files, bytes: files.reduce((sum, file) => sum + size(file), 0) }
    })
    .sort((a, b) => b.bytes - a.bytes)
}

/** Route and chunks by entry. The manifests are scripts that assign to a global. */
function manifests(directory) {
  return readdirSync(directory, { recursive: true })
    .filter((file) => file.endsWith('page_client-reference-manifest.js'))
    .flatMap((file) => {
      const context = { globalThis: {} }
      runInNewContext(readFileSync(path.join(directory, file), 'utf8'), context)
      return Object.entries(context.globalThis.__RSC_MANIFEST).map(([page, { entryJSFiles }]) => [
        page.replace(/\/\([^/]+\)/g, '').replace(/\/page$/, '') || '/',
        entryJSFiles,
      ])
    })
}

function compressedSizes(next) {
  const known = new Map()
  return (file) => {
    if (!known.has(file)) known.set(file, gzipSync(readFileSync(path.join(next, file))).length)
    return known.get(file)
  }
}
