import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { classNames } from '@/components/ui/class-names'
import { Link, textLink } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { Tag } from '@/components/ui/tag'
import { grantOf, outranks } from '@/lib/access'
import { read } from '@/lib/access/web'
import { personDetails, readDomain, readWay, showUser } from '@/lib/directory'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { MailboxQuota } from '../../../../mailbox-quota'
import { viewer } from '../../../../viewer'
import { HistoryLink } from '../../../history-link'
import { foldersOf, named } from '../../../places'
import { roleNames } from '../../../words'
import { crumbs } from '../../crumbs'
import { detailFields } from '../../detail-labels'
import { MoveEntry } from '../../move-entry'
import { rolesToGive } from '../../roles'
import { folderLanguageOptions } from '../folder-languages'
import { DeleteUser } from './delete-user'
import { FilesCard } from './files-card'
import { Memberships } from './memberships'
import { RoleForm } from './role-form'
import { SetPassword } from './set-password'
import { Status } from './status'
import { UserForm } from './user-form'

type Props = { params: Promise<{ login: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: named((await params).login) }
}

export default async function UserPage({ params }: Props) {
  const t = await translator()
  const login = named((await params).login)
  const [look, person] = await Promise.all([read(showUser, { login }), viewer()])
  if (!look.ok) {
    return (
      <ClientMessages for="app/(console)/accounts/users/[login]/page.tsx">
        <ProblemPage problem={look.problem} />
      </ClientMessages>
    )
  }
  const user = look.value
  const [around] = user.path.slice(-1)
  if (!person.ok) {
    return (
      <ClientMessages for="app/(console)/accounts/users/[login]/page.tsx">
        <ProblemPage problem={person.problem} />
      </ClientMessages>
    )
  }
  const { role } = person.value
  const isOwn = person.value.login === user.login
  const mayChange = isOwn || !outranks(user.role, role)
  const isManager = user.role === 'manager'
  const given = rolesToGive(t, role)
  const mayGive = mayChange && !isOwn && !isManager && given.length > 0 && grantOf(role, 'role.set')
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
        path={crumbs(t, user.path)}
        actions={
          <>
            <HistoryLink dn={user.dn} />
            {mayChange && !isOwn && !isManager ? <DeleteUser user={user} /> : null}
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Card title={t('Account')}>
          {mayChange ? null : (
            <div className="mb-4">
              <Notice>{t('This account is changed by those above it only.')}</Notice>
            </div>
          )}
          <UserForm
            user={user}
            fields={detailFields(t, personDetails)}
            folderLanguages={folderLanguageOptions()}
            isReadOnly={!mayChange}
            mayDecide={!isOwn || isManager}
          />
        </Card>
        <div className="flex flex-col gap-4">
          <Card title={t('Mailbox')}>
            <MailboxQuota hasMailbox={user.hasMailbox} quota={user.quota} />
            {user.quota === null ? null : (
              <Link href={foldersOf(user.login)} className={classNames(textLink, 'mt-3 inline-block')}>
                {t('Mail folders')}
              </Link>
            )}
          </Card>
          <Card title={t('Addresses')}>
            <Memberships user={user} linksAliases={Boolean(grantOf(role, 'alias.show'))} />
          </Card>
          {mayChange && !isOwn && !isManager ? (
            <Card title={t('Status')}>
              <Status user={user} />
            </Card>
          ) : null}
          {mayChange ? (
            <Card title={t('Photo and certificates')}>
              <FilesCard user={user} name={user.name || user.login} files={user.files} />
            </Card>
          ) : null}
          {mayChange && !isOwn && around ? (
            <Card title={t('Place')}>
              <MoveEntry
                key={user.container}
                {...{ dn: user.dn, id: user.id }}
                place={{ dn: around.dn, label: readWay(user.path) }}
                hasAddress
              />
            </Card>
          ) : null}
          {mayGive ? (
            <Card title={t('Administration')}>
              <RoleForm
                user={user}
                roles={given}
                readNames={Object.fromEntries(user.manages.map((name) => [name, readDomain(name)]))}
              />
            </Card>
          ) : null}
          {isOwn ? (
            <Card title={t('Password')}>
              <Link href="/password" className="text-accent hover:underline">
                {t('Change your password')}
              </Link>
            </Card>
          ) : null}
          {mayChange && !isOwn ? (
            <Card title={t('Password')}>
              <SetPassword user={user} />
            </Card>
          ) : null}
        </div>
      </div>
    </ClientMessages>
  )
}
