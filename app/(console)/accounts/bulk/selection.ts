/** Accounts that are marked in a list: some by their logins, or everything that the list shows. */
'use client'

import { useState } from 'react'

export type Selection = {
  logins: ReadonlySet<string>
  everything: boolean
  isMarked: (login: string) => boolean
  mark: (login: string, marked: boolean) => void
  markEverything: () => void
  clear: () => void
}

export function useSelection(): Selection {
  const [logins, setLogins] = useState<ReadonlySet<string>>(new Set())
  const [everything, setEverything] = useState(false)
  return {
    logins,
    everything,
    isMarked: (login) => everything || logins.has(login),
    mark(login, marked) {
      // Everything but one is not what a list can say: what is left are the marks that were made by hand.
      setEverything(false)
      setLogins((before) => {
        const after = new Set(before)
        if (marked) after.add(login)
        else after.delete(login)
        return after
      })
    },
    markEverything: () => setEverything(true),
    clear() {
      setEverything(false)
      setLogins(new Set())
    },
  }
}
