import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { writeDescription } from './description'
import { followInstance, type Instance, instancePaths } from './instance'
import { freePorts } from './ports'

it('an instance is followed to other ports, and not forgotten when its description goes', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'server-manager-'))
  const instance: Instance = {
    ...{
      version: 1,
      name: 'a',
      hostname: 'mail.example.com',
      domain: 'example.com',
      suffix: 'dc=example,dc=com',
    },
    ...{
      ports: freePorts(),
      origins: [],
      upgraded: { slapd: 0, configuration: 0 },
      programs: { node: 'node' },
    },
    ...{ directory, paths: instancePaths(directory) },
  }
  await writeDescription(instance)
  const current = followInstance(directory)
  expect(current().ports).toEqual(instance.ports)
  const ports = { ...instance.ports, imap: 143 }
  await writeDescription({ ...instance, ports })
  expect(current().ports).toEqual(ports)
  rmSync(directory, { recursive: true })
  expect(current().ports).toEqual(ports)
})
