import { buttonStyle } from '@/components/ui/button-style'
import { fieldStyle, inputStyle, labelStyle } from '@/components/ui/field-style'
import { SearchForm } from '@/components/ui/search-form'
import { Select } from '@/components/ui/select'
import { translator } from '@/lib/locales/translator'
import { kindNames, roleNames } from '../../words'
import { criteria, type ListQuery } from '../list-query'

/** The criteria, which become the page's address so that what was found can be linked to. */
export async function FindForm({ query }: { query: ListQuery }) {
  const t = await translator()
  const any = { value: '', label: t('Any') }
  const fields = [
    { name: 'login', label: t('Login'), dir: 'ltr' },
    { name: 'address', label: t('Address'), dir: 'ltr' },
    { name: 'firstName', label: t('First name') },
    { name: 'lastName', label: t('Last name') },
    { name: 'title', label: t('Job title') },
    { name: 'department', label: t('Department') },
    { name: 'telephone', label: t('Telephone'), dir: 'ltr' },
    { name: 'description', label: t('Description') },
  ]
  const choices = [
    {
      name: 'kind',
      label: t('Kind'),
      options: [
        { value: '', label: t('Accounts, contacts, resources') },
        ...Object.entries(kindNames).map(([value, name]) => ({ value, label: t.message(name) })),
        { value: 'any', label: t('Everything') },
      ],
    },
    {
      name: 'status',
      label: t('State'),
      options: [any, { value: 'active', label: t('Active') }, { value: 'suspended', label: t('Suspended') }],
    },
    {
      name: 'role',
      label: t('Role'),
      options: [
        any,
        { value: 'any', label: t('Any administrator') },
        ...Object.entries(roleNames).map(([value, name]) => ({ value, label: t.message(name) })),
      ],
    },
    {
      name: 'mailbox',
      label: t('Mailbox'),
      options: [any, { value: 'yes', label: t('Yes') }, { value: 'no', label: t('No') }],
    },
  ]
  const isAdvanced = criteria.some((name) => name !== 'text' && query[name])
  return (
    <search>
      <SearchForm action="/accounts/find" className="flex flex-col gap-3">
        {(['at', 'sort', 'reverse'] as const).map((name) =>
          query[name] ? <input key={name} type="hidden" name={name} value={query[name]} /> : null,
        )}
        <div className="flex items-end gap-2">
          <label className={`${fieldStyle} grow`}>
            <span className={labelStyle}>{t('Name, login or address')}</span>
            <input
              type="search"
              name="text"
              defaultValue={query.text}
              dir="auto"
              maxLength={200}
              className={inputStyle}
            />
          </label>
          <button type="submit" className={buttonStyle('primary')}>
            {t('Find')}
          </button>
        </div>
        <details open={isAdvanced}>
          <summary className="w-fit cursor-pointer rounded-sm text-accent">{t('More criteria')}</summary>
          <div className="mt-3 grid grid-cols-2 gap-3 md:grid-cols-4">
            {fields.map(({ name, label, dir = 'auto' }) => (
              <label key={name} className={fieldStyle}>
                <span className={labelStyle}>{label}</span>
                <input
                  name={name}
                  defaultValue={query[name]}
                  dir={dir}
                  maxLength={200}
                  className={inputStyle}
                />
              </label>
            ))}
            {choices.map(({ name, label, options }) => (
              <Select
                key={name}
                name={name}
                label={label}
                options={options}
                defaultValue={query[name] ?? ''}
              />
            ))}
          </div>
        </details>
      </SearchForm>
    </search>
  )
}
