/** Makes the instance of the benchmark, with slapd running, its accounts loaded by slapadd(8), and mailboxes. */
import path from 'node:path'
import { Attribute, Change } from 'ldapts'
import { migrate } from '@/lib/adapters/database/migrate'
import { childDn } from '@/lib/adapters/ldap/dn'
import { createInstance } from '@/lib/instance/create'
import type { Instance } from '@/lib/instance/instance'
import { freePorts } from '@/lib/instance/ports'
import { mustRun } from '@/lib/instance/program'
import { asSlapdAdministrator } from '@/lib/instance/slapd/administration'
import { type LdifEntry, writeLdif } from '@/lib/instance/slapd/ldif'
import { slapd } from '@/lib/instance/slapd/slapd'
import { systemUser } from '@/lib/instance/system-users'
import { makeMailboxes } from './mailboxes'
import { person } from './names'
import { benchOptions } from './options'
import { PASSWORD, type Place, placeOf } from './place'

const { directory, project, ...sizes } = benchOptions()
const [hostname, domain] = ['mail.bench.example', 'bench.example']
const name = path.basename(directory)
const node = process.execPath
const instance = await createInstance({ directory, name, hostname, domain, ports: freePorts(), node })
migrate(instance.paths.database, path.join(project, 'prisma/migrations'))
await releaseManager(instance)
await slapd.stop(instance)
const place = placeOf(instance.suffix, sizes)
await load(instance, place)
await slapd.start(instance)
await makeMailboxes(instance, place)
process.exit(0)

/** Gives the manager a password that need not be changed. */
async function releaseManager(instance: Instance): Promise<void> {
  const replace = (type: string, values: string[]) =>
    new Change({ operation: 'replace', modification: new Attribute({ type, values }) })
  await asSlapdAdministrator(instance, (client) =>
    client.modify(childDn(childDn(instance.suffix, 'o', domain), 'uid', 'admin'), [
      replace('userPassword', [PASSWORD]),
      replace('pwdReset', []),
    ]),
  )
}

async function load(instance: Instance, place: Place): Promise<void> {
  // slapadd -q is fast because it checks little: what a change over LDAP would refuse must not be in here.
  const argv = ['-q', '-n', '1', '-F', instance.paths.slapdConfig]
  const input = writeLdif([...entries(place)])
  await mustRun('slapd', '/usr/sbin/slapadd', argv, {
    ...{ input, user: systemUser('openldap'), timeout: 600_000 },
  })
}

function* entries(place: Place): Generator<LdifEntry> {
  for (let number = 0; number < place.domains; number++) {
    const name = place.domainName(number)
    yield {
      dn: place.domainDn(number),
      attributes: {
        objectClass: ['organization', 'domainRelatedObject', 'smContainer'],
        ...{ o: name, associatedDomain: name, description: `Domain ${number}` },
      },
    }
  }
  const group = ['organizationalUnit', 'smContainer']
  yield { dn: place.crowded, attributes: { objectClass: group, ou: 'Staff' } }
  for (let number = 0; number < place.people; number++) {
    const login = place.administratorLogin(number)
    const entry = account(place, place.administrator(number), 0, { first: 'Admin', last: `${number}`, login })
    const role = { smRole: 'domainAdministrator', smManages: place.domainDn(0), userPassword: PASSWORD }
    yield { ...entry, attributes: { ...entry.attributes, ...role } }
  }
  for (let number = 0; number < place.accounts; number++) {
    const isInCrowd = number < place.inCrowd
    const domain = isInCrowd ? 0 : 1 + (number % (place.domains - 1))
    const who = person(number)
    const parent = isInCrowd ? place.crowded : place.domainDn(domain)
    const entry = account(place, childDn(parent, 'uid', who.login), domain, who)
    yield place.hasMailbox(number)
      ? { ...entry, attributes: { ...entry.attributes, smMailbox: 'TRUE' } }
      : entry
  }
}

function account(
  place: Place,
  dn: string,
  domain: number,
  { first, last, login }: { first: string; last: string; login: string },
): LdifEntry {
  const [name, mail] = [`${first} ${last}`, `${login}@${place.domainName(domain)}`]
  return {
    dn,
    attributes: {
      objectClass: ['inetOrgPerson', 'inetLocalMailRecipient', 'smAccount'],
      ...{
        uid: login,
        cn: name,
        displayName: name,
        givenName: first,
        sn: last,
        mail,
        mailLocalAddress: mail,
      },
      ...{ mailHost: hostname, smAccountStatus: 'active', smMailbox: 'FALSE' },
      ...{ title: 'Clerk', telephoneNumber: '+49 30 1234', preferredLanguage: 'en' },
    },
  }
}
