import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { KeyIcon, MailboxIcon } from '@/components/ui/icons'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { showSelf } from '@/lib/self'
import { MailboxQuota } from '../../mailbox-quota'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('My account') }
}

/** What everybody sees of the own account. */
export default async function MyPage() {
  const t = await translator()
  const look = await read(showSelf)
  if (!look.ok) {
    return (
      <ClientMessages for="app/(self)/me/page.tsx">
        <ProblemPage problem={look.problem} />
      </ClientMessages>
    )
  }
  const self = look.value
  return (
    <ClientMessages for="app/(self)/me/page.tsx">
      <PageHeader
        title={<bdi>{self.name || self.login}</bdi>}
        description={<bdi>{self.login}</bdi>}
        actions={
          <LinkButton href="/password">
            <KeyIcon />
            {t('Change the password')}
          </LinkButton>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 sm:grid-cols-2">
        <Card title={t('Mailbox')}>
          <MailboxQuota hasMailbox={self.hasMailbox} quota={self.quota} />
        </Card>
        <Card title={t('Addresses')}>
          <ul className="flex flex-col gap-1.5">
            {self.addresses.map((address) => (
              <li key={address} className="flex items-center gap-2">
                <MailboxIcon className="text-muted" />
                <bdi className="min-w-0 wrap-anywhere">{address}</bdi>
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </ClientMessages>
  )
}
