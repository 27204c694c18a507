/** A slapd of its own for the tests of this folder, without the rest of an instance. */
import { rm } from 'node:fs/promises'
import { ensureDirectories } from '../directories'
import { ensureParents } from '../files'
import { type Instance, instancePaths, readSecret } from '../instance'
import { freePorts } from '../ports'
import { type ProgramResult, runProgram } from '../program'
import { ensureSecrets } from '../secrets'
import { ensureConsoleUser } from '../system-users'
import { testPlace } from '../testing-place'
import { guard } from '../testing-removal'
import { writeBaseTree } from './base-tree'
import { slapd } from './slapd'

export const MANAGER_PASSWORD = 'first-password-of-the-manager'

const removals = new Map<string, () => Promise<void>>()

/** A new instance directory with secrets, but nothing configured or running. */
export async function bareInstance(name = 'slapd-test'): Promise<Instance> {
  const directory = testPlace(`${name}-${process.pid}`)
  await rm(directory, { recursive: true, force: true })
  removals.set(directory, await guard(directory))
  const instance: Instance = {
    ...{ version: 1, name: 'slapd-test', hostname: 'mail.example.com', domain: 'example.com' },
    ...{ suffix: 'dc=example,dc=com', ports: freePorts(), origins: [] },
    ...{ upgraded: { slapd: 0, configuration: 0 }, programs: { node: process.execPath } },
    ...{ directory, paths: instancePaths(directory) },
  }
  await ensureConsoleUser()
  await ensureParents(directory)
  await ensureDirectories(instance)
  await ensureSecrets(instance)
  return instance
}

/** A new instance with a running slapd and the base tree. */
export async function runningSlapd(name?: string): Promise<Instance> {
  const instance = await bareInstance(name)
  await slapd.configure(instance)
  await slapd.start(instance)
  await writeBaseTree(instance, { managerPassword: MANAGER_PASSWORD })
  return instance
}

export async function removeSlapd(instance: Instance): Promise<void> {
  await removals.get(instance.directory)?.()
}

/**
 * Who binds: an entry of the tree with its password; root comes in by ldapi and is bound by no rule. People change
 * entries as the console does it for them, on its connection, or with a client of their own where it says `past`.
 */
export type Login = { dn: string; password: string; past?: 'console' } | 'root'

/** Runs ldapmodify, ldapsearch, ldapwhoami or ldappasswd as somebody. */
export function ldapTool(
  instance: Instance,
  tool: 'ldapmodify' | 'ldapsearch' | 'ldapcompare' | 'ldapwhoami' | 'ldappasswd' | 'ldapdelete',
  login: Login,
  argv: string[] = [],
  input = '',
): Promise<ProgramResult> {
  const isPerson = login !== 'root' && login.dn.startsWith('uid=') && !login.past
  const as = isPerson && tool === 'ldapmodify' ? throughConsole(instance, login.dn) : access(instance, login)
  return runProgram(`/usr/bin/${tool}`, [...as, ...argv], { input })
}

/** Change records (RFC 2849) for ldapmodify. */
export const ldif = {
  add: (dn: string, attributes: Record<string, string | string[]>) =>
    record(dn, 'add', ...Object.entries(attributes).flatMap(([name, values]) => lines(name, values))),
  remove: (dn: string) => record(dn, 'delete'),
  set: (dn: string, name: string, values: string | string[]) =>
    record(dn, 'modify', `replace: ${name}`, ...lines(name, values)),
  put: (dn: string, name: string, values: string | string[]) =>
    record(dn, 'modify', `add: ${name}`, ...lines(name, values)),
  take: (dn: string, name: string, values: string | string[] = []) =>
    record(dn, 'modify', `delete: ${name}`, ...lines(name, values)),
  move: (dn: string, rdn: string, newSuperior?: string) =>
    record(
      dn,
      'modrdn',
      `newrdn: ${rdn}`,
      'deleteoldrdn: 1',
      ...(newSuperior ? [`newsuperior: ${newSuperior}`] : []),
    ),
}

function record(dn: string, changetype: string, ...rest: string[]): string {
  return `${[`dn: ${dn}`, `changetype: ${changetype}`, ...rest].join('\n')}\n\n`
}

function lines(name: string, values: string | string[]): string[] {
  return [values].flat().map((value) => `${name}: ${value}`)
}

function throughConsole(instance: Instance, dn: string): string[] {
  const console = {
    dn: `cn=console,ou=services,${instance.suffix}`,
    password: readSecret(instance, 'console'),
  }
  return [...access(instance, console), '-e', `!authzid=dn:${dn}`]
}

function access({ ports, paths }: Instance, login: Login): string[] {
  if (login === 'root') {
    return ['-Q', '-Y', 'EXTERNAL', '-H', `ldapi://${encodeURIComponent(paths.ldapiSocket)}/`]
  }
  return ['-x', '-H', `ldap://127.0.0.1:${ports.ldap}/`, '-D', login.dn, '-w', login.password]
}
