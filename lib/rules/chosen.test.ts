import { describe, expect, it } from 'vitest'
import { chosenFolders } from './chosen'

const own = [
  ...['', '/Lists', '/Lists/dev', '/Listing', '/Work'].map((name) => ({
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
    ['all but some', ['*'], ['INBOX', '\\Trash', 'Lists/dev'], ['/Lists', '/Listing', '/Work']],
    ['none that is not there', ['Nowhere', '\\Junk'], [], []],
  ])('are %s', (_what, folders, except, expected) => {
    expect(chosen(folders, except)).toEqual(expected)
  })
})
