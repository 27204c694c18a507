'use client'

import { useQuery } from '@tanstack/react-query'
import { Card } from '@/components/ui/card'
import { Link, textLink } from '@/components/ui/link'
import type { Outcome } from '@/lib/errors'
import { useT } from '@/lib/locales/client'
import { formatDate } from '@/lib/locales/format'
import type { ServiceFacts as Facts, ServiceState } from '@/lib/services'
import { configurationPage } from '../../places'

const EVERY_MS = 30_000

/** Version, uptime, addresses and last errors of a server, asked again when its state or processes change. */
export function ServiceFacts({ state: { service, state, processes } }: { state: ServiceState }) {
  const t = useT()
  const { data } = useQuery({
    queryKey: ['service-facts', service, state, processes],
    queryFn: () => look(service),
    refetchInterval: EVERY_MS,
    placeholderData: (previous) => previous,
  })
  if (!data?.ok) return null
  const { version, startedAt, listening, errors } = data.value
  const title = (
    <>
      <bdi>{service}</bdi> <bdi className="font-normal text-muted">{version}</bdi>
    </>
  )
  const configured = configurationOf(service)
  return (
    <Card
      title={title}
      actions={
        configured ? (
          <Link href={configurationPage(configured)} className={textLink}>
            {t('Configuration of {service}', { service })}
          </Link>
        ) : null
      }
    >
      <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">{t('Running since')}</dt>
        <dd>
          {startedAt ? (
            <time dateTime={startedAt}>{formatDate(t.locale, new Date(startedAt))}</time>
          ) : (
            t('It does not run.')
          )}
        </dd>
        <dt className="text-muted">{t('Listens on')}</dt>
        <dd className="break-all">
          {listening.length > 0
            ? listening.map((address) => (
                <bdi key={address} dir="ltr" className="me-3 inline-block">
                  {address}
                </bdi>
              ))
            : t('Nothing')}
        </dd>
        <dt className="text-muted">{t('Last errors')}</dt>
        <dd>{errors.length === 0 ? t('None') : null}</dd>
      </dl>
      {errors.length > 0 ? (
        <ul dir="ltr" className="mt-2 flex flex-col gap-1 font-mono text-xs">
          {errors.map((line, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same line may come twice
            <li key={i} className="break-words">
              {line}
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  )
}

function configurationOf(service: ServiceState['service']): string | null {
  return service === 'agent' || service === 'saslauthd' ? null : service
}

async function look(service: string): Promise<Outcome<Facts>> {
  const response = await fetch(`/api/services/facts?service=${service}`, { cache: 'no-store' })
  return response.json()
}
