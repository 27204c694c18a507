'use client'

import type { ControlProps } from './control'

/** Any number of a few words; those that are there and unknown here can be taken away too. */
export function Choices({
  label,
  items,
  choices,
  onChange,
  isDisabled,
  isInvalid,
  describedBy,
}: ControlProps) {
  const all = [...choices, ...items.filter((item) => !choices.includes(item))]
  const toggle = (choice: string) => {
    const next = items.includes(choice) ? items.filter((item) => item !== choice) : [...items, choice]
    // The order is the server's own, where it has one.
    const inOrder = all.filter((one) => next.includes(one))
    onChange(inOrder.join(' '), inOrder)
  }
  return (
    <fieldset
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={isInvalid || undefined}
      disabled={isDisabled}
      className="flex flex-wrap gap-x-4 gap-y-1 disabled:opacity-60"
    >
      {all.map((choice) => (
        <label key={choice} className="flex items-center gap-1.5 pointer-coarse:min-h-10">
          <input
            type="checkbox"
            checked={items.includes(choice)}
            onChange={() => toggle(choice)}
            className="size-4 accent-accent"
          />
          <bdi className="font-mono text-[0.8125rem]">{choice}</bdi>
        </label>
      ))}
    </fieldset>
  )
}
