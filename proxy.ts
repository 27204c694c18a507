/**
 * What every request passes before a page sees it: the Host and, for changes, the Origin must be the
 * instance's own; pages get a fresh nonce and the headers that keep a browser from doing more than asked.
 */
import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { followInstance, type Instance, locateInstance } from '@/lib/instance/instance'

export function proxy(request: NextRequest): NextResponse {
  const instance = currentInstance()
  const allowed = allowedOrigins(instance)
  const refusal = refusalOf(request, allowed)
  if (refusal) return refused(refusal, 403)
  if (!isText(request.nextUrl.pathname)) return refused('This is no address.', 400)

  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy(nonce)
  const { pathname, search } = request.nextUrl
  const headers = new Headers(request.headers)
  headers.set('Content-Security-Policy', policy) // Next.js takes the nonce of its own scripts from here.
  headers.set('x-server-manager-nonce', nonce)
  headers.set('x-server-manager-path', `${pathname}${search}`)
  headers.set('x-server-manager-hostname', instance.hostname)
  headers.set('x-server-manager-instance', instance.name)
  headers.delete('x-forwarded-host')

  const response = NextResponse.next({ request: { headers } })
  for (const [name, value] of Object.entries(responseHeaders)) response.headers.set(name, value)
  response.headers.set('Content-Security-Policy', policy)
  if (headers.get('x-forwarded-proto') === 'https' && isPublicName(request.headers.get('host'))) {
    response.headers.set('Strict-Transport-Security', 'max-age=31536000')
  }
  return response
}

/** Everything but the built files, which are public and named by their contents. */
export const config = { matcher: ['/((?!_next/static/).*)'] }

const responseHeaders = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

function contentSecurityPolicy(nonce: string): string {
  // The development server's fast refresh evaluates code; the built console never does.
  const evaluated = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : ''
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${evaluated}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The configured origins, and the web process itself, which stays reachable when Apache is down. */
function allowedOrigins({ origins, ports }: Instance): Set<string> {
  return new Set([...origins, `http://127.0.0.1:${ports.web}`, `http://localhost:${ports.web}`])
}

/** Why the request is not served. A Host that is not ours would be DNS rebinding, a strange Origin CSRF. */
function refusalOf(request: NextRequest, allowed: Set<string>): string | null {
  const host = request.headers.get('host') ?? ''
  const hosts = new Set([...allowed].map((origin) => new URL(origin).host))
  if (!hosts.has(host.toLowerCase())) return 'This host name is not one of the console.'
  if (request.method === 'GET' || request.method === 'HEAD') return null
  const origin = request.headers.get('origin')
  return origin && allowed.has(origin) ? null : 'This origin may not make changes.'
}

function refused(why: string, status: number): NextResponse {
  return new NextResponse(`${why}\n`, { status, headers: { 'Cache-Control': 'no-store' } })
}

/** Whether a path is one of UTF-8: Next fails over any other as if the console were broken. */
function isText(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    return true
  } catch {
    return false
  }
}

/** False for localhost and bare addresses: what else runs there must not be forced to https. */
function isPublicName(host: string | null): boolean {
  const { hostname } = new URL(`https://${host}`)
  return hostname.includes('.') && !/^[\d.]+$/.test(hostname) && !hostname.endsWith('.localhost')
}

let current: (() => Instance) | undefined

/** The instance's description as it is now: origins can be added, and Apache can move, while this runs. */
function currentInstance(): Instance {
  current ??= followInstance(locateInstance())
  return current()
}
