/** Every text on the screen is in every language: what this project's sources and catalogues have to keep. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { languages } from '@/lib/locales/languages'
import { bareTexts } from './bare-texts.mjs'
import { gaps } from './catalogue.mjs'
import { readSources } from './sources.mjs'
import { messages, outOfDate } from './update.mjs'

const project = path.join(import.meta.dirname, '..', '..')
const { wanted, files, faults } = messages(project)

describe('the texts of the console', () => {
  it('go through t(), every one', () => {
    expect(readSources(project, ['app', 'components', 'lib/cli']).flatMap(bareTexts)).toEqual([])
  })

  it('are collected wherever one is marked', () => {
    const read = readSources(project).map(({ file }) => file)
    expect(modulesThatMark().filter((file) => !read.includes(file))).toEqual([])
  })

  it('can be collected, and reach the browser with the pages that use them', () => {
    expect(faults).toEqual([])
  })

  it('are in the generated files as they are in the sources (npm run messages)', () => {
    expect(outOfDate(project, files)).toEqual([])
  })
})

describe.each(languages.filter(({ code }) => code !== 'en'))('the catalogue in $name', ({ folder }) => {
  const file = path.join(project, 'locales', folder, 'LC_MESSAGES', 'messages.po')

  it('has every text, with the placeholders of the English one', () => {
    expect(gaps(readFileSync(file, 'utf8'), wanted)).toEqual([])
  })

  it('is clean to gettext’s own check', () => {
    const { stdout, stderr, status } = spawnSync('msgfmt', ['--check', '--output-file=/dev/null', file], {
      encoding: 'utf8',
    })
    expect({ said: stdout + stderr, status }).toEqual({ said: '', status: 0 })
  })
})

/** Found by themselves: what is not among the sources is what to look for. */
function modulesThatMark(): string[] {
  return ['app', 'components', 'lib']
    .flatMap((folder) =>
      readdirSync(path.join(project, folder), { recursive: true }).map((name) => `${folder}/${name}`),
    )
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .filter((file) => /\b(t|t\.plural|msgid)\(\s*['"`]/.test(readFileSync(path.join(project, file), 'utf8')))
}
