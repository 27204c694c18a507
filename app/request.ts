/** What proxy.ts says about the request; whatever a client sends under these names is overwritten there. */
import 'server-only'
import { headers } from 'next/headers'

/** The nonce of this response's Content-Security-Policy. */
export async function requestNonce(): Promise<string | undefined> {
  return (await headers()).get('x-server-manager-nonce') ?? undefined
}

/** The host name of the mail server that this console manages. */
export async function consoleHostname(): Promise<string> {
  return (await headers()).get('x-server-manager-hostname') ?? ''
}

/** The plain name of the instance, as `npm start -- --name` takes it. */
export async function instanceName(): Promise<string> {
  return (await headers()).get('x-server-manager-instance') ?? ''
}
