import { describe, expect, it } from 'vitest'
import { bareTexts } from './bare-texts.mjs'
import { parse } from './sources.mjs'

const found = (text: string) =>
  bareTexts(parse('app/page.tsx', text)).map((line) => line.replace(/^.*?:/, ''))

describe('a bare text is found', () => {
  it.each([
    ['between tags', '<p>Delete</p>', '1 Delete'],
    ['between tags beside a value', '<p>{count} accounts</p>', '1 accounts'],
    ['in braces', "<p>{'Delete'}</p>", "1 'Delete'"],
    ['as one of two', "<p>{open ? 'Close' : t('Open')}</p>", "1 'Close'"],
    ['as what stands in for nothing', "<p>{name ?? 'nobody'}</p>", "1 'nobody'"],
    ['in a template', `<p>{\`\${n} left\`}</p>`, `1 \`\${n} left\``],
    ['in a label', '<Field label="Login" />', '1 "Login"'],
    ['in a label of a longer name', '<Dialog confirmLabel="Delete" />', '1 "Delete"'],
    ['for those who listen', '<nav aria-label="Sections" />', '1 "Sections"'],
    ['in a placeholder', "<input placeholder={'Name'} />", "1 'Name'"],
    ['in an alternative', '<img alt="Logo" />', '1 "Logo"'],
    ['in a table', "const rows = [{ href: '/', label: 'Accounts' }]", "1 'Accounts'"],
    ['in metadata', "export const metadata = { title: 'Accounts' }", "1 'Accounts'"],
    ['as a sentence anywhere', "show('Something went wrong')", "1 'Something went wrong'"],
    ['on its own line', '<p>\n  hello\n</p>', '2 hello'],
  ])('%s', (_, text, expected) => {
    expect(found(text)).toEqual([expected])
  })
})

describe('nothing is found', () => {
  it.each([
    ['in what t() translates', "<p title={t('Delete')}>{t('Delete {name}', { name })}</p>"],
    ['in plurals', "<p>{t.plural('{n} account', '{n} accounts', n)}</p>"],
    ['in marked tables', "const rows = [{ href: '/', label: msgid('Accounts') }]"],
    ['in numbers and signs', '<p>1 · 2 &nbsp;–&nbsp; {a} / {b}</p>'],
    ['in what is no text', '<p className="flex grow" dir="ltr" id="main" lang={lang} />'],
    ['in names of properties', "const titles = { 'Global Options:': t('Global options:') }"],
    ['in addresses given as examples', '<Field placeholder="anna@example.com" />'],
    ['in commands', '<code>npm start</code>'],
    ['where HTML says so', '<b translate="no">Server Manager</b>'],
    ['in errors for developers', "throw new TypeError('Form has no provider')"],
  ])('%s', (_, text) => {
    expect(found(text)).toEqual([])
  })
})
