'use client'

import { Card } from '@/components/ui/card'
import { HowToStart } from '@/components/ui/how-to-start'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { Cell, Row, Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { useT } from '@/lib/locales/client'
import type { ServiceState } from '@/lib/services'
import { ServiceControls } from './service-controls'
import { ServiceFacts } from './service-facts'
import { useServices } from './use-services'
import { detailWords, serviceWords } from './words'

/** Every server with its state, looked at anew every few seconds and after each change. */
export function ServiceTable({ initial }: { initial: ServiceState[] }) {
  const t = useT()
  const { services, problem, isAlone, refetch } = useServices(initial)
  const columns = [
    { label: t('Server') },
    { label: t('State') },
    { label: t('Processes'), align: 'end' as const, wide: true },
    { label: t('Actions'), hideLabel: true },
  ]
  return (
    <div className="flex flex-col gap-4">
      {problem ? <ProblemNotice problem={problem} /> : null}
      {isAlone ? <Notice tone="warning">{t('The console does not answer.')}</Notice> : null}
      <Card flush>
        <Table label={t('Mail Services')} columns={columns}>
          {services.map(({ service, state, detail, processes, neededBy }) => (
            <Row key={service}>
              <Cell heading>
                <bdi>{service}</bdi>
                <span className="block font-normal text-muted">{t.message(serviceWords[service].task)}</span>
              </Cell>
              <Cell>
                <Tag tone={state === 'up' ? 'success' : 'danger'}>{state === 'up' ? t('Up') : t('Down')}</Tag>
                {detail === 'answers' ? null : (
                  <span className="block text-muted">{t.message(detailWords[detail])}</span>
                )}
                {service === 'agent' && state === 'down' ? <HowToStart service={service} /> : null}
              </Cell>
              <Cell align="end" wide className="tabular-nums">
                {processes}
              </Cell>
              <Cell align="end">
                {service === 'agent' ? null : (
                  <ServiceControls
                    service={service}
                    isUp={state === 'up'}
                    neededBy={neededBy}
                    onChange={() => void refetch()}
                  />
                )}
              </Cell>
            </Row>
          ))}
        </Table>
      </Card>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {services.map((state) =>
          state.service === 'agent' ? null : <ServiceFacts key={state.service} state={state} />,
        )}
      </div>
    </div>
  )
}
