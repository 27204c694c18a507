/** Notices a console process that does not end and yet does nothing: its exit would never be told. */
import { type ConsoleProcessName, consoleProcessAnswers } from './console-processes'
import type { Instance } from './instance'
import { canRun } from './processes'

/** Milliseconds between two looks at its state. */
const LOOK = 5000
/** Looks in a row that find it held by a signal: one alone may be somebody who lets it go at once. */
const HELD_LOOKS = 3
/** It is asked something at every third look; a busy one may leave this many questions in a row without an answer. */
const ASKED_EVERY = 3
const SILENT_ANSWERS = 4

/** Calls `hangs` with the reason, once; gives what ends the watch. */
export function watchProcess(
  instance: Instance,
  name: ConsoleProcessName,
  pid: number,
  hangs: (reason: string) => void,
  interval = LOOK,
): () => void {
  let [looks, held, silent] = [0, 0, 0]
  let isOver = false
  let timer: NodeJS.Timeout | undefined
  const look = async () => {
    looks++
    held = canRun(pid) ? 0 : held + 1
    if (held === 0 && looks % ASKED_EVERY === 0)
      silent = (await consoleProcessAnswers(instance, name)) ? 0 : silent + 1
    if (isOver) return
    if (held >= HELD_LOOKS) hangs('a signal holds it')
    else if (silent >= SILENT_ANSWERS) hangs('it does not answer')
    else again()
  }
  const again = () => {
    timer = setTimeout(look, interval)
  }
  again()
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}
