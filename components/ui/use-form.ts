'use client'

import { useState } from 'react'
import type { Problem } from '@/lib/errors'
import { type Action, useAction } from './use-action'

type NamesOf<Values, Type> = {
  [Name in keyof Values]: Values[Name] extends Type ? Name : never
}[keyof Values] &
  string

/** What fields of a form with more values than theirs are given of it. */
export type PartOfForm<Values> = {
  field<Name extends keyof Values & string>(
    name: Name,
    present?: Values[Name],
  ): {
    name: string
    value: Values[Name]
    error?: string
    present?: Values[Name]
    onChange: (value: Values[Name]) => void
  }
  problem: { fields: Record<string, string> } | null
}

/**
 * Everything typed into a form, kept until it is done: a refusal, a server that is down or a second attempt
 * change nothing in it. `input` makes the action's input out of the values, and of those shown before, if it is not the values; `onConflict`
 * is for fetching what somebody else has made of them. When `initial` is other than it was, since the page was
 * fetched again, fields that nobody touched here follow it.
 */
export function useForm<Values extends Record<string, unknown>, T>(
  initial: Values,
  action: Action<T>,
  {
    input,
    onDone,
    onConflict,
  }: {
    input?: (values: Values, shown: Values) => unknown
    onDone?: (value: T) => void
    onConflict?: (problem: Problem) => void
  } = {},
) {
  const [values, setValues] = useState(initial)
  const [shown, setShown] = useState(initial)
  const [attempts, setAttempts] = useState(0)
  const [seen, setSeen] = useState(initial)
  const { submit, pending, problem, setProblem } = useAction(action)

  const fresh = namesOf(initial).filter((name) => !isSame(initial[name], seen[name]))
  if (fresh.length > 0) {
    const untouched = fresh.filter((name) => isSame(values[name], shown[name]))
    const followed = Object.fromEntries(untouched.map((name) => [name, initial[name]]))
    setSeen(initial)
    setShown((before) => ({ ...before, ...followed }))
    setValues((before) => ({ ...before, ...followed }))
  }

  function set(changes: Partial<Values>) {
    setValues((before) => ({ ...before, ...changes }))
    // What was said about a field was said about the value before.
    setProblem((before) => before && { ...before, fields: without(before.fields, Object.keys(changes)) })
  }

  function bind<Name extends keyof Values & string>(name: Name) {
    return {
      name,
      error: fieldsOf(problem?.fields ?? {}, name)[0]?.[1],
      onChange: (value: Values[Name]) => set({ [name]: value } as unknown as Partial<Values>),
    }
  }

  return {
    values,
    set,
    pending,
    problem,
    attempts,
    submit() {
      setAttempts(attempts + 1)
      submit(
        input ? input(values, shown) : values,
        (value) => {
          setShown(values)
          onDone?.(value)
        },
        (refusal) => refusal.kind === 'conflict' && onConflict?.(refusal),
      )
    },
    /** Props for a field with any value but yes or no. `present` is what it is on the server now, if it can differ. */
    field: <Name extends keyof Values & string>(name: Name, present?: Values[Name]) => ({
      ...bind(name),
      value: values[name],
      ...(present !== undefined &&
        !isSame(present, shown[name]) &&
        !isSame(present, values[name]) && { present }),
    }),
    /** Props for a checkbox. */
    flag(name: NamesOf<Values, boolean>) {
      const { onChange } = bind(name)
      return { name, isSelected: Boolean(values[name]), onChange: onChange as (value: boolean) => void }
    },
  }
}

function namesOf<Values extends Record<string, unknown>>(values: Values): (keyof Values & string)[] {
  return Object.keys(values)
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}

/** Problems of a field and of what is in it: `members` and `members.3`. */
function fieldsOf(fields: Record<string, string>, name: string) {
  return Object.entries(fields).filter(([field]) => field === name || field.startsWith(`${name}.`))
}

function without(fields: Record<string, string>, names: string[]): Record<string, string> {
  const gone = new Set(names.flatMap((name) => fieldsOf(fields, name)).map(([field]) => field))
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !gone.has(field)))
}
