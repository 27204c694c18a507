/** The domain that the lists of the console are narrowed to, chosen in the top bar. */
import 'server-only'
import { cookies } from 'next/headers'

export const DOMAIN_COOKIE = 'sm-domain'

/** Name of the chosen domain; undefined is all of them. It may not exist any more, or not be the person's. */
export async function chosenDomain(): Promise<string | undefined> {
  return (await cookies()).get(DOMAIN_COOKIE)?.value || undefined
}
