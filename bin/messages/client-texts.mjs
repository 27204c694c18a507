/** Finds which texts the browser needs for each page and layout, so that it gets those and no catalogue. */
import path from 'node:path'
import ts from 'typescript'
import { directiveOf, importsOf, placeOf, walk } from './sources.mjs'
import { textsOf } from './texts.mjs'

/**
 * @param {import('./sources.mjs').Source[]} list
 * @returns {{ manifest: Record<string, string[]>, faults: string[] }} texts by route file; faults: a route file
 *   without the `<ClientMessages for="itself">` that brings its texts
 */
export function clientTexts(list) {
  const sources = new Map(list.map((source) => [source.file, source]))
  const manifest = {}
  const faults = []
  for (const source of list) {
    const own = deliveries(source)
    for (const { node, file } of own) {
      if (file !== source.file)
        faults.push(`${placeOf(source, node)} ClientMessages must be for="${source.file}"`)
    }
    if (!isRouteFile(source)) continue
    const texts = textsBelow([source.file, ...boundariesOf(source, sources)], sources)
    if (texts.length === 0) continue
    manifest[source.file] = texts
    if (own.length === 0) {
      faults.push(
        `${source.file}:1 has client components with texts and needs <ClientMessages for="${source.file}">`,
      )
    }
  }
  return { manifest, faults }
}

/** Route files that run in the server; the others, being client components, cannot bring messages themselves. */
function isRouteFile(source) {
  return (
    /^app\/(.+\/)?(page|layout|template|not-found|loading|default)\.tsx$/.test(source.file) &&
    directiveOf(source) !== 'use client'
  )
}

/** What stands in a page's place, and has the messages of the layout around it: of those, the nearest. */
function boundariesOf(layout, sources) {
  if (!layout.file.endsWith('/layout.tsx')) return []
  return [...sources.keys()].filter((file) => {
    if (!/\/(error|not-found)\.tsx$/.test(file)) return false
    let folder = path.posix.dirname(file)
    while (!sources.has(`${folder}/layout.tsx`) && folder !== '.') folder = path.posix.dirname(folder)
    return `${folder}/layout.tsx` === layout.file
  })
}

/** Every text of the client modules reached from these files, sorted. */
function textsBelow(files, sources) {
  const texts = new Set()
  const seen = new Set()
  const visit = (file, within) => {
    const source = sources.get(file)
    const directive = source && directiveOf(source)
    // Of a server action the browser gets a reference only; the error table is put into words in the server.
    if (!source || directive === 'use server' || file === 'lib/errors.ts') return
    const side = within === 'client' || directive === 'use client' ? 'client' : 'server'
    if (seen.has(`${side} ${file}`)) return
    seen.add(`${side} ${file}`)
    if (side === 'client') for (const { text } of textsOf(source).texts) texts.add(text)
    for (const imported of importsOf(source, sources)) visit(imported, side)
  }
  for (const file of files) visit(file, 'server')
  return [...texts].sort()
}

function deliveries(source) {
  const found = []
  walk(source.tree, (node) => {
    const isElement = ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)
    if (!isElement || node.tagName.getText() !== 'ClientMessages') return
    const attribute = node.attributes.properties.find((one) => one.name?.getText() === 'for')
    found.push({ node, file: attribute?.initializer?.text })
  })
  return found
}
