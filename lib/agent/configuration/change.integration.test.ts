/** Changes of configuration files on an instance of its own: its servers break and its agent is killed. */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apache } from '@/lib/instance/apache/apache'
import { cyrus } from '@/lib/instance/cyrus/cyrus'
import { type Instance, readInstance, readSecret } from '@/lib/instance/instance'
import { freePorts } from '@/lib/instance/ports'
import { postfix } from '@/lib/instance/postfix/postfix'
import { proftpd } from '@/lib/instance/proftpd/proftpd'
import { saslauthd } from '@/lib/instance/saslauthd/saslauthd'
import { until } from '@/lib/instance/until'
import { probe } from './probe'
import { submissionTrouble, workingSubmissions } from './probe-submission'
import { withReasons } from './reasons'
import { ownInstanceForChanges } from './testing-change'

const changes = ownInstanceForChanges()
const {
  directory,
  ask,
  read,
  state,
  kill,
  agent,
  newest,
  apply,
  proof,
  rootProof,
  start,
  startDying,
  wish,
  ended,
  isGone,
} = changes
let instance: Instance

beforeAll(async () => {
  instance = await changes.begin(async (own) => {
    // With its name in the greeting.
    const conf = own.paths.proftpdConf
    writeFileSync(conf, readFileSync(conf, 'utf8').replace(/^ServerIdent .*$/m, 'ServerIdent on'))
    for (const server of [apache, proftpd]) await server.start(own)
  })
})
afterAll(changes.end)

const place = (name: string) => path.join(instance.paths.etc, name)
const content = (name: string) => readFileSync(place(name), 'utf8')
const greeting = (words: string) => (text: string) =>
  text.replace(/^ServerName .*$/m, `ServerName "${words}"`)

/** No file can be called so. */
const LONG_NAME = `${'a'.repeat(300)}.conf`

const nameIn = (text: string) => /^ServerName "(.*)"$/m.exec(text)?.[1] ?? 'none'

/** What ProFTPD says to whoever connects. */
function ftpGreeting(port = instance.ports.ftp): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: '127.0.0.1', port })
    socket.once('data', (said) => {
      socket.end('QUIT\r\n')
      resolve(String(said))
    })
    socket.once('error', reject)
  })
}

/** What Apache gives of a page. */
function httpsGet(page: string): Promise<string> {
  const { https: port } = instance.ports
  return new Promise((resolve, reject) => {
    const asked = https.get({ host: '127.0.0.1', port, path: page, rejectUnauthorized: false, agent: false })
    asked.once('response', async (response) => resolve(Buffer.concat(await response.toArray()).toString()))
    asked.once('error', reject)
  })
}

