/** Which settings of Postfix strangers could send mail through, as a table of settings and what is said of them. */
import { describe, expect, it } from 'vitest'
import { relayRisks, risksOf } from './open-relay'

const guarded = {
  smtpd_relay_restrictions: 'permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination',
}
const MAP = 'check_recipient_access inline:{ {mailstore.invalid = REJECT 5.1.1 User unknown} }'

const closed: [string, Record<string, string>][] = [
  [
    'what Postfix has by itself',
    {
      smtpd_relay_restrictions: 'permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination',
      mynetworks: '127.0.0.0/8 192.168.2.0/24 [::1]/128 [fe80::]/64',
    },
  ],
  [
    'what the console sets up for mail from outside',
    {
      smtpd_relay_restrictions: 'reject_unauth_destination',
      smtpd_recipient_restrictions: MAP,
      mynetworks: '',
    },
  ],
  [
    'submission: only who is signed in',
    {
      smtpd_client_restrictions: 'permit_sasl_authenticated,reject',
      smtpd_relay_restrictions: 'permit_sasl_authenticated,reject',
      smtpd_sasl_auth_enable: 'yes',
      smtpd_sasl_security_options: 'noanonymous',
    },
  ],
  [
    'the old way, in the restrictions of recipients',
    {
      smtpd_relay_restrictions: '',
      smtpd_recipient_restrictions: 'permit_mynetworks reject_unauth_destination permit',
    },
  ],
  [
    'a permit in one list while another refuses',
    { smtpd_relay_restrictions: 'reject_unauth_destination', smtpd_recipient_restrictions: 'permit' },
  ],
  [
    'a table before the refusal while another list refuses',
    {
      ...guarded,
      smtpd_recipient_restrictions:
        'check_client_access hash:/etc/postfix/clients, reject_unauth_destination',
    },
  ],
  ['everything refused', { smtpd_client_restrictions: 'reject' }],
  ['a static table that refuses', { smtpd_relay_restrictions: 'check_client_access static:reject, permit' }],
  [
    'a class that refuses',
    { smtpd_relay_restrictions: 'ours', ours: 'permit_mynetworks, reject_unauth_destination' },
  ],
  [
    'large networks that nobody outside has',
    {
      ...guarded,
      mynetworks: '10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 [fd00::]/8 [fe80::]/10 169.254.0.0/16',
    },
  ],
  [
    'a few networks in a table',
    { ...guarded, mynetworks: 'cidr:{{10.0.2.0/24 OK}, {fd00::/48 OK}} hash:/etc/postfix/networks' },
  ],
  [
    'a table of certificates',
    {
      smtpd_relay_restrictions: 'permit_tls_clientcerts, reject_unauth_destination',
      relay_clientcerts: 'hash:/etc/postfix/certificates inline:{AB:CD=anna}',
    },
  ],
  [
    'a refusal of everything before it is known who the mail is for',
    { smtpd_delay_reject: 'no', smtpd_client_restrictions: 'permit_mynetworks, reject' },
  ],
  [
    'domains of our own in tables of our own',
    {
      ...guarded,
      mydestination: 'localhost, hash:/etc/postfix/local',
      virtual_alias_domains: 'unionmap:{proxy:ldap:/etc/postfix/domains.cf, inline:{example.com=x}}',
      virtual_mailbox_domains: 'mailstore.invalid, ldap:/etc/postfix/more.cf',
      'query_filter ldap:/etc/postfix/domains.cf': '(associatedDomain=%s)',
      'query_filter ldap:/etc/postfix/more.cf':
        '(&(objectClass=domain)(|(associatedDomain=%s)(&(cn=x)(dc=%s))))',
    },
  ],
  ['a wide network that is excluded', { ...guarded, mynetworks: '!0.0.0.0/0 10.0.2.0/24' }],
  [
    'a network outside that nothing trusts',
    { smtpd_relay_restrictions: 'reject_unauth_destination', mynetworks: '192.0.2.0/24' },
  ],
  [
    'a wide network that nothing trusts',
    { smtpd_relay_restrictions: 'reject_unauth_destination', mynetworks: '0.0.0.0/0' },
  ],
  [
    'domains of others where only who is signed in gets anywhere',
    { smtpd_relay_restrictions: 'permit_sasl_authenticated,reject', relay_domains: 'example.com' },
  ],
  [
    'domains that are our own, by name and from a table',
    {
      ...guarded,
      mydestination: 'here.example',
      relay_domains: 'Own.example here.example hash:/etc/postfix/relays !com inline:{own.example=x}',
    },
  ],
  [
    'a table for those who are signed in',
    { smtpd_relay_restrictions: 'check_sasl_access inline:{cyrus=permit} reject_unauth_destination' },
  ],
  [
    'a sender list of black lists first',
    {
      smtpd_recipient_restrictions:
        'reject_rbl_client rbl.example.com, reject_rhsbl_sender rhs.example.com, sleep 1, reject_unauth_destination',
    },
  ],
]

