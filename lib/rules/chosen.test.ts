import { describe, expect, it } from 'vitest'
import { chosenFolders, hasFolder } from './chosen'

const own = [
  // As a mail program wrote it: the accent is a letter of its own.
  ...['', '/Lists', '/Lists/dev', '/Listing', '/Work', '/Bu\u0308ro'].map((name) => ({
    name: `user/anna${name}`,
    specialUse: null,
  })),
  { name: 'user/anna/Papierkorb', specialUse: '\\Trash' },
  { name: 'user/anna/Papierkorb/2024', specialUse: null },
]
const chosen = (folders: string[], except: string[] = []) =>
  chosenFolders('user/anna', own, { folders, except }).map((name) => name.slice('user/anna'.length))

describe('the folders of a rule', () => {
  it.each<[string, string[], string[], string[]]>([
    ['one with what is below it', ['Lists'], [], ['/Lists', '/Lists/dev']],
    ['the one for deleted mail, whatever it is called', ['\\trash'], [], ['/Papierkorb', '/Papierkorb/2024']],
    ['the INBOX alone', ['inbox'], [], ['']],
    [
      'all but some',
      ['*'],
      ['INBOX', '\\Trash', 'Lists/dev'],
      ['/Lists', '/Listing', '/Work', '/Bu\u0308ro'],
    ],
    ['one with an accent, however it is written', ['B\u00fcro'], [], ['/Bu\u0308ro']],
    ['all but one with an accent', ['*'], ['INBOX', '\\Trash', 'Lists', 'B\u00fcro'], ['/Listing', '/Work']],
    ['none that is not there', ['Nowhere', '\\Junk'], [], []],
  ])('are %s', (_what, folders, except, expected) => {
    expect(chosen(folders, except)).toEqual(expected)
  })

  it.each([
    ['INBOX', true],
    ['*', true],
    ['Lists', true],
    ['B\u00fcro', true],
    ['\\Trash', true],
    ['\\Junk', false],
    ['List', false],
    ['Lists/dev/none', false],
  ])('%s is there: %s', (word, isThere) => {
    expect(hasFolder('user/anna', own, word)).toBe(isThere)
  })
})