describe('a change of configuration files', () => {
  it('replaces a file, keeps its owner and mode, and is kept', async () => {
    chmodSync(place('proftpd.conf'), 0o640)
    const before = statSync(place('proftpd.conf'))
    const id = await apply(await wish('proftpd.conf', greeting('first')))
    expect(await ended(id)).toMatchObject({ phase: 'kept', reason: null, services: ['proftpd'] })
    expect(await ftpGreeting()).toContain('first')
    expect(content('proftpd.conf')).toContain(readSecret(instance, 'mta'))
    const { mode, uid, gid } = statSync(place('proftpd.conf'))
    expect({ mode, uid, gid }).toEqual({ mode: before.mode, uid: before.uid, gid: before.gid })
    expect(await newest()).toMatchObject({
      ...{ who: 'admin', note: 'a note', origin: 'console', outcome: 'kept', files: ['proftpd.conf'] },
    })
  })

  it('leaves no secret behind, neither the old nor the new one', async () => {
    const old = readSecret(instance, 'mta')
    const fresh = 'n3w-bind-passw0rd'
    const rotate = (text: string) => text.replace('(kept secret)', fresh)
    await ended(await apply(await wish('postfix/left.cf', rotate, { proof: rootProof() })))
    expect(content('postfix/left.cf')).toContain(`bind_pw = ${fresh}\n`)
    expect(holding(fresh)).toEqual([place('postfix/left.cf')])
    expect(holding(old).filter((one) => !one.startsWith(`${directory}/etc/`))).toEqual([])
    expect(holding('n3w-bind')).toEqual([place('postfix/left.cf')])
    const { number = 0 } = (await newest()) ?? {}
    const { before, after } = await ask('configuration.revision', { number, file: 'postfix/left.cf' })
    expect(before).toBe(after)
    expect(after).toContain('bind_pw = (kept secret)')
    expect(JSON.stringify(await state())).not.toContain(fresh)
    expect(agent().output()).not.toContain(fresh)
    // What the history keeps is nobody's but root's.
    const kept = execFileSync('find', [instance.paths.configurationData, '-perm', '/077'], {
      encoding: 'utf8',
    })
    expect(kept).toBe('')
    expect(statSync(`${instance.paths.configurationData}/texts`).uid).toBe(0)
  })

  it('is refused when the file is another one by now, which is recorded as somebody else’s', async () => {
    const wanted = await wish('proftpd.conf', greeting('mine'))
    writeFileSync(place('proftpd.conf'), greeting('theirs')(content('proftpd.conf')))
    await expect(apply(wanted)).rejects.toMatchObject({
      ...{ kind: 'conflict', code: 'config.changed', values: { file: 'proftpd.conf' } },
    })
    expect(content('proftpd.conf')).toContain('theirs')
    const seen = await newest()
    expect(seen).toMatchObject({ origin: 'outside', outcome: 'kept', files: ['proftpd.conf'] })
    const texts = await ask('configuration.revision', { number: seen?.number ?? 0, file: 'proftpd.conf' })
    expect(texts.before).toContain('"first"')
    expect(texts.after).toContain('"theirs"')
  })

  it('is refused when a server would not take it, or nothing would change', async () => {
    const broken = await wish('proftpd.conf', (text) =>
      text.replace(/^MaxInstances.*$/m, 'MaxInstances many'),
    )
    await expect(apply(broken)).rejects.toMatchObject({ kind: 'invalid', code: 'config.check' })
    await expect(apply(await wish('proftpd.conf', (text) => text))).rejects.toMatchObject({
      code: 'config.nothing',
    })
  })

  it('can be one of included files in the server’s own directory, and of nothing else', async () => {
    const conf = place('apache/apache2.conf')
    const before = readFileSync(conf)
    const more = [
      'own.conf',
      'tls.key',
      '../secrets/mta',
      '../proftpd.conf',
      'link.conf',
      '/etc/passwd',
      LONG_NAME,
    ]
    const long = '# größer als ein Megabyte\n'.repeat(40_000)
    writeFileSync(place('apache/own.conf'), long)
    symlinkSync('/etc/passwd', place('apache/link.conf'))
    try {
      writeFileSync(conf, `${before}${more.map((name) => `IncludeOptional ${name}\n`).join('')}`)
      const { files } = await ask('configuration.files', {})
      const names = files.map(({ file }) => file).filter((file) => file.startsWith('apache/'))
      expect(names.sort()).toEqual(['apache/apache2.conf', 'apache/console.conf', 'apache/own.conf'])
      const { text } = await read('apache/own.conf')
      expect(text === long).toBe(true)
    } finally {
      writeFileSync(conf, before)
      for (const name of ['own.conf', 'link.conf']) rmSync(place(`apache/${name}`))
    }
    expect(await newest()).toMatchObject({ origin: 'outside', files: ['apache/apache2.conf'] })
  })

  it('is put back by itself when a port is taken, in the server too that took its part', async () => {
    const taken = net.createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as net.AddressInfo
    try {
      const before = content('proftpd.conf')
      const pages = content('apache/apache2.conf')
      const wanted = await wish('proftpd.conf', (text) => text.replace(/^Port .*$/m, `Port ${port}`))
      const beside = await wish('apache/apache2.conf', (text) =>
        text.replace(/ErrorDocument 503 .*/, 'ErrorDocument 503 "half a change"'),
      )
      const files = [...beside.files, ...wanted.files]
      const costs = { apache: 'reload', proftpd: 'restart' } as const
      const seen = new Set<string>()
      const id = await apply({ ...wanted, files, costs })
      const isOver = async () => {
        if ((await httpsGet('/')).includes('half a change')) seen.add('half a change')
        return (await state())?.phase === 'reverted'
      }
      expect(await until(isOver, 60_000, 20)).toBe(true)
      expect([...seen]).toEqual(['half a change'])
      expect(content('apache/apache2.conf')).toBe(pages)
      const isBack = async () => !(await httpsGet('/')).includes('half a change')
      expect(await until(isBack, 10_000, 50)).toBe(true)
      const last = await ended(id)
      expect(last).toMatchObject({ phase: 'reverted', reason: { service: 'proftpd' } })
      expect(last.reason?.detail).toMatch(/in use/i)
      expect(content('proftpd.conf')).toBe(before)
      expect(readInstance(directory).ports).toEqual(instance.ports)
      expect(await ftpGreeting()).toContain(nameIn(before))
      expect(await newest()).toMatchObject({ outcome: 'reverted', reason: last.reason })
    } finally {
      taken.close()
    }
  })

  it('is put back by itself when a server goes on without the port that it was to move to', async () => {
    for (const server of [saslauthd, cyrus]) await server.start(instance)
    const taken = net.createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as net.AddressInfo
    try {
      const edit = (text: string) => text.replace(`127.0.0.1:${instance.ports.pop3}`, `127.0.0.1:${port}`)
      const last = await ended(await apply(await wish('cyrus/cyrus.conf', edit, { proof: proof() })))
      expect(last).toMatchObject({
        phase: 'reverted',
        reason: {
          service: 'cyrus',
          detail: expect.stringContaining(`port ${port} is taken by another program`),
        },
      })
      expect(content('cyrus/cyrus.conf')).toContain(`127.0.0.1:${instance.ports.pop3}`)
      // Cyrus itself says nothing of it when it is the port that it is known by.
      const there = { ...instance, ports: { ...instance.ports, imap: port } }
      const said = withReasons(there, { service: 'cyrus', detail: 'exit code 0' }, new Map())
      expect(said).toContain(`port ${port} is taken by another program`)
      expect(said).not.toContain('exit code')
      expect(readInstance(directory).ports).toEqual(instance.ports)
    } finally {
      taken.close()
    }
  })

  it('is put back by itself when a certificate does not fit its key', async () => {
    execFileSync('openssl', ['genpkey', '-algorithm', 'RSA', '-out', place('apache/other.key')], {
      stdio: 'ignore',
    })
    const before = content('apache/apache2.conf')
    const other = (text: string) => text.replace('apache/tls.key', 'apache/other.key')
    await expect(apply(await wish('apache/apache2.conf', other))).rejects.toMatchObject({
      ...{ kind: 'denied', code: 'config.password' },
    })
    const wanted = await wish('apache/apache2.conf', other, { costs: { apache: 'reload' }, proof: proof() })
    const last = await ended(await apply(wanted))
    expect(last).toMatchObject({ phase: 'reverted', reason: { service: 'apache' } })
    expect(last.reason?.detail).toMatch(/key/i)
    expect(content('apache/apache2.conf')).toBe(before)
    expect(await apache.main(instance)).toBeDefined()
  })

  it('that lets Apache keep from the console what it has to know would be put back by itself', async () => {
    // As the web process does: it takes nobody's word but that of Apache.
    const web = http.createServer(({ headers }, response) => {
      const isTrusted = headers['x-server-manager-proxy'] === readSecret(instance, 'proxy')
      response.writeHead(isTrusted ? 200 : 421).end()
    })
    await new Promise<void>((resolve) => web.listen(instance.ports.web, '127.0.0.1', resolve))
    // Another one to whom requests are passed on.
    const other = http.createServer(({ headers }, response) => response.end(JSON.stringify(headers)))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as net.AddressInfo
    const before = content('apache/apache2.conf')
    const troubleWith = async (text: string, detail: string | undefined) => {
      writeFileSync(place('apache/apache2.conf'), text)
      await apache.reload(instance)
      const told = async () => (await probe(instance, 'apache'))?.detail === detail
      expect(await until(told, 30_000, 100)).toBe(true)
    }
    try {
      await troubleWith(
        before.replace(/^ *Include .*console\.conf$/m, '#(off) $&'),
        'the console behind it is not told what it needs',
      )
      const passed = `ProxyPass /elsewhere/ http://127.0.0.1:${port}/\n`
      await troubleWith(before.replace(/^ *ProxyPass \/ /m, `${passed}$&`), undefined)
      const told = await httpsGet('/elsewhere/')
      expect(told).toContain('"x-server-manager-client":"127.0.0.1"')
      expect(told).not.toContain(readSecret(instance, 'proxy'))
      await troubleWith(before, undefined)
    } finally {
      for (const server of [web, other]) {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
    }
  })

  it('takes the console along to another port, and comes back with it', async () => {
    const { ftp, https } = freePorts()
    const moves: [string, (text: string) => string][] = [
      ['proftpd.conf', (text) => text.replace(/^Port .*$/m, `Port ${ftp}`)],
      ['apache/apache2.conf', (text) => text.replaceAll(`:${instance.ports.https}`, `:${https}`)],
    ]
    const wishes = await Promise.all(moves.map(([name, edit]) => wish(name, edit)))
    const [one] = wishes
    if (!one) throw new Error('nothing is wished for')
    const files = wishes.flatMap((each) => each.files)
    const { moved: ahead } = await ask('configuration.check', { files, proof: null })
    const from = `https://localhost:${instance.ports.https}`
    expect(ahead).toContainEqual({ from, to: `https://localhost:${https}` })
    const id = await apply({ ...one, files, costs: {}, countdown: 600, proof: proof() })
    expect(await ended(id)).toMatchObject({ phase: 'countdown', services: ['proftpd', 'apache'] })
    const moved = readInstance(directory)
    expect(moved.ports).toEqual({ ...instance.ports, ftp, https })
    expect(moved.origins).toContain(`https://localhost:${https}`)
    expect(moved.origins).not.toContain(`https://localhost:${instance.ports.https}`)
    expect(await ftpGreeting(ftp)).toMatch(/^220 /)
    await expect(ftpGreeting()).rejects.toThrow('ECONNREFUSED')
    await kill()
    await start()
    await ask('configuration.takeBack', { change: id })
    expect(await until(async () => (await state())?.phase === 'reverted', 60_000, 50)).toBe(true)
    const { ports, origins } = readInstance(directory)
    expect({ ports, origins }).toEqual({ ports: instance.ports, origins: instance.origins })
    expect(await ftpGreeting()).toMatch(/^220 /)
  })

  it('that could cut the administrators off waits to be kept, whatever is asked for', async () => {
    const edit = (text: string) => text.replace('RequireValidShell off', 'RequireValidShell no')
    const before = Date.now()
    const id = await apply(await wish('proftpd.conf', edit, { countdown: 0 }))
    const { phase, deadline } = await ended(id)
    expect(phase).toBe('countdown')
    expect(new Date(deadline ?? 0).getTime()).toBeGreaterThanOrEqual(before + 60_000)
    await ask('configuration.takeBack', { change: id })
    expect(await until(async () => (await state())?.phase === 'reverted', 60_000, 50)).toBe(true)
  })

  it('is one at a time, waits to be kept, and is kept', async () => {
    const id = await apply(await wish('proftpd.conf', greeting('waiting'), { countdown: 600 }))
    const waiting = await ended(id)
    expect(waiting).toMatchObject({ phase: 'countdown', revision: null })
    expect(new Date(waiting.deadline ?? 0).getTime()).toBeGreaterThan(Date.now())
    const other = await wish('postfix/main.cf', (text) => `${text}\n`)
    await expect(apply(other)).rejects.toMatchObject({ kind: 'conflict', code: 'config.busy' })
    await expect(ask('configuration.keep', { change: '0123456789abcdef' })).rejects.toMatchObject({
      ...{ kind: 'conflict', code: 'config.noChange' },
    })
    await ask('configuration.keep', { change: id })
    expect(await state()).toMatchObject({ id, phase: 'kept', revision: (await newest())?.number })
    await expect(ask('configuration.takeBack', { change: id })).rejects.toMatchObject({
      code: 'config.noChange',
    })
    expect(await ftpGreeting()).toContain('waiting')
  })

  it('is put back when it is taken back, or not kept in time; what somebody wrote meanwhile can be looked up', async () => {
    const port = (text: string) => `${greeting('regretted')(text)}TimeoutIdle 700\n`
    const beside = await apply(await wish('proftpd.conf', port, { countdown: 600 }))
    await ended(beside)
    const old = content('proftpd.conf').replace('"regretted"', '"waiting"').replace('TimeoutIdle 700\n', '')
    writeFileSync(place('proftpd.conf'), `${content('proftpd.conf')}TimeoutLogin 200\n`)
    await ask('configuration.takeBack', { change: beside })
    expect(await ended(beside)).toMatchObject({ meanwhile: [{ file: 'proftpd.conf', stays: true }] })
    expect(content('proftpd.conf')).toBe(`${old}TimeoutLogin 200\n`)
    expect(await newest()).toMatchObject({ outcome: 'kept', origin: 'outside' })

    // What they wrote would keep the server from starting.
    const broken = await apply(await wish('proftpd.conf', port, { countdown: 600 }))
    await ended(broken)
    writeFileSync(place('proftpd.conf'), `${content('proftpd.conf')}Nonsense on\n`)
    await ask('configuration.takeBack', { change: broken })
    expect(await ended(broken)).toMatchObject({ meanwhile: [{ file: 'proftpd.conf', stays: false }] })
    expect(content('proftpd.conf')).toBe(`${old}TimeoutLogin 200\n`)

    const id = await apply(await wish('proftpd.conf', greeting('regretted'), { countdown: 600 }))
    await ended(id)
    writeFileSync(place('proftpd.conf'), greeting('by hand')(content('proftpd.conf')))
    await ask('configuration.takeBack', { change: id })
    const back = async () => (await state())?.phase === 'reverted'
    expect((await ended(id)).phase).toBe('reverted')
    expect(await ftpGreeting()).toContain('waiting')
    const { revisions } = await ask('configuration.history', { skip: 0, most: 2 })
    expect(revisions).toMatchObject([{ outcome: 'reverted', origin: 'console' }, { origin: 'outside' }])
    const [, { number = 0 } = {}] = revisions
    const theirs = await ask('configuration.revision', { number, file: 'proftpd.conf' })
    expect(theirs.after).toContain('by hand')

    await apply(await wish('proftpd.conf', greeting('forgotten'), { countdown: 1 }))
    expect(await until(async () => (await state())?.reason?.code === 'config.notKept', 60_000, 50)).toBe(true)
    expect(await until(back, 60_000, 50)).toBe(true)
    expect(content('proftpd.conf')).toContain('waiting')
  })

  it('goes on counting when the agent is killed, and is put back by the next one when its time is over', async () => {
    const id = await apply(await wish('proftpd.conf', greeting('counted'), { countdown: 600 }))
    const { deadline } = await ended(id)
    await kill()
    await start()
    expect(await state()).toMatchObject({ id, phase: 'countdown', deadline })
    await ask('configuration.keep', { change: id })
    expect(await newest()).toMatchObject({ outcome: 'kept' })

    const late = await apply(await wish('proftpd.conf', greeting('late'), { countdown: 1 }))
    const over = new Date((await ended(late)).deadline ?? 0).getTime()
    await kill()
    expect(await until(() => Date.now() > over, 10_000)).toBe(true)
    await start()
    expect(await until(async () => (await state())?.phase === 'reverted', 60_000, 50)).toBe(true)
    expect(await ftpGreeting()).toContain('counted')
    expect(await newest()).toMatchObject({ outcome: 'reverted', reason: { code: 'config.notKept' } })
  })

  it('does not start a server that somebody stopped, and says that it did not answer before either', async () => {
    await proftpd.stop(instance)
    const last = await ended(await apply(await wish('proftpd.conf', greeting('stopped'))))
    expect(last).toMatchObject({
      phase: 'kept',
      reason: {
        service: 'proftpd',
        code: 'config.downBefore',
        detail: expect.stringContaining('does not run'),
      },
    })
    expect(await proftpd.main(instance)).toBeUndefined()
    await proftpd.start(instance)
    expect(await ftpGreeting()).toContain('stopped')
  })

  it('is found out by what its server is for, which a port that answers is not', async () => {
    // What was rotated before does not let Postfix in.
    const left = content('postfix/left.cf').replace(
      /^bind_pw = .*$/m,
      `bind_pw = ${readSecret(instance, 'mta')}`,
    )
    writeFileSync(place('postfix/left.cf'), left)
    for (const server of [saslauthd, cyrus, postfix]) await server.start(instance)
    for (const end of ['crt', 'key']) copyFileSync(place(`apache/tls.${end}`), place(`cyrus/tls.${end}`))
    const [cert, key] = [place('apache/tls.crt'), place('apache/tls.key')]
    /** What the probe says of a file that was changed so, its server having taken it. */
    const found = async (
      name: string,
      server: typeof cyrus | typeof postfix,
      edit: (text: string) => string,
      hoped: RegExp,
    ) => {
      const before = content(name)
      const put = async (text: string) => {
        writeFileSync(place(name), text)
        if (server === cyrus) await server.stop(instance)
        await (server === cyrus ? server.start(instance) : server.reload(instance))
      }
      expect(edit(before)).not.toBe(before)
      try {
        await put(edit(before))
        const service = server.name as 'cyrus'
        let said = ''
        // Processes of before a reload go on for a moment.
        const isFound = async () => {
          said = (await probe(instance, service))?.detail ?? 'nothing'
          return hoped.test(said)
        }
        await until(isFound, 30_000, 100)
        expect(said).toMatch(hoped)
      } finally {
        await put(before)
      }
    }
    const adding =
      (...lines: string[]) =>
      (text: string) =>
        `${text}${lines.join('\n')}\n`
    const may = 'smtpd_tls_security_level = may'
    const elsewhere = (text: string) => text.replace(/(lmtp .*listen="[^"]*)/, '$1-elsewhere')
    await found('cyrus/cyrus.conf', cyrus, elsewhere, /Postfix delivers/)
    await found('cyrus/imapd.conf', cyrus, adding('maxmessagesize: 1'), /Postfix delivers: 552 /)
    const cyrusTls = adding(`tls_server_cert: ${cert}`, `tls_server_key: ${place('cyrus/tls.key')}`)
    // A key that only root reads.
    await found('cyrus/imapd.conf', cyrus, cyrusTls, /STARTTLS/)
    execFileSync('chown', ['cyrus', place('cyrus/tls.key')])
    await found('cyrus/imapd.conf', cyrus, cyrusTls, /^nothing$/)
    const chain = (...files: string[]) => adding(may, `smtpd_tls_chain_files = ${files.join(', ')}`)
    await found('postfix/main.cf', postfix, adding('smtpd_client_restrictions = reject'), /Access denied/)
    await found('postfix/main.cf', postfix, chain(cert), /TLS/)
    await found('postfix/main.cf', postfix, chain(key, cert), /^nothing$/)
    const unbound = (text: string) => text.replace('LDAPAuthBinds on', 'LDAPAuthBinds off')
    await found('proftpd.conf', proftpd, unbound, /^530/)
    const without = (text: string) => text.replace(/^CreateHome .*$/m, 'CreateHome off')
    await found('proftpd.conf', proftpd, without, /^nothing$/)
    const conf = content('proftpd.conf')
    writeFileSync(place('proftpd.conf'), conf.replace(readSecret(instance, 'mta'), 'wrong'))
    expect(await probe(instance, 'proftpd')).toMatchObject({ detail: expect.stringContaining('LDAPBindDN') })
    writeFileSync(place('proftpd.conf'), conf)

    // A rule that keeps everybody out who signs in is met at the submission port alone.
    const submission = `127.0.0.1:${instance.ports.submission}/inet`
    const isWorking = async () => (await workingSubmissions(instance)).join() === submission
    expect(await until(isWorking, 30_000, 100)).toBe(true)
    const master = content('postfix/master.cf')
    const shut = (text: string) =>
      text.replace('client_restrictions=permit_sasl_authenticated', 'client_restrictions=permit_mynetworks')
    const last = await ended(await apply(await wish('postfix/master.cf', shut, { proof: proof() })))
    expect(last).toMatchObject({ phase: 'reverted', reason: { service: 'postfix' } })
    expect(last.reason?.detail).toMatch(/nobody can send mail there any more: .*Access denied/)
    expect(content('postfix/master.cf')).toBe(master)
    // Whoever lets nobody sign in there means it.
    const trouble = () => submissionTrouble(instance, [submission])
    expect(await trouble()).toBeNull()
    writeFileSync(place('postfix/master.cf'), master.replace('sasl_auth_enable=yes', 'sasl_auth_enable=no'))
    await postfix.reload(instance)
    expect(await trouble()).toBeNull()
    writeFileSync(place('postfix/master.cf'), shut(master))
    await postfix.reload(instance)
    expect(await until(async () => (await workingSubmissions(instance)).length === 0, 30_000, 100)).toBe(true)
    // With TLS from the first byte.
    const wrapped = 'sasl_auth_enable=yes\n  -o smtpd_tls_wrappermode=yes'
    writeFileSync(place('postfix/master.cf'), master.replace('sasl_auth_enable=yes', wrapped))
    const main = content('postfix/main.cf')
    writeFileSync(place('postfix/main.cf'), chain(key, cert)(main))
    await postfix.reload(instance)
    expect(await until(isWorking, 30_000, 100)).toBe(true)
    writeFileSync(place('postfix/main.cf'), main)
    // At another address.
    const moved = submission.replace('127.0.0.1', '127.0.0.2')
    writeFileSync(
      place('postfix/master.cf'),
      master.replace(submission.replace('/', ' '), moved.replace('/', ' ')),
    )
    await postfix.reload(instance)
    const isMoved = async () => (await workingSubmissions(instance)).join() === moved
    expect(await until(isMoved, 30_000, 100)).toBe(true)
    writeFileSync(place('postfix/master.cf'), master)
    for (const server of [postfix, cyrus]) await server.stop(instance)
    // What was edited by hand here is seen before an agent dies at what it writes.
    await newest()
  })

  it('leaves the old or the new files, a running server and a true history, wherever the agent is killed', async () => {
    const [here, there] = [readInstance(directory).ports.ftp, freePorts().ftp]
    const found = new Set<string>()
    for (let at = 1; ; at++) {
      await kill()
      await startDying(at)
      const before = content('proftpd.conf')
      const was = readInstance(directory).ports.ftp
      const port = was === here ? there : here
      const edit = (text: string) => greeting(`killed ${at}`)(text).replace(/^Port .*$/m, `Port ${port}`)
      const { total } = await ask('configuration.history', { skip: 0, most: 1 })
      const proof = rootProof()
      const id = await apply(await wish('proftpd.conf', edit, { proof })).catch(() => undefined)
      const isSettled = () => !existsSync(`${instance.paths.configurationData}/pending`)
      const isDone = async () =>
        isGone() || (id !== undefined && isSettled() && (await state().catch(() => null))?.id === id)
      expect(await until(isDone, 60_000, 20)).toBe(true)
      const wasKilled = isGone()
      if (wasKilled) await start()
      expect(await until(isSettled, 60_000, 20), agent().output()).toBe(true)

      const last = await state()
      const all = (await ask('configuration.history', { skip: 0, most: 9 })).revisions
      const own = all.filter(({ number }) => number > total)
      const isNew = content('proftpd.conf') !== before
      const now = isNew ? edit(before) : before
      expect(content('proftpd.conf')).toBe(now)
      expect(readInstance(directory).ports.ftp).toBe(isNew ? port : was)
      expect(await ftpGreeting(isNew ? port : was)).toContain(nameIn(now))
      expect(own.map(({ outcome }) => outcome)).toEqual(isNew ? ['kept'] : own.map(() => 'interrupted'))
      // Whoever got an answer finds what became of it.
      if (id !== undefined || isNew) expect(own).toHaveLength(1)
      const [{ number, outcome } = { number: 0, outcome: 'none' }] = own
      expect(
        holding(readSecret(instance, 'mta')).filter((one) => path.basename(one).startsWith('.')),
      ).toEqual([])
      if (number > 0) expect(last).toMatchObject({ phase: isNew ? 'kept' : 'reverted', revision: number })
      found.add(outcome)
      if (!wasKilled) break
    }
    expect([...found].sort()).toEqual(['interrupted', 'kept', 'none'])
  })
})

/** Files below the instance that hold a text, as grep(1) finds them. */
function holding(text: string): string[] {
  try {
    const found = execFileSync('grep', ['-rlaF', '--devices=skip', '--', text, directory], {
      encoding: 'utf8',
    })
    return found.trim().split('\n').sort()
  } catch (error) {
    if ((error as { status?: number }).status === 1) return []
    throw error
  }
}
