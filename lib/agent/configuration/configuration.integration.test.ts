/** The configuration files of the run's instance, as the agent gives them to the web process. */
import { readFileSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { callAgent } from '@/lib/adapters/agent'
import { readSecret } from '@/lib/instance/instance'
import { testInstance } from '@/lib/instance/testing'

const instance = testInstance()
const { etc, agentSocket } = instance.paths
const secrets = (['mta', 'proxy', 'cyrus', 'slapd-config'] as const).map((name) => readSecret(instance, name))

describe('configuration files', () => {
  it('are given byte for byte apart from their secrets', async () => {
    const { files } = await callAgent(agentSocket, 'configuration.files', {})
    expect(files.map(({ file }) => file)).toEqual(
      expect.arrayContaining([
        ...['apache/apache2.conf', 'apache/console.conf', 'cyrus/cyrus.conf', 'cyrus/imapd.conf'],
        ...['cyrus/directory.conf', 'cyrus/submission.conf', 'postfix/main.cf', 'postfix/master.cf'],
        ...['postfix/domains.cf', 'postfix/sasl/smtpd.conf', 'proftpd.conf', 'slapd/cn=config'],
      ]),
    )
    for (const { file, hash, size } of files) {
      const read = await callAgent(agentSocket, 'configuration.read', { file })
      expect(read.hash).toBe(hash)
      for (const secret of secrets) expect(read.text.includes(secret), file).toBe(false)
      expect(read.text, file).not.toContain('{SSHA}')
      if (file === 'slapd/cn=config') continue
      const text = readFileSync(`${etc}/${file}`, 'utf8')
      const shown = secrets.reduce((rest, secret) => rest.replaceAll(secret, '(kept secret)'), text)
      expect(read.text, file).toBe(shown)
      expect(statSync(`${etc}/${file}`).size).toBe(size)
    }
  })

  it.each([
    ['smtpd_milters', [{ service: 'postfix', name: 'smtpd_milters', default: '' }]],
    ['LMTP_STRICT_RFC2821', [{ service: 'cyrus', name: 'lmtp_strict_rfc2821', default: 'yes' }]],
    ['olcConnMaxPending', [{ service: 'slapd', name: 'olcConnMaxPending', default: null }]],
    ['keepalivetimeout', [{ service: 'apache', name: 'KeepAliveTimeout', default: null }]],
    ['DeferWelcome', [{ service: 'proftpd', name: 'DeferWelcome', default: null }]],
    ['smtpd_miltres', []],
    ['Nonsense', []],
    ['-e', []],
  ])('that do not say %s are told from names that no server knows', async (named, known) => {
    expect((await callAgent(agentSocket, 'configuration.files', { named })).known).toEqual(known)
  })
})
