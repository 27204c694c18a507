'use client'

/**
 * The changes that a person is putting together, over all servers, before any of it is done. It lives in the page and
 * is written into the tab's session storage, so that neither another page nor a reload loses it; passwords are not.
 */
import { useEffect, useSyncExternalStore } from 'react'
import { changed, type Pending, storable } from './pending'

type Draft = {
  pending: readonly Pending[]
  /** What the last look said beside a field, by its key. */
  faults: Readonly<Record<string, string>>
  /** How often that was asked. */
  looks: number
  /** Why all of it, for the history. */
  note: string
  /** Some of it is nowhere but in the page, and goes with it. */
  isFleeting: boolean
}

const nothing: Draft = { pending: [], faults: {}, looks: 0, note: '', isFleeting: false }
const listeners = new Set<() => void>()
let draft = nothing
let owner: string | null = null
let timer: ReturnType<typeof setTimeout> | undefined

const STORE_AFTER_MS = 200

/** The draft of whoever is signed in here; nothing until the page has come to life. */
export function useDraft(): Draft {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => draft,
    () => nothing,
  )
}

/** Takes up what this person had put together before a reload. */
export function useDraftOf(login: string): void {
  useEffect(() => {
    if (owner === login) return
    owner = login
    become({ ...nothing, pending: stored(login) })
  }, [login])
}

/** One wish more, or another one; null takes it back. What was said of it before does not count any more. */
export function wish(key: string, pending: Pending | null): void {
  const { [key]: _, ...faults } = draft.faults
  become({ ...draft, pending: changed(draft.pending, key, pending), faults })
}

/** What is wrong with single wishes, by their keys. */
export function refuse(faults: Record<string, string>): void {
  become({ ...draft, faults, looks: draft.looks + 1 })
}

export function annotate(note: string): void {
  become({ ...draft, note })
}

/** Wishes that were applied and taken back, to go on with. */
export function takeUp(pending: readonly Pending[], note: string): void {
  become({ ...nothing, pending, note })
}

export function discard(): void {
  become(nothing)
}

function become(next: Draft): void {
  draft = next
  keep()
  tell()
}

function tell(): void {
  for (const listener of listeners) listener()
}

/** Not at every letter of a long file, but before the page goes. */
function keep(): void {
  clearTimeout(timer)
  timer = setTimeout(write, STORE_AFTER_MS)
  addEventListener('pagehide', write)
  if (draft.pending.length > 0) addEventListener('beforeunload', warn)
  else removeEventListener('beforeunload', warn)
}

function write(): void {
  if (owner === null) return
  const kept = storable(draft.pending)
  const isFleeting = !store(owner, kept) || kept.length < draft.pending.length
  if (isFleeting === draft.isFleeting) return
  draft = { ...draft, isFleeting }
  tell()
}

/** The browser asks whether to leave the page. */
function warn(event: BeforeUnloadEvent): void {
  write()
  if (draft.isFleeting) event.preventDefault()
}

const nameOf = (login: string) => `configuration-draft of ${login}`

function stored(login: string): readonly Pending[] {
  try {
    return JSON.parse(sessionStorage.getItem(nameOf(login)) ?? '[]')
  } catch {
    return []
  }
}

function store(login: string, pending: readonly Pending[]): boolean {
  try {
    if (pending.length === 0) sessionStorage.removeItem(nameOf(login))
    else sessionStorage.setItem(nameOf(login), JSON.stringify(pending))
    return true
  } catch {
    // A file may be larger than what a browser stores; the page still has it.
    return false
  }
}
