/** The browser's faces of an operation: server components read(), changes are actions, GET routes give JSON. */
import 'server-only'
import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { redirect, unstable_rethrow } from 'next/navigation'
import { getServerSession } from 'next-auth'
import { cache } from 'react'
import { ConsoleError, isConsoleError, type Outcome } from '@/lib/errors'
import type { T } from '@/lib/locales/translate'
import { translator } from '@/lib/locales/translator'
import { clientOf } from './client'
import { authOptions } from './next-auth'
import type { Operation } from './operation'
import { problemOf, withoutForm } from './outcome'
import { type Caller, perform } from './perform'

/**
 * Who is signed in. Throws signedOut. Once for a page, however many of its parts ask; perform() looks the person up, now and
 * as often.
 */
export const currentCaller = cache(async (): Promise<Caller> => {
  // Asked first: it tells the build that nothing of this is for it.
  const given = await headers()
  const header = (name: string) => given.get(name)
  const session = await getServerSession(authOptions(header))
  if (!session?.person) throw new ConsoleError('signedOut', 'access.signedOut')
  const { address } = clientOf(header)
  return {
    kind: 'person',
    id: session.person,
    sessionId: session.sessionId,
    face: 'web',
    address,
    looked: {},
  }
})

/**
 * For server components: the value, or the problem for a ProblemPage. Whoever is not signed in, or has to
 * choose a password first, is sent where that can be done.
 */
export async function read<Input, Output>(
  operation: Operation<Input, Output>,
  input: unknown = {},
): Promise<Outcome<Output>> {
  const outcome = await attempt(operation, input)
  if (outcome.ok) return outcome
  const at = (await headers()).get('x-server-manager-path') ?? '/'
  if (outcome.problem.kind === 'signedOut') redirect(`/sign-in?from=${encodeURIComponent(at)}`)
  if (outcome.problem.kind === 'mustChangePassword') redirect('/password')
  return { ok: false, problem: withoutForm(outcome.problem) }
}

/**
 * A server action for a change; `refresh` are the paths that show what it changed, `face` makes of the value what is
 * told, in the reader's language.
 */
export function action<Input, Output, Told = Output>(
  operation: Operation<Input, Output>,
  options: { refresh?: string; face?: (t: T, value: Output) => Told } = {},
) {
  return async (input: unknown): Promise<Outcome<Told>> => {
    const outcome = await attempt(operation, input)
    if (outcome.ok && options.refresh) revalidatePath(options.refresh, 'layout')
    if (!outcome.ok || !options.face) return outcome as Outcome<Told>
    return { ok: true, value: options.face(await translator(), outcome.value) }
  }
}

/** A GET route handler; the input comes from the query string, `face` makes of the value what is told. */
export function route<Input, Output>(
  operation: Operation<Input, Output>,
  face: (value: Output) => unknown = (value) => value,
) {
  return async (request: Request): Promise<Response> => {
    const outcome = await attempt(operation, Object.fromEntries(new URL(request.url).searchParams))
    if (outcome.ok) return Response.json({ ok: true, value: await face(outcome.value) })
    return Response.json(outcome, { status: statusOf[outcome.problem.kind] })
  }
}

/** A GET route handler for a file, as `face` makes it of the value; a problem is JSON as with route(). */
export function download<Input, Output>(
  operation: Operation<Input, Output>,
  face: (value: Output) => Response | Promise<Response>,
) {
  return async (request: Request): Promise<Response> => {
    const outcome = await attempt(operation, Object.fromEntries(new URL(request.url).searchParams))
    if (outcome.ok) return face(outcome.value)
    return Response.json(outcome, { status: statusOf[outcome.problem.kind] })
  }
}

/**
 * A POST route handler that takes a file: its bytes, at most `limit` of them, become `content` in base64 beside what
 * the query string says.
 */
export function upload<Input, Output>(operation: Operation<Input, Output>, { limit }: { limit: number }) {
  return async (request: Request): Promise<Response> => {
    const content = await bytesOf(request, limit)
    const input = {
      ...Object.fromEntries(new URL(request.url).searchParams),
      // Too long by one is as good as all of it, for the operation to say so.
      content: (content ?? Buffer.alloc(limit + 1)).toString('base64'),
    }
    const outcome = await attempt(operation, input)
    return Response.json(outcome, { status: outcome.ok ? 200 : statusOf[outcome.problem.kind] })
  }
}

/** null when there are more bytes than that. */
async function bytesOf(request: Request, limit: number): Promise<Buffer | null> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of request.body ?? []) {
    size += piece.length
    if (size > limit) return null
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

const statusOf = {
  invalid: 400,
  denied: 403,
  notFound: 404,
  conflict: 409,
  signedOut: 401,
  mustChangePassword: 403,
  throttled: 429,
  unavailable: 503,
  failed: 500,
} as const

async function attempt<Input, Output>(
  operation: Operation<Input, Output>,
  input: unknown,
): Promise<Outcome<Output>> {
  try {
    return { ok: true, value: await perform(await currentCaller(), operation, input) }
  } catch (error) {
    unstable_rethrow(error)
    if (!isConsoleError(error)) console.error(error)
    return { ok: false, problem: problemOf(error, await translator()) }
  }
}
