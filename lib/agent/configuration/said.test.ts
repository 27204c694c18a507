/** What servers say is cleared of the secrets of all their files, not only of those that change. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type Instance, instancePaths } from '@/lib/instance/instance'
import { withoutSecretsOf } from './said'

const directory = mkdtempSync(path.join(tmpdir(), 'said-test-'))
const paths = instancePaths(directory)
afterAll(() => rmSync(directory, { recursive: true }))

it('is cleared of what other files of the same server keep, and of what was typed', () => {
  mkdirSync(paths.postfixConfig, { recursive: true })
  writeFileSync(`${paths.postfixConfig}/main.cf`, 'x = ldap://cn=a:in-main@host\n')
  writeFileSync(`${paths.postfixConfig}/table.cf`, 'bind_pw = in-table\n')
  writeFileSync(paths.proftpdConf, 'LDAPBindDN cn=x in-proftpd\n')
  const hide = withoutSecretsOf({ paths } as Instance, [
    {
      ...{ file: 'postfix/table.cf', service: 'postfix', format: 'main.cf' },
      ...{ old: Buffer.from('bind_pw = in-table\n'), bytes: Buffer.from('bind_pw = typed-now\n') },
    },
  ])
  const kept = '(kept secret)'
  expect(hide('in-main in-table typed-now in-proftpd')).toBe(`${kept} ${kept} ${kept} in-proftpd`)
})
