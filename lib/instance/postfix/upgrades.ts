/** Bringing Postfix's files of earlier versions up to date; what the administrator changed beside ours stays. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { replaceFile } from '../files'
import type { Instance } from '../instance'
import { readSecret } from '../instance'
import { mustRun } from '../program'
import { deliveries, tableName } from './configuration'
import { lookupTables } from './lookup-tables'
import { postfix, tableOwner } from './postfix'

/** Forwarding, groups as members of aliases, resources, and suspended accounts that refuse mail. */
export async function bringForwarding(instance: Instance): Promise<void> {
  await bringTables(instance, ['aliases', 'mailboxes'])
  const table = (question: string) => tableName(instance, question)
  const aliasMaps = await value(instance, 'virtual_alias_maps')
  if (!aliasMaps.includes(table('forwards'))) {
    await set(instance, 'virtual_alias_maps', aliasMaps.replace(table('mailboxes'), deliveries(instance)))
  }
  await append(instance, 'transport_maps', [table('left')], ', ')
  await append(instance, 'proxy_read_maps', ['forwards', 'copies', 'left'].map(table), ' ')
  await set(instance, 'virtual_alias_recursion_limit', '100')
  await reloadIfRunning(instance)
}

/** Addresses that accounts bring along when they move to another domain. */
export async function bringFormerAddresses(instance: Instance): Promise<void> {
  await bringTables(instance, ['aliases', 'senders'])
  const former = tableName(instance, 'former')
  const aliases = tableName(instance, 'aliases')
  const maps = await value(instance, 'virtual_alias_maps')
  if (!maps.includes(former)) {
    await set(
      instance,
      'virtual_alias_maps',
      maps.replace(aliases, () => `${former}, ${aliases}`),
    )
  }
  await append(instance, 'proxy_read_maps', [former], ' ')
  await reloadIfRunning(instance)
}

/** Mail to a folder of somebody's, as in `anna+Sent@example.com`; another delimiter that was chosen stays. */
export async function bringFolderAddresses(instance: Instance): Promise<void> {
  if ((await value(instance, 'recipient_delimiter')) === '') await set(instance, 'recipient_delimiter', '+')
  await reloadIfRunning(instance)
}

/** Postfix may have outlived the console that is being replaced. */
async function reloadIfRunning(instance: Instance): Promise<void> {
  if ((await postfix.processes(instance)).length > 0) await postfix.reload(instance)
}

/** New tables are written; in those that were there, what is asked for changes, not where and how. */
async function bringTables(instance: Instance, changed: string[]): Promise<void> {
  for (const [name, text] of lookupTables(instance, readSecret(instance, 'mta'))) {
    const file = `${instance.paths.postfixConfig}/${name}.cf`
    if (!existsSync(file)) await replaceFile(file, text, tableOwner())
    else if (changed.includes(name)) {
      const wanted = text.match(/^(query_filter|special_result_attribute) = .*/gm) ?? []
      await replaceFile(file, withLines(await readFile(file, 'utf8'), wanted), tableOwner())
    }
  }
}

function withLines(text: string, lines: string[]): string {
  return lines.reduce((result, line) => {
    const present = new RegExp(`^${line.split(' ')[0]}\\s*=.*(\\n[ \\t].*)*`, 'm')
    return present.test(result) ? result.replace(present, () => line) : `${result.trimEnd()}\n${line}\n`
  }, text)
}

async function append(instance: Instance, name: string, wanted: string[], between: string): Promise<void> {
  const present = await value(instance, name)
  const missing = wanted.filter((map) => !present.includes(map))
  if (missing.length === 0) return
  await set(instance, name, [...(present ? [present] : []), ...missing].join(between))
}

async function value({ paths }: Instance, name: string): Promise<string> {
  return (await mustRun('postfix', 'postconf', ['-c', paths.postfixConfig, '-h', name])).trim()
}

async function set(instance: Instance, name: string, text: string): Promise<void> {
  if ((await value(instance, name)) === text) return
  await mustRun('postfix', 'postconf', ['-c', instance.paths.postfixConfig, '-e', `${name}=${text}`])
}
