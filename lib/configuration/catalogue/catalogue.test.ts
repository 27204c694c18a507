/** The catalogue has every parameter that the administration guide names, and says of each what a field needs. */
import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { parameters } from '..'
import listed from './listed.json'
import { costs, marks, sections, statuses } from './parameter'

const named = (service: string, name: string) =>
  parameters.filter((one) => one.service === service && one.name === name)

describe('the catalogue', () => {
  it.each(listed)(
    'of %s has in section %s what the guide calls %s, as %s',
    (service, section, was, name, status) => {
      const [parameter, ...more] = named(String(service), String(name))
      expect(more).toEqual([])
      expect(parameter?.guide).toContainEqual([section, was, status])
    },
  )

  it('says of each what became of it, and has a field for all that exist and are not fixed', () => {
    for (const { name, kind, guide, help, section, marks: own } of parameters) {
      const fate = guide.map(([, , status]) => status)
      const isFixed = fate.every((status) => status === 'dropped' || status === 'fixed')
      if (isFixed) expect(kind, name).toBeNull()
      else if (!['olcSchemaConfig', 'olcDatabase'].includes(name)) expect(kind, name).not.toBeNull()
      expect(help, name).toMatch(/^[A-Z].+[.]$/)
      expect([section in sections, own.every((mark) => mark in marks)], name).toEqual([true, true])
      expect(fate.every((status) => status in statuses) && fate.length > 0, name).toBe(true)
    }
    expect(Object.keys(costs)).toEqual(['none', 'reload', 'restart'])
  })

  it('has all that the guide has, and fixes no more than the guide does', () => {
    expect(listed).toHaveLength(268)
    const fixed = listed.filter(([, , , , status]) => status === 'fixed').map(([, , , name]) => name)
    expect(fixed).toEqual(['proxy_authname', 'olcAccess', 'disable_vrfy_command'])
  })

  it('marks what names files, programs and passwords', () => {
    for (const { name, kind, marks: own } of parameters) {
      if (kind?.control === 'path' || kind?.control === 'maps') expect(own, name).toContain('danger')
      if (kind?.control === 'secret') expect(own, name).toContain('secret')
    }
  })

  it('has defaults that its own fields take', () => {
    for (const { name, kind, default: usual } of parameters) {
      if (!kind || usual === '') continue
      const shown = kind.show(usual)
      expect(kind.show(kind.print(shown)), name).toBe(shown)
    }
  })

  it('has names and defaults that Cyrus has', () => {
    const argv = ['-C', '/etc/imapd.conf', 'conf-default']
    const { stdout, error } = spawnSync('/usr/lib/cyrus/bin/cyr_info', argv, { encoding: 'utf8' })
    if (error) throw error
    const theirs = stdout.split('\n')
    // Names that begin with that of a service, a partition or of SASL it takes without telling them.
    const asked = parameters.filter(
      ({ format, kind, name }) =>
        format === 'imapd.conf' && kind && !/^(lmtp_allow|partition-|sasl_)/.test(name),
    )
    expect(asked.length).toBeGreaterThan(40)
    for (const { name, default: usual } of asked)
      expect(theirs, name).toContain(usual === '' ? `${name}: ` : `${name}: ${usual}`)
  })

  it('has names and defaults that Postfix has', () => {
    const asked = parameters.filter(({ format, place, kind }) => format === 'main.cf' && !place && kind)
    const { stdout, stderr, error } = spawnSync('postconf', ['-d', ...asked.map(({ name }) => name)], {
      encoding: 'utf8',
    })
    if (error) throw error
    expect(stderr).not.toContain('unknown parameter')
    const theirs = stdout.split('\n')
    for (const { name, default: usual } of asked) {
      const line = theirs.find((one) => one.startsWith(`${name} =`))
      expect(line, name).toBeDefined()
      if (usual !== '') expect(line).toBe(`${name} = ${usual}`)
    }
  })
})
