'use client'

import { useEffect, useState } from 'react'
import type { ListRow, Place } from '@/lib/directory'
import type { FolderLevel } from '@/lib/folders'
import { fetched } from './fetched'

/** Something that is offered while somebody types: `id` is what it means, `label` what stands in the input. */
export type Suggestion = { id: string; label: string; name: string }

const QUIET_MS = 200

/** What a text could mean, asked for when nobody has typed for a moment; the last ones found while nobody answers. */
export function useSuggestions(
  /** null while nothing is typed. */
  text: string | null,
  ask: (text: string) => Promise<Suggestion[]>,
): Suggestion[] {
  const [found, setFound] = useState<Suggestion[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each text
  useEffect(() => {
    if (text === null) return
    let isOver = false
    const timer = setTimeout(async () => {
      const suggestions = await ask(text.trim().slice(0, 200))
      if (!isOver) setFound(suggestions)
    }, QUIET_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [text])
  return found
}

/** People by a part of the name; one letter is not enough. */
export async function peopleLike(text: string): Promise<Suggestion[]> {
  if (text.length < 2) return []
  const query = { text: text.slice(0, 100), kind: 'user', depth: 'sub', count: '10' }
  const found = await answer<{ rows: ListRow[] }>('/api/accounts', query)
  return (found?.rows ?? []).flatMap(({ login, name }) => (login ? [{ id: login, label: login, name }] : []))
}

export async function placesLike(text: string): Promise<Suggestion[]> {
  if (text.length < 2) return []
  const places = await answer<Place[]>('/api/places', { text: text.slice(0, 100), kind: 'any' })
  return (places ?? []).map(({ dn, label }) => ({ id: dn, label, name: '' }))
}

/**
 * Folders by a name from the top that is not finished: those of its last level, and those below it once it is one. A
 * person's folders begin with the person, found by a part of the name.
 */
export async function foldersLike(text: string): Promise<Suggestion[]> {
  const at = text.lastIndexOf('/')
  const [above, part] = [text.slice(0, Math.max(0, at)), text.slice(at + 1)]
  const [level, below, people] = await Promise.all([
    above === 'user' ? [] : levelOf(above, part),
    above === '' || above === 'user' ? [] : levelOf(text, ''),
    above === '' || above === 'user' ? peopleLike(part) : [],
  ])
  const mailboxes = people.map(({ id, name }) => folder(`user/${id}`, name))
  return [...level, ...below, ...mailboxes]
}

async function levelOf(place: string, text: string): Promise<Suggestion[]> {
  const level = await answer<FolderLevel>('/api/folders', { place, text, count: '20' })
  return (level?.rows ?? []).map(({ name }) => folder(name))
}

function folder(id: string, name = ''): Suggestion {
  return { id, label: id, name }
}

async function answer<T>(path: string, query: Record<string, string>): Promise<T | null> {
  const outcome = await fetched<T>(path, query).catch(() => null)
  return outcome?.ok ? outcome.value : null
}
