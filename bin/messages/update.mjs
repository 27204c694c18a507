/** Everything generated from the texts in the sources: the catalogues, and the list of what pages pass to the browser. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { updated } from './catalogue.mjs'
import { clientTexts } from './client-texts.mjs'
import { readSources } from './sources.mjs'
import { textsOf } from './texts.mjs'

const manifestFile = 'lib/locales/generated/client-messages.json'

/**
 * What the sources ask for. `files` maps each generated file to its right contents, `faults` are places in the
 * sources that have to be mended first.
 * @param {string} project
 */
export function messages(project) {
  const sources = readSources(project)
  const { wanted, faults } = collected(sources)
  const client = clientTexts(sources)
  const files = new Map([[manifestFile, `${JSON.stringify(client.manifest, null, 2)}\n`]])
  for (const folder of catalogueFolders(project)) {
    const file = `locales/${folder}/LC_MESSAGES/messages.po`
    files.set(file, updated(contents(path.join(project, file)), wanted, folder))
  }
  return { wanted, files, faults: [...faults, ...client.faults] }
}

/** The generated files that are not as they should be. */
export function outOfDate(project, files) {
  return [...files]
    .filter(([file, text]) => contents(path.join(project, file)) !== text)
    .map(([file]) => file)
}

/** Writes what differs. */
export function write(project, files) {
  for (const file of outOfDate(project, files)) {
    mkdirSync(path.dirname(path.join(project, file)), { recursive: true })
    writeFileSync(path.join(project, file), files.get(file) ?? '')
  }
}

/** Each text once, with the files that use it. */
function collected(sources) {
  const wanted = new Map()
  const faults = []
  for (const source of sources) {
    const { texts, faults: found } = textsOf(source)
    faults.push(...found)
    for (const { text, plural } of texts) {
      const one = wanted.get(text) ?? { text, files: [] }
      if (plural !== undefined && one.plural !== undefined && one.plural !== plural)
        faults.push(`${source.file}:1 "${text}" has two plurals: "${one.plural}" and "${plural}"`)
      if (plural !== undefined) one.plural = plural
      if (!one.files.includes(source.file)) one.files.push(source.file)
      wanted.set(text, one)
    }
  }
  return { wanted: [...wanted.values()], faults }
}

/** A language's folder in `locales/` is all it needs to get a catalogue. */
function catalogueFolders(project) {
  const folder = path.join(project, 'locales')
  return existsSync(folder) ? readdirSync(folder).filter((name) => /^[a-z]{2,3}_[A-Z]{2}$/.test(name)) : []
}

function contents(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
