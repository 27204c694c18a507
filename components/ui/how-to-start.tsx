'use client'

import { createContext, useContext } from 'react'
import { useT } from '@/lib/locales/client'
import { fillNodes } from '@/lib/locales/nodes'
import { Link, textLink } from './link'

/** The page where servers are started, for those who may; null for everybody else. */
export const ServicePageContext = createContext<string | null>(null)

/** How a server that does not answer is brought back, by the one who reads this; `beside` what must stay open. */
export function HowToStart({ service, beside = false }: { service: string; beside?: boolean }) {
  const t = useT()
  const servicePage = useContext(ServicePageContext)
  const command = <code>server-manager service start {service}</code>
  if (service === 'agent') {
    return <p>{t('It is started again by itself within a few seconds.')}</p>
  }
  if (service !== 'slapd' && servicePage) {
    return (
      <Link href={servicePage} target={beside ? '_blank' : undefined} className={textLink}>
        {t('Start it in Mail Services')}
      </Link>
    )
  }
  return (
    <p>{fillNodes(t('An administrator can start it with {command} as root on the server.'), { command })}</p>
  )
}
