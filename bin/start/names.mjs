/** Host name and domain of a new instance: as given, or asked for where somebody can answer. */
import os from 'node:os'
import { createInterface } from 'node:readline/promises'
import { isFullName, tidy } from './preflight.mjs'

const EXAMPLE = 'mail.example.com'

/** Completes the options; `say` is told what was chosen where nobody could be asked. */
export async function withNames(options, say, { stdin, stdout } = process) {
  const canAsk = stdin.isTTY && stdout.isTTY
  const choose = canAsk
    ? (question, proposal) => ask(question, proposal, { input: stdin, output: stdout })
    : (question, proposal) => chosen(question, proposal, say)
  const hostname = options.hostname ?? (await choose('Host name', ownName()))
  const domain = options.domain ?? (await choose('Mail domain', domainOf(tidy(hostname))))
  return { ...options, hostname: tidy(hostname), domain: tidy(domain) }
}

/** This machine's name where it is a full one. */
function ownName() {
  const name = os.hostname().toLowerCase()
  return isFullName(name) ? name : EXAMPLE
}

function domainOf(hostname) {
  const rest = hostname.split('.').slice(1).join('.')
  // The name of the machine may be the mail domain itself.
  return isFullName(rest) ? rest : hostname
}

async function ask(question, proposal, streams) {
  const terminal = createInterface(streams)
  // Nothing has been made yet.
  terminal.once('SIGINT', () => process.exit(130))
  try {
    return (await terminal.question(`${question} [${proposal}]: `)).trim() || proposal
  } finally {
    terminal.close()
  }
}

function chosen(question, proposal, say) {
  say(`${question}: ${proposal} (nothing else was given)`)
  return proposal
}
