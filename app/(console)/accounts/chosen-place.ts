import { read } from '@/lib/access/web'
import { listDomains } from '@/lib/directory'
import { chosenDomain } from '../../domain'

/** DN of the domain chosen in the top bar, as long as there is one of that name. */
export async function chosenPlace(): Promise<string | undefined> {
  const chosen = await chosenDomain()
  if (!chosen) return undefined
  const domains = await read(listDomains)
  return domains.ok ? domains.value.find(({ name }) => name === chosen)?.dn : undefined
}
