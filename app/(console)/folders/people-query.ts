/** People with a mailbox, some at a time, as listEntries() takes it. */
export const PEOPLE_WINDOW = 50

export function peopleQuery(text: string, offset: number): Record<string, string> {
  return {
    ...{ kind: 'user', mailbox: 'yes', depth: 'sub', count: String(PEOPLE_WINDOW), offset: String(offset) },
    ...(text && { text }),
  }
}
