/**
 * Where a request comes from. Apache overwrites its headers and proves itself with the instance's proxy
 * secret; what comes to the web process past Apache comes from this machine, whatever its headers say.
 */
import { timingSafeEqual } from 'node:crypto'
import { readSecret } from '@/lib/instance/instance'
import { connections } from './connections'

export type Client = { address: string; userAgent: string; throughApache: boolean }

/** Reads the client from a request's headers, given by a function that answers for lower-case names. */
export function clientOf(header: (name: string) => string | null): Client {
  const throughApache = isProxySecret(header('x-server-manager-proxy'))
  const address = throughApache ? header('x-server-manager-client') : null
  return { address: address ?? '127.0.0.1', userAgent: header('user-agent') ?? '', throughApache }
}

/** Whether Apache passed a request on with all that sign-ins and changes need: its proof, HTTPS, and the name that was asked for. */
export function isTrusted(header: (name: string) => string | null): boolean {
  const origin = `${header('x-forwarded-proto')}://${header('host')}`
  const { origins } = connections().instance
  return clientOf(header).throughApache && origin.startsWith('https:') && origins.includes(origin)
}

function isProxySecret(given: string | null): boolean {
  const expected = Buffer.from(readSecret(connections().instance, 'proxy'))
  const actual = Buffer.from(given ?? '')
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}
