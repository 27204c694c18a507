/** Cookies that keep a browser's preferences; none of them decides about access. */
import 'server-only'
import { cookies, headers } from 'next/headers'

const YEAR = 365 * 24 * 3600

/** Sets a preference of this browser for a year; null forgets it. */
export async function keepPreference(name: string, value: string | null): Promise<void> {
  const store = await cookies()
  if (value === null) store.delete(name)
  else {
    const secure = (await headers()).get('x-forwarded-proto') === 'https'
    store.set(name, value, { path: '/', maxAge: YEAR, sameSite: 'lax', httpOnly: true, secure })
  }
}
