/** Accounts that are marked in a list: some as they were shown, or everything that the list shows. */
'use client'

import { useState } from 'react'

type Account = { id: string; login: string }

export type Selection = {
  /** Those marked one by one. */
  accounts: Account[]
  everything: boolean
  isMarked: (account: Account) => boolean
  mark: (account: Account, marked: boolean) => void
  markEverything: () => void
  clear: () => void
}

export function useSelection(): Selection {
  // By entryUUID: who gets the login of somebody marked is not marked.
  const [logins, setLogins] = useState<ReadonlyMap<string, string>>(new Map())
  const [everything, setEverything] = useState(false)
  return {
    accounts: [...logins].map(([id, login]) => ({ id, login })),
    everything,
    isMarked: ({ id }) => everything || logins.has(id),
    mark({ id, login }, marked) {
      // Everything but one is not what a list can say: what is left are the marks that were made by hand.
      setEverything(false)
      setLogins((before) => {
        const after = new Map(before)
        if (marked) after.set(id, login)
        else after.delete(id)
        return after
      })
    },
    markEverything: () => setEverything(true),
    clear() {
      setEverything(false)
      setLogins(new Map())
    },
  }
}
