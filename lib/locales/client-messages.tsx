import 'server-only'
import type { ReactNode } from 'react'
import { messagesFor } from './catalogues'
import { MessagesProvider } from './client'
import texts from './generated/client-messages.json'
import { requestLanguage } from './translator'

/** `for` is the page or layout that this stands in, from the root of the repository. */
type ClientMessagesProps = { for: string; children: ReactNode }

/** Gives the client components inside it the messages they use, and no others, in the request's language. */
export async function ClientMessages({ for: file, children }: ClientMessagesProps) {
  const wanted: Record<string, string[]> = texts
  const messages = messagesFor(await requestLanguage(), wanted[file] ?? [])
  return <MessagesProvider messages={messages}>{children}</MessagesProvider>
}
