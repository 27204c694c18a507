import { buttonStyle } from '@/components/ui/button-style'
import { fieldStyle, inputStyle, labelStyle } from '@/components/ui/field-style'
import { Select } from '@/components/ui/select'
import { translator } from '@/lib/locales/translator'
import type { AuditQuery } from './query'
import { stateWords } from './words'

/** A plain form whose fields become the page's address, so that what was found can be linked to. */
export async function AuditFilter({ query }: { query: AuditQuery }) {
  const t = await translator()
  return (
    <search>
      <form
        action="/system/audit"
        className="grid grid-cols-2 items-end gap-2 sm:grid-cols-[repeat(3,minmax(0,1fr))_auto]"
      >
        <label className={fieldStyle}>
          <span className={labelStyle}>{t('Who')}</span>
          <input name="actor" defaultValue={query.actor} dir="ltr" className={inputStyle} />
        </label>
        <label className={fieldStyle}>
          <span className={labelStyle}>{t('To what')}</span>
          <input name="target" defaultValue={query.target} dir="auto" className={inputStyle} />
        </label>
        <Select
          label={t('Result')}
          name="state"
          defaultValue={query.state ?? ''}
          options={[
            { value: '', label: t('Any') },
            ...Object.entries(stateWords).map(([value, { text }]) => ({ value, label: t.message(text) })),
          ]}
        />
        <button type="submit" className={buttonStyle('secondary')}>
          {t('Show')}
        </button>
      </form>
    </search>
  )
}
