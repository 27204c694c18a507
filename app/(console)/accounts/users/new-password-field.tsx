'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { PasswordField } from '@/components/ui/password-field'
import { useT } from '@/lib/locales/client'

/** A password for somebody else: typed, or made up and shown so that it can be handed over. */
export function NewPasswordField({
  onChange,
  ...props
}: {
  name: string
  label: string
  value: string
  error?: string
  onChange: (value: string) => void
}) {
  const t = useT()
  const [made, setMade] = useState('')
  function makeUp() {
    const password = madeUpPassword()
    setMade(password)
    onChange(password)
  }
  return (
    <div className="flex flex-col gap-1.5">
      <PasswordField
        {...props}
        onChange={onChange}
        description={t('At least {min} characters.', { min: 8 })}
        autoComplete="new-password"
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button size="small" onPress={makeUp}>
          {t('Generate one')}
        </Button>
        {made !== '' && made === props.value ? <code className="select-all text-sm">{made}</code> : null}
      </div>
    </div>
  )
}

/** Four groups of four characters that are not mistaken for one another: 80 bits. */
function madeUpPassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
  const random = crypto.getRandomValues(new Uint8Array(16))
  const text = Array.from(random, (byte) => letters[byte % letters.length]).join('')
  return text.replace(/(.{4})(?=.)/g, '$1-')
}
