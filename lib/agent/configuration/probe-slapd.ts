import { Client, ResultCodeError } from 'ldapts'
import { type Instance, readSecret } from '@/lib/instance/instance'
import { Silence } from './dialogue'
import { Refusal } from './greetings'

/** Signs in as the console and looks for somebody; slapd without an index or database still answers, but not this. */
export async function probeSlapd(instance: Instance): Promise<void> {
  const { ports, suffix } = instance
  const client = new Client({ url: `ldap://127.0.0.1:${ports.ldap}`, timeout: 5_000, connectTimeout: 3_000 })
  try {
    await client.bind(`cn=console,ou=services,${suffix}`, readSecret(instance, 'console'))
    const { searchEntries } = await client.search(suffix, {
      ...{ scope: 'sub', filter: '(&(objectClass=smAccount)(smRole=manager))', attributes: ['uid'] },
    })
    if (searchEntries.length === 0) throw new Refusal('the manager is not found')
  } catch (error) {
    if (error instanceof Refusal) throw error
    const words = error instanceof Error ? error.message : ''
    throw error instanceof ResultCodeError ? new Refusal(words) : new Silence(words || 'no answer')
  } finally {
    client.unbind().catch(() => {})
  }
}
