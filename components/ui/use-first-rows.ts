'use client'

import { useEffect, useState } from 'react'

/** As many as a large screen has in sight. */
const FIRST = 30

/** Of many rows that all are to be there: the first for the page that the server draws, the others once it stands. */
export function useFirstRows<Row>(rows: Row[]): Row[] {
  const [stands, setStands] = useState(false)
  useEffect(() => setStands(true), [])
  return stands ? rows : rows.slice(0, FIRST)
}
