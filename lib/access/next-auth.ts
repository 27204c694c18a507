/** next-auth with our opaque server-side sessions under its "jwt" strategy (credentials cannot use "database"). */
import type { AuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { isConsoleError } from '@/lib/errors'
import { readSecret } from '@/lib/instance/instance'
import { clientOf } from './client'
import { connections } from './connections'
import { IDLE_SECONDS, publicIdOf, readSession, touchSession } from './session'
import { openSession, signOut } from './sign-in'

declare module 'next-auth' {
  interface Session {
    /** entryUUID of the person. */
    person: string
    /** Public id of the session's row, never the secret one: next-auth shows this object to the browser. */
    sessionId: string
  }
}

/**
 * The options of next-auth; made per request, because the instance's secret is read at run time and its cookies are
 * for HTTPS alone where the request came by HTTPS: through Apache, not to the web process itself.
 */
export function authOptions(header: (name: string) => string | null): AuthOptions {
  const over = connections()
  // Where Apache listens may have changed since this process was started with it.
  if (process.env.NEXTAUTH_URL) process.env.NEXTAUTH_URL = over.instance.origins[0] ?? ''
  return {
    useSecureCookies: clientOf(header).throughApache,
    secret: readSecret(over.instance, 'session'),
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/', verifyRequest: '/', newUser: '/' },
    session: { strategy: 'jwt', maxAge: IDLE_SECONDS },
    providers: [
      Credentials({
        credentials: { login: { type: 'text' }, password: { type: 'password' } },
        async authorize(credentials, request) {
          const client = clientOf((name) => headerOf(request.headers, name))
          const { login = '', password = '' } = credentials ?? {}
          const attempt = { login, password, address: client.address, face: 'web' } as const
          return openSession(over, attempt, client.userAgent).catch((error: unknown) => {
            // next-auth passes on only a text: the code, and the minutes to wait.
            if (isConsoleError(error)) throw new Error([error.code, ...Object.values(error.values)].join(':'))
            throw error
          })
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user && 'sid' in user ? { ...token, sid: user.sid } : token),
      session: ({ session, token }) => ({
        expires: session.expires,
        person: String(token.sub ?? ''),
        sessionId: typeof token.sid === 'string' ? publicIdOf(token.sid) : '',
      }),
    },
    jwt: {
      // The cookie holds the session's secret id and nothing else. Only authorize() above makes a session.
      async encode({ token }) {
        const sid = token?.sid
        if (typeof sid !== 'string') return ''
        await touchSession(over.database, sid, typeof token?.seenAt === 'number' ? token.seenAt : undefined)
        return sid
      },
      async decode({ token }) {
        const session = token ? await readSession(over.database, token) : null
        return session && token ? { sub: session.person, sid: token, seenAt: session.seenAt.getTime() } : null
      },
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === 'string') await signOut(over, token.sid, clientOf(header).address)
      },
    },
  }
}

function headerOf(headers: Record<string, unknown> | undefined, name: string): string | null {
  const value = headers?.[name]
  return typeof value === 'string' ? value : null
}
