/** Telling the person at the terminal what is being done and how long it took; bin/progress.mjs does it. */
export type Reporter = {
  begin: (title: string) => void
  /** The milliseconds it took, and why if it failed. */
  done: (title: string, milliseconds: number, failure?: Error) => void
  say: (line: string) => void
}

/** Does one step and tells about it; passes its result or error on. */
export async function reported<T>(reporter: Reporter, title: string, work: () => Promise<T>): Promise<T> {
  const begin = performance.now()
  const done = (failure?: Error) => reporter.done(title, Math.round(performance.now() - begin), failure)
  reporter.begin(title)
  try {
    const result = await work()
    done()
    return result
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
}
