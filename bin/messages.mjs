/**
 * `npm run messages`: collects the texts of the sources into `locales/xx_XX/LC_MESSAGES/messages.po`, keeping all
 * translations, and into the list of what each page passes to the browser. Says what has no translation yet.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gaps } from './messages/catalogue.mjs'
import { messages, outOfDate, write } from './messages/update.mjs'

const project = path.dirname(import.meta.dirname)

const { wanted, files, faults } = messages(project)
for (const fault of faults) console.error(fault)
for (const file of outOfDate(project, files)) console.log(`${file} brought up to date`)
write(project, files)
for (const file of files.keys()) {
  if (!file.endsWith('.po')) continue
  for (const gap of gaps(readFileSync(path.join(project, file), 'utf8'), wanted))
    console.log(`${file}: ${gap}`)
}
process.exitCode = faults.length > 0 ? 1 : 0
