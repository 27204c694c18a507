'use client'

import { createContext, useContext } from 'react'
import { useT } from '@/lib/locales/client'
import { fillNodes } from '@/lib/locales/nodes'
import { Link, textLink } from './link'

/** The page where servers are started, for those who may; null for everybody else. */
export const ServicePageContext = createContext<string | null>(null)

/** The instance by its name, which commands take. */
export const InstanceContext = createContext('default')

/** How a server that does not answer is brought back, by the one who reads this; `beside` what must stay open. */
export function HowToStart({ service, beside = false }: { service: string; beside?: boolean }) {
  const t = useT()
  const servicePage = useContext(ServicePageContext)
  const instance = useContext(InstanceContext)
  if (service === 'agent') {
    const command = <code dir="ltr">npm start -- --name {instance}</code>
    return (
      <p>
        {fillNodes(
          t(
            'It is started again by itself, within half a minute. If not, an administrator can start it with {command} as root, in the folder of Server Manager on the server.',
          ),
          { command },
        )}
      </p>
    )
  }
  if (service !== 'slapd' && servicePage) {
    return (
      <Link href={servicePage} target={beside ? '_blank' : undefined} className={textLink}>
        {t('Start it in Mail Services')}
      </Link>
    )
  }
  const command = (
    <code dir="ltr">
      bin/server-manager --instance {instance} service start {service}
    </code>
  )
  return (
    <p>
      {fillNodes(
        t(
          'An administrator can start it with {command} as root, in the folder of Server Manager on the server.',
        ),
        { command },
      )}
    </p>
  )
}
