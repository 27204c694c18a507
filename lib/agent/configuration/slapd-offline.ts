/**
 * cn=config by the tools that come with slapd, for when slapd does not let the console in any more or does not start:
 * then nothing else puts back what made it so.
 */
import type { Instance } from '@/lib/instance/instance'
import { mustRun } from '@/lib/instance/program'
import { readLdif } from '@/lib/instance/slapd/ldif'
import { systemUser } from '@/lib/instance/system-users'
import { control } from '../services'
import { changeRecords, inOwnOrder, ldif } from './slapd-store'

/** What slapd keeps for itself in each entry. */
const OWN =
  /^(structuralObjectClass|entryUUID|entryCSN|contextCSN|(creators|modifiers)Name|(create|modify)Timestamp)$/i

/** As slapd-store reads it, from slapd's files. */
export async function read({ paths }: Instance): Promise<Uint8Array> {
  const said = await mustRun('slapd', '/usr/sbin/slapcat', ['-n', '0', '-F', paths.slapdConfig], asSlapd())
  const entries = readLdif(said).map(({ dn, attributes }) => ({
    ...Object.fromEntries(Object.entries(attributes).filter(([name]) => !OWN.test(name))),
    dn,
  }))
  return Buffer.from(ldif(inOwnOrder(entries)))
}

/** Stops slapd, has slapmodify(8) make the difference, and starts slapd. Errors: service.refused, service.start. */
export async function replace(instance: Instance, bytes: Uint8Array): Promise<void> {
  await control('restart', 'slapd', async (slapd) => {
    await slapd.stop(instance)
    const argv = ['-n', '0', '-F', instance.paths.slapdConfig]
    try {
      const input = changeRecords(await read(instance), bytes)
      if (input !== '') await mustRun('slapd', '/usr/sbin/slapmodify', argv, { ...asSlapd(), input })
    } finally {
      await slapd.start(instance)
    }
  })
}

function asSlapd() {
  return { user: systemUser('openldap'), timeout: 60_000 }
}
