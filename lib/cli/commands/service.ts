import { Argument, type Command } from 'commander'
import type { Operation } from '@/lib/access'
import { type Message, msgid } from '@/lib/locales/translate'
import {
  listServices,
  reloadService,
  restartService,
  type ServiceDetail,
  type ServiceName,
  serviceNames,
  showService,
  startService,
  stopService,
} from '@/lib/services'
import type { Face } from '../face'
import { exitCodes } from '../refusal'
import { table } from '../table'

const details: Record<ServiceDetail, Message> = {
  answers: msgid('answers'),
  absent: msgid('nobody listens'),
  silent: msgid('accepts connections but does not answer'),
  strange: msgid('answers something strange'),
  held: msgid('its main process does not run'),
}

/** `service status|start|stop|restart|reload`. Root can use them while slapd is down. */
export function addServiceCommands(program: Command, face: Face): void {
  const { t, perform, answer } = face
  const service = program
    .command('service')
    .description(t('The servers: OpenLDAP, Cyrus, Postfix and the others'))

  service
    .command('status')
    .description(t('Ask each server whether it answers; ends with 3 when one does not'))
    .action(async () => {
      const states = await perform(listServices, {})
      const rows = states.map(({ service, state, detail, milliseconds }) => [
        service,
        state === 'up' ? t('up') : t('down'),
        t.message(details[detail]),
        t('{n} ms', { n: milliseconds }),
      ])
      answer(states, table([t('Server'), t('State'), t('Answer'), t('Time')], rows))
      if (states.some(({ state }) => state === 'down')) face.endWith(exitCodes.unavailable)
    })

  service
    .command('show')
    .addArgument(server())
    .description(t('Show version, start, addresses and last errors of a server'))
    .action(async (server: ServiceName) => {
      const facts = await perform(showService, { service: server })
      const { version, startedAt, listening, errors } = facts
      const rows = [
        [t('Version'), version],
        [t('Running since'), startedAt ?? '-'],
        [t('Listens on'), listening.join(' ')],
        ...errors.map((line) => [t('Error'), line]),
      ]
      answer(facts, table([t('What'), t('Value')], rows))
    })

  const control = (
    name: string,
    description: string,
    operation: Operation<{ service: ServiceName }, unknown>,
    words: (service: string) => string,
  ) =>
    service
      .command(name)
      .addArgument(server())
      .description(description)
      .action(async (server: string) => {
        await perform(operation, { service: server })
        answer({ service: server }, words(server))
      })
  control('start', t('Start a server'), startService, (server) => t('{server} was started.', { server }))
  control('stop', t('Stop a server'), stopService, (server) => t('{server} was stopped.', { server }))
  control('restart', t('Stop and start a server'), restartService, (server) =>
    t('{server} was restarted.', { server }),
  )
  control('reload', t('Let a server read its configuration again'), reloadService, (server) =>
    t('{server} read its configuration again.', { server }),
  )
}

function server(): Argument {
  return new Argument('<server>').choices(serviceNames)
}
