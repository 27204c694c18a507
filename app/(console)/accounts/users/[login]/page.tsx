import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { Tag } from '@/components/ui/tag'
import { read } from '@/lib/access/web'
import { showUser } from '@/lib/directory'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { MailboxQuota } from '../../../../mailbox-quota'
import { viewer } from '../../../../viewer'
import { accountsAt, named } from '../../../places'
import { roleNames } from '../../../words'
import { DeleteUser } from './delete-user'
import { Memberships } from './memberships'
import { SetPassword } from './set-password'
import { UserForm } from './user-form'

type Props = { params: Promise<{ login: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: named((await params).login) }
}

export default async function UserPage({ params }: Props) {
  const t = await translator()
  const look = await read(showUser, { login: named((await params).login) })
  if (!look.ok) {
    return (
      <ClientMessages for="app/(console)/accounts/users/[login]/page.tsx">
        <ProblemPage problem={look.problem} />
      </ClientMessages>
    )
  }
  const user = look.value
  const person = await viewer()
  const isOwn = person.ok && person.value.login === user.login
  return (
    <ClientMessages for="app/(console)/accounts/users/[login]/page.tsx">
      <PageHeader
        title={<bdi>{user.name || user.login}</bdi>}
        description={
          <span className="flex flex-wrap items-center gap-1.5">
            <bdi>{user.login}</bdi>
            {user.role === 'user' ? null : <Tag tone="accent">{t.message(roleNames[user.role])}</Tag>}
            {user.suspended ? <Tag tone="warning">{t('Suspended')}</Tag> : null}
            {user.mustChangePassword ? <Tag>{t('Must change the password')}</Tag> : null}
          </span>
        }
        path={[
          { label: t('Accounts'), href: '/accounts?at=' },
          { label: user.domain, href: accountsAt(user.container) },
        ]}
        actions={user.role === 'manager' ? null : <DeleteUser user={user} />}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Card title={t('Account')}>
          <UserForm user={user} />
        </Card>
        <div className="flex flex-col gap-4">
          <Card title={t('Mailbox')}>
            <MailboxQuota hasMailbox={user.hasMailbox} quota={user.quota} />
          </Card>
          <Card title={t('Addresses')}>
            <Memberships addresses={user.addresses} aliases={user.aliases} />
          </Card>
          <Card title={t('Password')}>
            {isOwn ? (
              <Link href="/password" className="text-accent hover:underline">
                {t('Change your password')}
              </Link>
            ) : (
              <SetPassword login={user.login} />
            )}
          </Card>
        </div>
      </div>
    </ClientMessages>
  )
}
