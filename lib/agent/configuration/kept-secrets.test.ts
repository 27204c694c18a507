/** Who rotates a password is told of the file that still has the old one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Instance, instancePaths } from '@/lib/instance/instance'
import { keptSecrets } from './kept-secrets'

const directory = mkdtempSync(path.join(tmpdir(), 'kept-secrets-'))
const paths = instancePaths(directory)
const secret = (text: string) => writeFileSync(paths.secret('mta'), `${text}\n`)

beforeAll(() => {
  mkdirSync(paths.secrets, { recursive: true })
  secret('the-old-one')
})
afterAll(() => rmSync(directory, { recursive: true }))

const told = (old: string, now: string) =>
  keptSecrets({ paths } as Instance, [
    {
      ...{ file: 'postfix/left.cf', service: 'postfix' },
      ...{ old: Buffer.from(old), bytes: Buffer.from(now) },
    },
  ])

it('tells of the password that stays behind, and of no other', () => {
  const [old, now] = ['bind_pw = the-old-one\n', 'bind_pw = a-new-one\n']
  expect(told(old, now)).toEqual([
    {
      ...{ file: 'postfix/left.cf', service: 'postfix', severity: 'warning' },
      text: expect.stringMatching(/^etc\/secrets\/mta keeps the old password/),
    },
  ])
  expect(told(old, `timeout = 5\n${old}`)).toEqual([])
  expect(told(now, 'bind_pw = x\n')).toEqual([])
  secret('a-new-one')
  expect(told(old, now)).toEqual([])
  rmSync(paths.secret('mta'))
  expect(told(old, now)).toEqual([])
})
