import { describe, expect, it } from 'vitest'
import { freePorts } from '@/lib/instance/ports'
import { movedPlace, portsOf } from './moved-ports'

const masterCf = `127.0.0.1:10025 inet n - n - - smtpd
[::1]:10026 inet n - n - - smtpd
submission inet n - n - - smtpd
  -o smtpd_sasl_auth_enable=yes
127.0.0.1:10030 inet n - n - - spawn argv=/bin/true
pickup unix n - n 60 1 pickup
`
const cyrusConf = `SERVICES {
  imaps cmd="imapd -s -C /x" listen="993"
  imap  cmd="imapd -U 30 -C /x" listen="127.0.0.1:10143" prefork=1
  pop3  cmd="/usr/lib/cyrus/bin/pop3d" listen="pop3"
  lmtp  cmd="lmtpd" listen="/run/lmtp"
  sieve cmd="timsieved" listen="4190"
  http  cmd="httpd" listen="10008"
}
`
const proftpdConf = 'Port 10021\nPassivePorts 10600 10620\n<VirtualHost b>\n  Port 2121\n</VirtualHost>\n'
const apacheConf = 'Listen 80\nListen 127.0.0.1:10443 https\n'

describe('ports that configuration files name', () => {
  it('are found by what listens there', () => {
    expect(
      portsOf([
        { file: 'postfix/master.cf', format: 'master.cf', text: masterCf },
        { file: 'cyrus/cyrus.conf', format: 'cyrus.conf', text: cyrusConf },
        { file: 'proftpd.conf', format: 'proftpd', text: proftpdConf },
        { file: 'apache/apache2.conf', format: 'apache', text: apacheConf },
      ]),
    ).toEqual({
      ...{ smtp: 10025, submission: 587, imap: 10143, pop3: 110, sieve: 4190, dav: 10008 },
      ...{ ftp: 10021, ftpPassiveFirst: 10600, ftpPassiveLast: 10620, https: 10443 },
    })
  })

  it('take the console’s origins along, and nothing that stays', () => {
    const ports = { ...freePorts(), https: 10443 }
    const place = {
      ports,
      origins: ['https://a.example:10443', 'http://localhost:10080', 'https://b.example'],
    }
    const text = (said: string) => [{ file: 'apache/apache2.conf', format: 'apache' as const, text: said }]
    expect(movedPlace(place, text(apacheConf), text(apacheConf.replace('10443', '443')))).toEqual({
      ports: { ...ports, https: 443 },
      origins: ['https://a.example', 'http://localhost:10080', 'https://b.example'],
      services: ['apache'],
    })
    expect(movedPlace(place, text(apacheConf), text(`${apacheConf}Listen 8080\n`))).toBeNull()
    expect(movedPlace(place, text(apacheConf), text(''))).toBeNull()
  })
})
