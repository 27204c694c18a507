'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { english, type Messages, type T, translate } from './translate'

type Known = { messages: Messages; t: T }

const Context = createContext<Known>({ messages: english, t: translate(english) })

/** `t` for client components; knows the messages that the `<ClientMessages>` around it brought. */
export function useT(): T {
  return useContext(Context).t
}

/** Adds messages to those of the providers around it. Rendered by `<ClientMessages>`. */
export function MessagesProvider({ messages, children }: { messages: Messages; children: ReactNode }) {
  const outer = useContext(Context)
  const known = useMemo(() => {
    const all = { ...messages, messages: { ...outer.messages.messages, ...messages.messages } }
    return { messages: all, t: translate(all) }
  }, [outer, messages])
  return <Context value={known}>{children}</Context>
}
