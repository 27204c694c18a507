/** One line for each step, with the time it took; on a terminal the line is there while the step is under way. */
const onTerminal = process.stdout.isTTY === true

// Whoever read the output may be gone; the servers go on.
process.stdout.on('error', () => {})

/** What lib/instance/reporter.ts calls a reporter. */
export const reporter = {
  begin: (title) => onTerminal && rewrite(`  … ${title}`),
  done: (title, milliseconds, failure) => {
    const line = `  ${failure ? '✗' : '✓'} ${title.padEnd(24)} ${seconds(milliseconds)}`
    finish(failure ? `${line}\n    ${failure.message}` : line)
  },
  say: (line) => finish(line),
}

/**
 * Does a step that may take minutes. `work` gets a function for the output of the programs it runs: a terminal shows
 * the line they are at, and when the step fails, the last lines are shown anywhere.
 */
export async function longStep(title, work) {
  const began = performance.now()
  const lines = []
  if (onTerminal) reporter.begin(title)
  else console.log(`  … ${title}`)
  try {
    const result = await work((line) => {
      lines.push(line)
      if (onTerminal) rewrite(`  … ${title}: ${line}`)
    })
    reporter.done(title, performance.now() - began)
    return result
  } catch (error) {
    for (const line of lines.slice(-30)) finish(`    | ${line}`)
    reporter.done(title, performance.now() - began, error)
    throw error
  }
}

function rewrite(text) {
  const width = (process.stdout.columns || 80) - 1
  process.stdout.write(`\r\x1b[K${text.replaceAll(/\p{Cc}/gu, ' ').slice(0, width)}`)
}

function finish(text) {
  process.stdout.write(onTerminal ? `\r\x1b[K${text}\n` : `${text}\n`)
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`
}
