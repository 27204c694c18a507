import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { Cell, Row, Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import type { Role } from '@/lib/access'
import { read } from '@/lib/access/web'
import { type AdministratorRow, listAdministrators, readDomain } from '@/lib/directory'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { viewer } from '../../../viewer'
import { userPage } from '../../places'
import { roleNames } from '../../words'
import { rolesToGive } from '../roles'
import { MakeAdministrator } from './make-administrator'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())('Administrators') }
}

/** Who administers what, as far as the person who looks reaches. */
export default async function AdministratorsPage() {
  const t = await translator()
  const [look, person] = await Promise.all([read(listAdministrators), viewer()])
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  if (!person.ok) return page(<ProblemPage problem={person.problem} />)
  const roles = rolesToGive(t, person.value.role)
  const columns = [
    { label: t('Name') },
    { label: t('Role') },
    { label: t('Where'), wide: true },
    { label: t('Login'), wide: true },
  ]
  return page(
    <>
      <PageHeader
        title={t('Administrators')}
        description={t('Who may change accounts and places, and where. Roles are part of the account.')}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Card flush>
          <Table label={t('Administrators')} columns={columns}>
            {look.value.map(({ login, name, role, places, suspended }) => (
              <Row key={login}>
                <Cell heading>
                  <Link href={userPage(login)} className="rounded-sm hover:text-accent hover:underline">
                    <bdi className="break-words">{name || login}</bdi>
                  </Link>
                </Cell>
                <Cell>
                  <span className="flex flex-wrap items-center gap-1.5">
                    {t.message(roleNames[role])}
                    {suspended ? <Tag tone="warning">{t('Suspended')}</Tag> : null}
                  </span>
                  <span className="block wrap-anywhere text-muted md:hidden">{where(role, places)}</span>
                </Cell>
                <Cell wide className="wrap-anywhere">
                  {places.length > 0 ? (
                    <bdi>{where(role, places)}</bdi>
                  ) : isOfAll(role) ? (
                    t('Everywhere')
                  ) : (
                    t('Nowhere')
                  )}
                </Cell>
                <Cell wide>
                  <bdi className="wrap-anywhere">{login}</bdi>
                </Cell>
              </Row>
            ))}
          </Table>
        </Card>
        <Card title={t('Make somebody an administrator')}>
          <MakeAdministrator roles={roles.filter(({ value }) => value !== 'user')} />
        </Card>
      </div>
    </>,
  )
}

const isOfAll = (role: Role) => role === 'manager' || role === 'administrator'

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/accounts/administrators/page.tsx">{content}</ClientMessages>
}

function where(role: AdministratorRow['role'], places: string[]): string {
  return (role === 'domainAdministrator' ? places.map(readDomain) : places).join(', ')
}
