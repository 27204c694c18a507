/**
 * The command line of people who are not root. They cannot read the secrets that reach slapd, Cyrus and the
 * database, so this process acts for them: one request carries login, password and one operation, and passes the
 * same throttle and the same perform() as a page. Nothing is remembered between two requests.
 *
 * It is for programs on this machine: through Apache it does not exist. A page in somebody's browser cannot send
 * the header without being asked for permission first (CORS), and it would hold no cookie that counts here.
 */
import { z } from 'zod'
import { type Operation, perform } from '@/lib/access'
import { clientOf } from '@/lib/access/client'
import { connections } from '@/lib/access/connections'
import { problemOf } from '@/lib/access/outcome'
import { signIn } from '@/lib/access/sign-in'
import { LOCAL } from '@/lib/access/throttle'
import { ConsoleError, isConsoleError, type Outcome } from '@/lib/errors'
import { translatorFor } from '@/lib/locales/catalogues'
import { chooseLanguage } from '@/lib/locales/languages'
import { operations } from '@/lib/operations'

/** Bytes; an alias of 5,000 members fits. */
const LARGEST = 2 * 2 ** 20

const Wish = z.strictObject({
  login: z.string().max(1000),
  password: z.string().max(1000),
  operation: z.string().max(100),
  input: z.unknown(),
  language: z.string().max(20),
})

/** Answers 200 with an Outcome, also for what was refused; other statuses for what no command line sends. */
export async function answerCommand(request: Request): Promise<Response> {
  const { headers } = request
  const fromHere = !clientOf((name) => headers.get(name)).throughApache
  if (!fromHere || headers.get('x-server-manager-command') !== '1') return new Response(null, { status: 404 })
  if (headers.get('content-type') !== 'application/json') return new Response(null, { status: 415 })
  if (!(Number(headers.get('content-length') ?? Number.NaN) <= LARGEST))
    return new Response(null, { status: 413 })
  const wish = Wish.safeParse(await request.json().catch(() => undefined))
  if (!wish.success) return new Response(null, { status: 400 })
  return Response.json(await attempt(wish.data))
}

async function attempt({ language, ...wish }: z.infer<typeof Wish>): Promise<Outcome<unknown>> {
  const t = translatorFor(chooseLanguage(language))
  try {
    return { ok: true, value: (await act(wish)) ?? null }
  } catch (error) {
    if (!isConsoleError(error)) console.error(error)
    return { ok: false, problem: problemOf(error, t) }
  }
}

async function act({ login, password, operation, input }: Omit<z.infer<typeof Wish>, 'language'>) {
  const here = { face: 'command', address: LOCAL } as const
  const { id } = await signIn(connections(), { login, password, ...here })
  const wanted = operations.find(({ name }) => name === operation)
  if (!wanted) throw new ConsoleError('notFound', 'access.notFound')
  // perform() parses the input with the operation's own schema, so that nothing here has to know its type.
  return perform({ kind: 'person', id, ...here }, wanted as unknown as Operation<unknown, unknown>, input)
}
