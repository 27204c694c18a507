/** Asking the person at the terminal. Questions go to stderr, so that stdout stays the command's result. */
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'

export type Terminal = {
  /** Whether somebody can be asked. */
  present: boolean
  ask(question: string): Promise<string>
  /** Asks without showing what is typed. */
  askSecretly(question: string): Promise<string>
  /** The next line of standard input, without its end; undefined when there is none. */
  nextLine(): Promise<string | undefined>
}

/** Ctrl-C or Ctrl-D at a question. */
export class Interrupted extends Error {}

export function processTerminal(): Terminal {
  let lines: Promise<string[]> | undefined
  return {
    present: Boolean(process.stdin.isTTY && process.stderr.isTTY),
    ask: (question) => line(question, process.stderr),
    async askSecretly(question) {
      const answer = await line(question, new Writable({ write: (_piece, _encoding, done) => done() }))
      process.stderr.write('\n')
      return answer
    },
    async nextLine() {
      lines ??= text(process.stdin).then(linesOf)
      return (await lines).shift()
    },
  }
}

function line(question: string, echo: Writable): Promise<string> {
  process.stderr.write(question)
  const reader = createInterface({ input: process.stdin, output: echo, terminal: true, historySize: 0 })
  let answered = false
  return new Promise((resolve, reject) => {
    reader.once('line', (answer) => {
      answered = true
      resolve(answer)
      reader.close()
    })
    reader.once('SIGINT', () => reader.close())
    reader.once('close', () => {
      if (!answered) process.stderr.write('\n')
      reject(new Interrupted())
    })
  })
}

export function linesOf(input: string): string[] {
  const lines = input.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}
