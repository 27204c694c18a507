/** What became of ProFTPD's file from version to version. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type Instance, instancePaths } from '../instance'
import { bringSignIn } from './upgrades'

const directory = mkdtempSync(path.join(tmpdir(), 'proftpd-upgrades-'))
const paths = instancePaths(directory)
mkdirSync(paths.etc)
afterAll(() => rmSync(directory, { recursive: true }))

const brought = async (text: string) => {
  writeFileSync(paths.proftpdConf, text)
  for (const _once of [1, 2]) await bringSignIn({ paths } as Instance)
  return readFileSync(paths.proftpdConf, 'utf8')
}

it('the console can try whether people sign in, where the question to the directory is the one of before', async () => {
  const people = (filter: string) => `User proftpd\nLDAPUsers "dc=example,dc=com" "${filter}"\n# more\n`
  expect(await brought(people('(&(objectClass=smAccount)(uid=%u))'))).toBe(
    people('(&(|(objectClass=smAccount)(uid=cyrus))(uid=%u))'),
  )
  const own = people('(&(objectClass=smAccount)(ou=ftp)(uid=%u))')
  expect(await brought(own)).toBe(own)
  rmSync(paths.proftpdConf)
  await bringSignIn({ paths } as Instance)
})
