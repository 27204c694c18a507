import { describe, expect, it } from 'vitest'
import { parse } from './sources.mjs'
import { textsOf } from './texts.mjs'

const collected = (text: string, file = 'app/page.tsx') => textsOf(parse(file, text))

describe('collecting texts', () => {
  it('takes literals, alternatives of literals, plurals and marked tables', () => {
    const source = `t('One {a}', { a }); t(open ? 'Close' : 'Open'); t(\`Two\`); t.plural('{n} domain', '{n} domains', n)
      const rows = [msgid('Aliases')]
      return { title: (await translator())('Domains') }`
    expect(collected(source).texts).toEqual([
      { text: 'One {a}' },
      { text: 'Close' },
      { text: 'Open' },
      { text: 'Two' },
      { text: '{n} domain', plural: '{n} domains' },
      { text: 'Aliases' },
      { text: 'Domains' },
    ])
  })

  it('takes the whole error table', () => {
    const source = "export const errorMessages = { 'a.b': 'No.', 'c.d': 'Never {x}.' } as const"
    expect(collected(source, 'lib/errors.ts').texts).toEqual([{ text: 'No.' }, { text: 'Never {x}.' }])
  })

  it.each(['t(name)', `t(\`Hello \${name}\`)`, "t('a' + b)", 't.plural(one, other, n)', 'msgid(x)'])(
    'refuses %s, which nobody could translate',
    (source) => {
      const { texts, faults } = collected(`\n${source}`)
      expect(texts).toEqual([])
      expect(faults).toEqual([expect.stringMatching(/^app\/page\.tsx:2 /)])
    },
  )
})
