'use client'

import { classNames } from './class-names'
import type { FieldProps } from './field'
import { inputStyle } from './field-style'
import { NativeField } from './native-field'
import { Present } from './present'
import { useTypedBefore } from './use-typed-before'

/** Several lines of text; as high as what is in it, `rows` at least. */
export function TextArea({
  label,
  description,
  error,
  optional,
  className,
  name,
  value,
  onChange,
  dir,
  rows = 3,
  placeholder,
  present,
}: FieldProps & {
  name?: string
  value: string
  onChange: (value: string) => void
  /** `auto` for what people name; addresses and telephone numbers are always left to right. */
  dir?: 'auto' | 'ltr'
  rows?: number
  placeholder?: string
  /** What the server has now, when somebody else changed it meanwhile. */
  present?: string
  className?: string
}) {
  const input = useTypedBefore<HTMLTextAreaElement>(value, onChange)
  const explained = present === undefined ? description : <Present value={present} />
  return (
    <NativeField {...{ label, error, optional, className }} description={explained}>
      {(described) => (
        <textarea
          {...described}
          ref={input}
          name={name}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          dir={dir}
          rows={rows}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={dir === 'ltr' ? false : undefined}
          autoCapitalize={dir === 'ltr' ? 'none' : undefined}
          className={classNames(inputStyle, 'field-sizing-content h-auto resize-y py-1')}
          style={{ minBlockSize: `calc(${rows}lh + 0.75rem)` }}
        />
      )}
    </NativeField>
  )
}
