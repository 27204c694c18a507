import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { ProblemPage } from '@/components/ui/problem-page'
import { read } from '@/lib/access/web'
import { personDetails, readWay, showContact } from '@/lib/directory'
import { ClientMessages } from '@/lib/locales/client-messages'
import { translator } from '@/lib/locales/translator'
import { DeleteButton } from '../../delete-button'
import { HistoryLink } from '../../history-link'
import { accountsAt } from '../../places'
import { kindNames } from '../../words'
import { deleteContactAction } from '../actions'
import { crumbs } from '../crumbs'
import { detailFields } from '../detail-labels'
import { MoveEntry } from '../move-entry'
import { ContactForm } from './contact-form'

type Props = { searchParams: Promise<{ dn?: string }> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const look = await read(showContact, { dn: (await searchParams).dn ?? '' })
  return { title: look.ok ? look.value.name : (await translator())('Accounts') }
}

export default async function ContactPage({ searchParams }: Props) {
  const t = await translator()
  const look = await read(showContact, { dn: (await searchParams).dn ?? '' })
  if (!look.ok) return page(<ProblemPage problem={look.problem} />)
  const contact = look.value
  const { dn, name } = contact
  const [around] = contact.path.slice(-1)
  return page(
    <>
      <PageHeader
        title={<bdi>{name}</bdi>}
        description={t.message(kindNames.contact)}
        path={crumbs(t, contact.path)}
        actions={
          <>
            <HistoryLink dn={dn} />
            <DeleteButton
              question={t('Delete the contact {name}?', { name })}
              confirm={t('Delete the contact')}
              done={t('The contact {name} was deleted.', { name })}
              action={deleteContactAction}
              input={{ dn, id: contact.id }}
              after={accountsAt(contact.container)}
            >
              <p>{t('It goes from everybody’s address book. This cannot be undone.')}</p>
            </DeleteButton>
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Card title={t('Properties')}>
          <ContactForm key={dn} contact={contact} fields={detailFields(t, personDetails)} />
        </Card>
        {around ? (
          <Card title={t('Place')}>
            <MoveEntry
              key={dn}
              {...{ dn, id: contact.id }}
              place={{ dn: around.dn, label: readWay(contact.path) }}
              hasAddress={false}
              after="/accounts/contacts"
            />
          </Card>
        ) : null}
      </div>
    </>,
  )
}

function page(content: React.ReactNode) {
  return <ClientMessages for="app/(console)/accounts/contacts/page.tsx">{content}</ClientMessages>
}
