/** People with a mailbox, as listEntries() takes it. */
export const peopleQuery = { kind: 'user', mailbox: 'yes', depth: 'sub' } as const
