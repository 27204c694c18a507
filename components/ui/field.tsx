'use client'

import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { useT } from '@/lib/locales/client'
import { descriptionStyle, errorStyle, labelStyle } from './field-style'
import { ErrorIcon } from './icons'

/** What every field can say: its label, an explanation, and what is wrong with what was typed. */
export type FieldProps = { label: string; description?: React.ReactNode; error?: string; optional?: boolean }

/** A label inside a React Aria field, which connects it to its input. */
export function FieldLabel({ label, optional }: Pick<FieldProps, 'label' | 'optional'>) {
  return (
    <Label className={labelStyle}>
      {label} {optional ? <OptionalMark /> : null}
    </Label>
  )
}

export function OptionalMark() {
  const t = useT()
  return <span className="ms-0.5 font-normal text-muted text-xs">{t('optional')}</span>
}

/** Description and error inside a React Aria field. */
export function FieldTexts({ description, error }: Pick<FieldProps, 'description' | 'error'>) {
  return (
    <>
      {description ? (
        <Text slot="description" className={descriptionStyle}>
          {description}
        </Text>
      ) : null}
      {error ? (
        <Text slot="errorMessage" className={errorStyle}>
          <ErrorIcon className="mt-px" />
          {error}
        </Text>
      ) : null}
    </>
  )
}
