/** Completion as the shells do it: bash runs the script; of the others it is read. */
import { describe, expect, it } from 'vitest'
import { runProgram } from '@/lib/instance/program'
import { failure, run } from '../testing-commands'

const scriptFor = async (shell: string) => (await run(['completion', shell])).written

/** What bash offers for the last of these words. */
async function offered(...words: string[]): Promise<string[]> {
  const asking = `
    eval "$1"; shift
    registered="$(complete -p server-manager)"
    COMP_WORDS=(server-manager "$@"); COMP_CWORD=$#
    [[ $registered == *'-F _server_manager server-manager' ]] && _server_manager
    printf '%s\\n' "\${COMPREPLY[@]}"`
  const argv = ['--norc', '-euo', 'pipefail', '-c', asking, 'bash', await scriptFor('bash'), ...words]
  const { code, stdout, stderr } = await runProgram('bash', argv)
  if (code !== 0 || stderr !== '') throw new Error(`bash ended with ${code}: ${stderr}`)
  return stdout.split('\n').filter(Boolean)
}

describe('bash completes', () => {
  it.each<[string[], string[]]>([
    [['us'], ['user']],
    [
      ['user', 's'],
      ['show', 'set', 'suspend'],
    ],
    [
      ['user', 'set', 'anna', '--tele'],
      ['--telephone-number', '--telex-number'],
    ],
    [['org', 'create', '--priv'], ['--private']],
    [
      ['admin', 'grant', 'anna', '--role', ''],
      ['administrator', 'domain-administrator', 'group-administrator'],
    ],
    [['user', 'find', '--status', 's'], ['suspended']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish', '--help', '--json', '--login', '--password-stdin', '--instance'],
    ],
    [['--json', 'dom'], ['domain']],
    [['user', 'show', 'anna', '--pass'], ['--password-stdin']],
    [['no', 'such', 'comm'], []],
  ])('%j', async (words, expected) => {
    expect(await offered(...words)).toEqual(expected)
  })

  it('nothing where any value may stand, and takes a value for no command', async () => {
    expect(await offered('user', 'set', 'anna', '--quota', '')).toEqual([])
    expect(await offered('--login', 'user', 'ali')).toEqual(['alias'])
    expect(await offered('--instance', '/us')).toContain('/usr')
    expect(await offered('user', 'photo', 'anna', '--set', '/etc/passw')).toContain('/etc/passwd')
  })

  it('no command that is hidden', async () => {
    expect(await offered('')).not.toContain('demo')
    expect(await offered('')).toContain('completion')
  })
})

describe('the script for', () => {
  it('zsh describes commands and options', async () => {
    const script = await scriptFor('zsh')
    expect(script.split('\n')[0]).toBe('#compdef server-manager')
    expect(script).toContain("'group:Groups: people who work together, and groups within groups'")
    expect(script).toContain("'user find:--status') compadd -- active suspended; return ;;")
  })

  it('fish describes commands and options', async () => {
    const lines = (await scriptFor('fish')).split('\n')
    expect(lines).toContain(
      "complete -c server-manager -n '__server_manager_at' -a 'admin' -d 'Who administers what'",
    )
    expect(lines).toContain(
      "complete -c server-manager -n '__server_manager_at user find' -l status -x -a 'active suspended' -d 'Whether suspended'",
    )
  })

  it('another shell is none', async () => {
    expect(await failure(['completion', 'csh'])).toMatchObject({ code: 'commander.invalidArgument' })
  })
})
