import { isTrusted } from '@/lib/access/client'

/** 200 for a request that Apache passed on as the console needs it, 421 for every other: for the probe of Apache. */
export function GET({ headers }: Request): Response {
  const ok = isTrusted((name) => headers.get(name))
  return Response.json({ ok }, { status: ok ? 200 : 421 })
}
