/**
 * Bringing a running slapd's configuration to what this version of the console wants. Each function compares
 * first and changes only what differs, so that running it again changes nothing.
 */
import { Attribute, Change, type Client } from 'ldapts'
import { accessRules } from './access-rules'
import { type Attributes, readChildren, readEntry } from './administration'
import { DATABASE, databaseSettings, modules, overlays } from './database'
import { readLdif } from './ldif'
import { inOrder, readPrivateContainers } from './private-containers'
import { SCHEMA_NAME, schemaLdif, withSubstrings } from './schema'

/** Loads modules that are not loaded yet. */
export async function bringModules(client: Client, wanted: string[] = modules): Promise<void> {
  const dn = 'cn=module{0},cn=config'
  const loaded = valuesOf(await readEntry(client, dn), 'olcModuleLoad').map(withoutIndex)
  const names = loaded.map((module) => module.split(' ')[0])
  const missing = wanted.filter((module) => !names.includes(module.split(' ')[0]))
  if (missing.length > 0) await client.modify(dn, change('add', 'olcModuleLoad', missing))
}

/**
 * Adds and replaces definitions of the console's schema; it grows at the end of each list. True when a definition
 * was replaced: slapd has to start again then, because indexes and access rules hold on to the old one.
 */
export async function bringSchema(client: Client, ldif: string = schemaLdif): Promise<boolean> {
  const [wanted] = readLdif(ldif)
  if (!wanted) throw new TypeError('the schema is not LDIF')
  const children = await readChildren(client, 'cn=schema,cn=config')
  const present = children.find((child) =>
    valuesOf(child.attributes, 'cn').map(withoutIndex).includes(SCHEMA_NAME),
  )
  const hasReplaced = await bringSubstrings(client, children)
  if (!present) {
    await client.add(wanted.dn, wanted.attributes as Attributes)
    return hasReplaced
  }
  const changes = ['olcObjectIdentifier', 'olcAttributeTypes', 'olcObjectClasses'].flatMap((name) =>
    listChanges(name, valuesOf(present.attributes, name), valuesOf(wanted.attributes as Attributes, name)),
  )
  if (changes.length > 0) await client.modify(present.dn, changes)
  return hasReplaced || changes.some(({ operation }) => operation === 'delete')
}

/** Exchanges the one definition that slapd's package delivers without what a search needs. */
async function bringSubstrings(
  client: Client,
  schemas: { dn: string; attributes: Attributes }[],
): Promise<boolean> {
  for (const { dn, attributes } of schemas) {
    const present = valuesOf(attributes, 'olcAttributeTypes')
    const changes = listChanges('olcAttributeTypes', present, present.map(withoutIndex).map(withSubstrings))
    if (changes.length > 0) {
      await client.modify(dn, changes)
      return true
    }
  }
  return false
}

/** Adds overlays and corrects those that are there. */
export async function bringOverlays(client: Client, suffix: string): Promise<void> {
  const present = await readChildren(client, DATABASE)
  for (const [name, attributes] of Object.entries(overlays(suffix))) {
    const overlay = present.find((child) =>
      valuesOf(child.attributes, 'olcOverlay').map(withoutIndex).includes(name),
    )
    if (overlay) await bringAttributes(client, overlay.dn, overlay.attributes, withoutClass(attributes))
    else await client.add(`olcOverlay=${name},${DATABASE}`, { ...attributes, olcOverlay: [name] })
  }
}

/** Takes an overlay away that an earlier version had. Its module stays loaded, which slapd does not undo; alone it does nothing. */
export async function withoutOverlay(client: Client, name: string): Promise<void> {
  for (const { dn, attributes } of await readChildren(client, DATABASE))
    if (valuesOf(attributes, 'olcOverlay').map(withoutIndex).includes(name)) await client.del(dn)
}

/** Access rules, indexes (slapd builds new ones by itself) and limits. */
export async function bringSettings(client: Client, suffix: string): Promise<void> {
  const present = (await readEntry(client, DATABASE)) ?? {}
  const wanted = databaseSettings(suffix, await readPrivateContainers(client, suffix))
  await bringAttributes(client, DATABASE, present, wanted)
}

/** Access rules alone; `also` are DNs of containers that are hidden although they are not private, or not there. */
export async function bringAccess(client: Client, suffix: string, also: string[] = []): Promise<boolean> {
  const present = (await readEntry(client, DATABASE, ['olcAccess'])) ?? {}
  const hidden = inOrder([...(await readPrivateContainers(client, suffix)), ...also])
  return bringAttributes(client, DATABASE, present, { olcAccess: accessRules(suffix, hidden) })
}

async function bringAttributes(
  client: Client,
  dn: string,
  present: Attributes,
  wanted: Attributes,
): Promise<boolean> {
  const changes = Object.entries(wanted)
    .filter(([name, values]) => !isSame(valuesOf(present, name).map(withoutIndex), values))
    .map(([name, values]) => change('replace', name, values))
  if (changes.length > 0) await client.modify(dn, changes)
  return changes.length > 0
}

/** Changes that turn one list of definitions into another, position by position. */
function listChanges(name: string, present: string[], wanted: string[]): Change[] {
  return wanted.flatMap((value, index) => {
    const old = present[index]
    if (old === undefined) return [change('add', name, [value])]
    if (withoutIndex(old) === value) return []
    return [change('delete', name, [`{${index}}`]), change('add', name, [`{${index}}${value}`])]
  })
}

function change(operation: 'add' | 'delete' | 'replace', type: string, values: string[]): Change {
  return new Change({ operation, modification: new Attribute({ type, values }) })
}

function valuesOf(attributes: Attributes | undefined, name: string): string[] {
  return attributes?.[name] ?? []
}

function withoutClass({ objectClass: _objectClass, ...attributes }: Attributes): Attributes {
  return attributes
}

/** slapd numbers values whose order counts. */
function withoutIndex(value: string): string {
  return value.replace(/^\{\d+\}/, '')
}

function isSame(some: string[], others: string[]): boolean {
  return some.length === others.length && some.every((value, index) => value === others[index])
}