const open: [string, Record<string, string>, [code: keyof typeof relayRisks, what: string][]][] = [
  ['nothing at all', {}, [['noGuard', '']]],
  [
    'no refusal',
    { smtpd_relay_restrictions: 'permit_mynetworks, permit_sasl_authenticated' },
    [['noGuard', '']],
  ],
  [
    'a permit before the refusal',
    { smtpd_relay_restrictions: 'permit, reject_unauth_destination' },
    [['permit', 'permit']],
  ],
  [
    'a refusal that only warns',
    { smtpd_relay_restrictions: 'warn_if_reject reject_unauth_destination' },
    [['noGuard', '']],
  ],
  [
    'a refusal of some',
    { smtpd_recipient_restrictions: 'reject_non_fqdn_sender, reject_unknown_recipient_domain' },
    [['noGuard', '']],
  ],
  [
    'the names that it can be told',
    { smtpd_relay_restrictions: 'permit_naked_ip_address, reject' },
    [['permit', 'permit_naked_ip_address']],
  ],
  [
    'a second mail exchanger of anybody',
    { smtpd_relay_restrictions: 'permit_mx_backup, reject_unauth_destination' },
    [['permit', 'permit_mx_backup']],
  ],
  [
    'white lists of others',
    { smtpd_relay_restrictions: 'permit_dnswl_client list.example.com, reject' },
    [['permit', 'permit_dnswl_client list.example.com']],
  ],
  [
    'a table before the refusal',
    {
      smtpd_recipient_restrictions:
        'check_sender_access hash:/etc/postfix/senders, reject_unauth_destination',
    },
    [['table', 'check_sender_access hash:/etc/postfix/senders']],
  ],
  [
    'the table alone, as it was written once',
    { smtpd_recipient_restrictions: 'hash:/etc/postfix/access, reject' },
    [['table', 'hash:/etc/postfix/access']],
  ],
  [
    'a table that lets all through',
    { smtpd_relay_restrictions: 'check_client_access static:ok, reject' },
    [['table', 'check_client_access static:ok']],
  ],
  [
    'a table with one that is let through',
    { smtpd_relay_restrictions: 'check_helo_access inline:{ {a = REJECT}, {b = OK} }, reject' },
    [['table', 'check_helo_access inline:{ {a = REJECT}, {b = OK} }']],
  ],
  [
    'a policy service before the refusal',
    { smtpd_relay_restrictions: 'check_policy_service unix:private/policy, reject' },
    [['table', 'check_policy_service unix:private/policy']],
  ],
  [
    'a class that lets through',
    { smtpd_relay_restrictions: 'ours, reject', ours: 'permit' },
    [['permit', 'permit']],
  ],
  ['a class that nothing is known of', { smtpd_relay_restrictions: 'theirs, reject' }, [['table', 'theirs']]],
  [
    'any certificate',
    { smtpd_relay_restrictions: 'permit_tls_all_clientcerts, reject' },
    [['certificates', 'permit_tls_all_clientcerts']],
  ],
  ['everybody as a network', { ...guarded, mynetworks: '0.0.0.0/0' }, [['networks', '0.0.0.0/0']]],
  [
    'everybody in two halves',
    { ...guarded, mynetworks: '127.0.0.0/8, 0.0.0.0/1, 128.0.0.0/1' },
    [['networks', '0.0.0.0/1, 128.0.0.0/1']],
  ],
  [
    'many networks',
    { ...guarded, mynetworks: '198.51.0.0/16 203.0.0.0/16' },
    [['networks', '198.51.0.0/16, 203.0.0.0/16']],
  ],
  ['one address outside', { ...guarded, mynetworks: '10.0.0.0/8 192.0.2.1' }, [['trusted', '192.0.2.1']]],
  [
    'a network of a provider',
    { ...guarded, mynetworks: '198.51.0.0/17 [2001:db8::]/33' },
    [['trusted', '198.51.0.0/17, [2001:db8::]/33']],
  ],
  [
    'a few networks in a table',
    { ...guarded, mynetworks: 'cidr:{{192.0.2.0/24 OK}}' },
    [['trusted', 'cidr:{{192.0.2.0/24 OK}}']],
  ],
  ...[
    'permit_auth_destination, reject',
    'permit_sasl_authenticated, reject_unauth_destination',
    'ours, reject',
    'warn_if_reject reject, reject_unauth_destination',
  ].map((restrictions): (typeof open)[number] => [
    `domains of others by ${restrictions}`,
    {
      smtpd_relay_restrictions: restrictions,
      ours: 'permit_auth_destination',
      relay_domains: 'example.com',
    },
    [['relayed', 'example.com']],
  ]),
  [
    'domains of others by name and from a table',
    {
      ...guarded,
      relay_domains:
        'example.com, .Example.net own.example !example.org hash:/etc/postfix/relays inline:{a.example.org=x}',
    },
    [['relayed', 'example.com, .example.net, a.example.org']],
  ],
  [
    'a network that is private in part',
    { ...guarded, mynetworks: '10.0.0.0/7' },
    [['networks', '10.0.0.0/7']],
  ],
  ['the IPv6 Internet', { ...guarded, mynetworks: '[::]/0' }, [['networks', '[::]/0']]],
  ...['mydestination', 'virtual_alias_domains', 'virtual_mailbox_domains'].flatMap((list) =>
    [
      '',
      '(objectClass=*)',
      '(associatedDomain=*%s)',
      '(|(associatedDomain=%s)(objectClass=*))',
      '(&(objectClass=domain)(!(associatedDomain=%s)))',
      '(associatedDomain=%s',
      '(&)',
    ].map((filter): [string, Record<string, string>, [keyof typeof relayRisks, string][]] => [
      `${list} of whatever ${filter} finds in the directory`,
      { ...guarded, [list]: 'proxy:ldap:/x.cf', 'query_filter ldap:/x.cf': filter },
      [['domains', 'proxy:ldap:/x.cf']],
    ]),
  ),
  [
    'domains elsewhere that the directory names',
    {
      ...guarded,
      relay_domains: 'ldap:/etc/postfix/relays.cf',
      'query_filter ldap:/etc/postfix/relays.cf': '(associatedDomain=%s)',
    },
    [['domains', 'ldap:/etc/postfix/relays.cf']],
  ],
  [
    'networks that the directory names',
    { ...guarded, mynetworks: 'ldap:/x.cf' },
    [['networks', 'ldap:/x.cf']],
  ],
  ['a table of everybody', { ...guarded, mynetworks: 'static:all' }, [['networks', 'static:all']]],
  ...[
    'cidr:{{0.0.0.0/0 OK}}',
    'cidr:{{!10.0.0.0/8 OK}}',
    'cidr:/etc/postfix/networks',
    'regexp:{{/./ OK}}',
    'randmap:{x}',
    'pipemap:{static:x}',
    'unionmap:{static:x}',
    'tcp:192.0.2.1:99',
    'com',
    '.example.com',
    '/etc/postfix/networks',
    'inline:{com=x}',
    '[::ffff:0:0]/96',
    '::/0',
    '192.0.2.0/33',
  ].map((item): (typeof open)[number] => [
    `networks of which nobody knows how large they are: ${item}`,
    { ...guarded, mynetworks: item },
    [['networks', item]],
  ]),
  ...[
    'static:x',
    'inline:{example=x}',
    'randmap:{x}',
    'pipemap:{static:x}',
    'unionmap:{static:x}',
    'regexp:{{/./ x}}',
    'cidr:{{0.0.0.0/0 x}}',
    'tcp:192.0.2.1:99',
    'texthash:/etc/postfix/relays',
    '/etc/relays',
    'co.uk',
  ].map((item): (typeof open)[number] => [
    `domains of which nobody knows how many they are: ${item}`,
    { ...guarded, relay_domains: item },
    [['domains', item]],
  ]),
  ...['mydestination', 'virtual_alias_domains', 'virtual_mailbox_domains'].map(
    (name): (typeof open)[number] => [
      `domains of anybody as our own: ${name}`,
      { ...guarded, [name]: 'static:x', virtual_transport: 'smtp:', local_transport: 'smtp:' },
      [['domains', 'static:x']],
    ],
  ),
  ...['client', 'helo', 'sender'].map((stage): (typeof open)[number] => [
    `a refusal of ${stage} before it is known who the mail is for`,
    {
      smtpd_delay_reject: 'no',
      [`smtpd_${stage}_restrictions`]: 'reject_unauth_destination, check_recipient_access static:reject',
      smtpd_relay_restrictions: 'permit, reject_unauth_destination',
    },
    [['permit', 'permit']],
  ]),
  ...[
    'check_ccert_access',
    'check_helo_access',
    'check_sender_mx_access',
    'check_client_a_access',
    'warn_if_reject check_client_access',
  ].map((check): (typeof open)[number] => [
    `a refusal of those who have what they need not have: ${check}`,
    {
      smtpd_client_restrictions: `${check} static:reject`,
      smtpd_relay_restrictions: 'permit, reject_unauth_destination',
    },
    [['permit', 'permit']],
  ]),
  [
    'a class that is called like a refusal',
    { smtpd_relay_restrictions: 'reject_strangers, reject', reject_strangers: 'permit' },
    [['permit', 'permit']],
  ],
  [
    'certificates that a table has all of',
    {
      smtpd_relay_restrictions: 'permit_tls_clientcerts, reject_unauth_destination',
      relay_clientcerts: 'static:x',
    },
    [['certificates', 'permit_tls_clientcerts']],
  ],
  [
    'a proxy that says who a client is',
    { ...guarded, smtpd_upstream_proxy_protocol: 'haproxy' },
    [['xclient', 'haproxy']],
  ],
  ['all domains below one', { ...guarded, relay_domains: 'own.example, com' }, [['domains', 'com']]],
  ['a star', { ...guarded, relay_domains: '*' }, [['domains', '*']]],
  [
    'domains by patterns',
    { ...guarded, relay_domains: 'regexp:/etc/postfix/relays static:x' },
    [['domains', 'regexp:/etc/postfix/relays, static:x']],
  ],
  [
    'a sign-in of nobody',
    { ...guarded, smtpd_sasl_auth_enable: 'yes', smtpd_sasl_security_options: 'noplaintext' },
    [['anonymous', '']],
  ],
  ['addresses with a way in them', { ...guarded, allow_untrusted_routing: 'yes' }, [['routing', '']]],
  [
    'clients that say who they are',
    { ...guarded, smtpd_authorized_xclient_hosts: '0.0.0.0/0' },
    [['xclient', '0.0.0.0/0']],
  ],
  [
    'several at once',
    { relay_domains: 'net' },
    [
      ['noGuard', ''],
      ['domains', 'net'],
    ],
  ],
]

/** The domains of the directory. */
const own = new Set(['own.example'])

describe('strangers', () => {
  it.each(closed)('cannot send through: %s', (_what, values) => {
    expect(risksOf([{ service: '25/inet', values }], own)).toEqual([])
  })

  it.each(open)('could send through: %s', (_what, values, expected) => {
    const risks = risksOf([{ service: '25/inet', values }], own)
    expect(risks).toEqual(expected.map(([code, what]) => ({ code, values: { service: '25/inet', what } })))
  })

  it('are looked for at each service by itself', () => {
    const services = [
      { service: '25/inet', values: guarded },
      { service: '587/inet', values: {} },
    ]
    expect(risksOf(services)).toEqual([{ code: 'noGuard', values: { service: '587/inet', what: '' } }])
  })

  it('of each kind are found by a row of the table above', () => {
    const found = open.flatMap(([, , expected]) => expected.map(([code]) => code))
    expect([...new Set(found)].sort()).toEqual(Object.keys(relayRisks).sort())
  })
})
