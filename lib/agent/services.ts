/** The servers that the agent controls, and the one way to change what one of them is doing. */
import type { ServiceName } from '@/lib/adapters/agent/protocol'
import { apache } from '@/lib/instance/apache/apache'
import { cyrus } from '@/lib/instance/cyrus/cyrus'
import { postfix } from '@/lib/instance/postfix/postfix'
import { proftpd } from '@/lib/instance/proftpd/proftpd'
import { saslauthd } from '@/lib/instance/saslauthd/saslauthd'
import type { ManagedServer } from '@/lib/instance/server'
import { slapd } from '@/lib/instance/slapd/slapd'
import { log } from './log'
import { inTurn } from './turns'

export const services: Record<ServiceName, ManagedServer> = {
  slapd,
  saslauthd,
  cyrus,
  postfix,
  apache,
  proftpd,
}

/** Does one thing to a server when it is its turn, and says so in the log. */
export function control(
  verb: 'start' | 'stop' | 'restart' | 'reload' | 'recover',
  service: ServiceName,
  act: (server: ManagedServer) => Promise<void>,
): Promise<void> {
  return inTurn(service, async () => {
    const begin = performance.now()
    const done = (result: string) =>
      log(verb, { service, result, milliseconds: Math.round(performance.now() - begin) })
    try {
      await act(services[service])
      done('done')
    } catch (error) {
      done('failed')
      throw error
    }
  })
}
