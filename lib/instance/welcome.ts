/** What a person needs to know when everything runs. */
import { firstPassword } from './first-password'
import type { Instance } from './instance'

/** The address, how to sign in, how to stop; `joined` where it is another terminal that a Ctrl-C stops. */
export async function welcome(instance: Instance, { joined = false } = {}): Promise<string[]> {
  const { hostname, ports, directory } = instance
  const password = await firstPassword(instance)
  const rows: [string, string][] = [
    ['Address', `https://localhost:${ports.https}`],
    ['', `https://${hostname}:${ports.https}  (where that name leads to this machine)`],
    ['Login', 'admin'],
    ...(password
      ? ([['Password', `${password}  (to be changed at the first sign-in)`]] satisfies [string, string][])
      : []),
    ['Instance', directory],
    ['Stop', joined ? 'npm stop' : 'Ctrl-C here, or npm stop'],
  ]
  return [
    '',
    'Server Manager is running.',
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(10)}${value}`),
    '',
  ]
}
