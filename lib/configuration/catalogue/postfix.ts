/** Parameters of postconf(5) and ldap_table(5). */
import { msgid } from '@/lib/locales/translate'
import { choice, choices } from '../kinds/choice'
import { dn } from '../kinds/dn'
import { plainSeconds, postfixTime } from '../kinds/duration'
import { flags } from '../kinds/flag'
import { destinations, hostName } from '../kinds/host'
import { hosts, ldapServers } from '../kinds/hosts'
import { integer } from '../kinds/integer'
import { maps } from '../kinds/map'
import { filePath } from '../kinds/path'
import { postfix as reference } from '../kinds/reference'
import { restrictions } from '../kinds/restrictions'
import { size } from '../kinds/size'
import { address, secret, text } from '../kinds/text'
import { table } from './parameter'

const flag = reference(flags.postfix)
const name = reference(hostName)
const number = reference(integer())
const time = reference(postfixTime({ min: 1 }))
const bytes = reference(size())
const file = reference(filePath(), { empty: true })
const line = reference(text(), { empty: true })
const mailbox = reference(address, { empty: true })
const places = reference(hosts(), { empty: true })
const tables = reference(maps, { empty: true })
const rules = reference(restrictions(), { empty: true })
const overrides = choices(
  ['no_unknown_recipient_checks', 'no_address_mappings', 'no_header_body_checks', 'no_milters'],
  ', ',
)
/** A server that has much to do is less patient. */
const STRESS = `$${'{stress?{10}:{300}}s'}`

export const postfix = table({ service: 'postfix', format: 'main.cf', apply: 'reload' }, [
  {
    section: 'networking',
    name: 'myhostname',
    kind: name,
    help: msgid('The full name of this machine on the Internet. Many other defaults follow from it.'),
  },
  {
    section: 'networking',
    name: 'mydomain',
    kind: name,
    help: msgid('The domain of this machine: its full name without the first part.'),
  },
  {
    section: 'networking',
    name: 'myorigin',
    kind: line,
    default: '$myhostname',
    help: msgid('The domain that mail written on this machine comes from, where its sender has none.'),
  },
  {
    section: 'networking',
    name: 'mydestination',
    kind: places,
    default: '$myhostname, localhost.$mydomain, localhost',
    help: msgid(
      "Domains whose mail is for this machine's own system accounts. Domains of the console do not belong here.",
    ),
  },
  {
    section: 'networking',
    name: 'mynetworks',
    kind: places,
    marks: ['relay'],
    help: msgid(
      'Networks whose machines may send mail anywhere without signing in. Too wide, and strangers send junk through this server.',
    ),
  },
  {
    section: 'networking',
    name: 'relay_domains',
    kind: places,
    marks: ['relay'],
    help: msgid('Domains elsewhere that this server passes mail on to.'),
  },
  {
    section: 'networking',
    name: 'relayhost',
    kind: reference(destinations, { empty: true }),
    marks: ['password', 'lockout'],
    help: msgid(
      'The server that mail to other domains goes through. In square brackets, it is this very host; without, its domain is asked.',
    ),
  },
  {
    section: 'preferences',
    name: 'smtp_dns_support_level',
    kind: reference(choice(['disabled', 'enabled', 'dnssec']), { empty: true }),
    formerly: [{ name: 'disable_dns_lookups', means: { yes: 'disabled', no: 'enabled' } }],
    guide: [['preferences', 'disable_dns_lookups', 'renamed']],
    help: msgid(
      'Whether the name service says where mail for other domains goes; dnssec also checks its signatures. disable_dns_lookups = yes means disabled.',
    ),
  },
  {
    section: 'preferences',
    name: 'soft_bounce',
    kind: flag,
    default: 'no',
    help: msgid(
      'Whether all mail that would be refused for good stays and is tried again. For tests only: mail piles up.',
    ),
  },
  {
    section: 'preferences',
    name: 'queue_directory',
    kind: file,
    default: '/var/spool/postfix',
    apply: 'restart',
    marks: ['data', 'danger'],
    help: msgid('The directory of the queue. Mail that waits in the old one stays there.'),
  },
  {
    section: 'preferences',
    name: 'command_directory',
    kind: file,
    default: '/usr/sbin',
    apply: 'restart',
    marks: ['danger'],
    help: msgid("The directory of Postfix's commands, which root runs."),
  },
  {
    section: 'preferences',
    name: 'daemon_directory',
    kind: file,
    default: '/usr/lib/postfix/sbin',
    apply: 'restart',
    marks: ['danger'],
    help: msgid("The directory of Postfix's server programs, which root starts."),
  },
  {
    section: 'preferences',
    name: 'mail_owner',
    kind: text(),
    default: 'postfix',
    apply: 'restart',
    marks: ['data', 'danger'],
    help: msgid("The system's user that owns the queue and most of Postfix."),
  },
  {
    section: 'preferences',
    name: 'local_recipient_maps',
    kind: tables,
    default: 'proxy:unix:passwd.byname $alias_maps',
    marks: ['danger'],
    help: msgid(
      'Tables of all system accounts that can get mail. Empty, Postfix takes mail for anybody and returns it later.',
    ),
  },
  {
    section: 'preferences',
    name: 'in_flow_delay',
    kind: reference(postfixTime({ max: 10 })),
    default: '1s',
    help: msgid(
      'How long taking a message is held up while mail comes in faster than it goes out; 10 seconds at most.',
    ),
  },
  {
    section: 'preferences',
    name: 'alias_maps',
    kind: tables,
    default: 'hash:/etc/aliases, nis:mail.aliases',
    marks: ['danger'],
    help: msgid('Tables of aliases for system accounts. Such an alias can start programs.'),
  },
  {
    section: 'preferences',
    name: 'alias_database',
    kind: tables,
    default: 'hash:/etc/aliases',
    marks: ['danger'],
    help: msgid('Which of these tables newaliases(1) builds.'),
  },
  {
    section: 'preferences',
    name: 'transport_maps',
    kind: tables,
    marks: ['danger'],
    guide: [['preferences', 'Transport_maps', 'same']],
    help: msgid(
      'Tables that say for single addresses or domains which way mail takes. A wrong row loses mail.',
    ),
  },
  {
    section: 'preferences',
    name: 'mailbox_transport',
    kind: line,
    marks: ['password'],
    help: msgid(
      'What takes mail for all system accounts, as transport:place; it comes before a command or a fallback.',
    ),
  },
  {
    section: 'preferences',
    name: 'fallback_transport',
    kind: line,
    marks: ['password'],
    help: msgid('What takes mail for local names without a system account, as transport:place.'),
  },
  {
    section: 'preferences',
    name: 'error_notice_recipient',
    kind: mailbox,
    default: 'postmaster',
    help: msgid('Who gets notices about faults of Postfix, when notify_classes asks for them.'),
  },
  {
    section: 'preferences',
    name: 'bounce_notice_recipient',
    kind: mailbox,
    default: 'postmaster',
    help: msgid('Who gets copies of notices about mail that went back, with its headers.'),
  },
  {
    section: 'preferences',
    name: '2bounce_notice_recipient',
    kind: mailbox,
    default: 'postmaster',
    help: msgid('Who gets notices that could not be returned to their sender either.'),
  },
  {
    section: 'preferences',
    name: 'delay_notice_recipient',
    kind: mailbox,
    default: 'postmaster',
    help: msgid('Who gets copies of notices about mail that waits for long.'),
  },
  {
    section: 'preferences',
    name: 'smtpd_banner',
    kind: line,
    default: '$myhostname ESMTP $mail_name',
    help: msgid('What greets other servers. It has to begin with the name of this one.'),
  },
  {
    section: 'preferences',
    name: 'local_destination_concurrency_limit',
    kind: number,
    default: '2',
    help: msgid('How many messages are delivered to the same system account at once.'),
  },
  {
    section: 'preferences',
    name: 'default_destination_concurrency_limit',
    kind: number,
    default: '20',
    help: msgid('How many messages go to the same place at once, where a transport has no limit of its own.'),
  },
  {
    section: 'preferences',
    name: 'debug_peer_level',
    kind: number,
    default: '2',
    // The log would have what people say when they sign in.
    marks: ['password'],
    help: msgid('How much more the log says about the hosts of debug_peer_list.'),
  },
  {
    section: 'preferences',
    name: 'disable_mime_input_processing',
    kind: flag,
    default: 'no',
    help: msgid(
      'Whether Postfix takes everything behind the first headers for plain text, so that it finds no attachments to check.',
    ),
  },
  {
    section: 'preferences',
    name: 'disable_mime_output_conversion',
    kind: flag,
    default: 'no',
    help: msgid(
      'Whether mail with letters of eight bits stays as it is for servers that do not say they take it.',
    ),
  },
  {
    section: 'preferences',
    name: 'disable_vrfy_command',
    kind: null,
    default: 'no',
    guide: [['preferences', 'disable_vrfy_command', 'fixed']],
    help: msgid('Whether strangers are kept from asking which addresses there are.'),
  },
  {
    section: 'preferences',
    name: 'mime_boundary_length_limit',
    kind: number,
    default: '2048',
    help: msgid('How many characters of the line between the parts of a message count.'),
  },
  {
    section: 'preferences',
    name: 'mime_nesting_limit',
    kind: number,
    default: '100',
    help: msgid('How deep messages may be packed into each other; deeper ones are refused.'),
  },
  {
    section: 'preferences',
    name: 'strict_8bitmime',
    kind: flag,
    default: 'no',
    help: msgid(
      'Whether mail that does not say that it has letters of eight bits is refused. That hits honest mail too.',
    ),
  },
  {
    section: 'preferences',
    name: 'strict_mime_encoding_domain',
    kind: flag,
    default: 'no',
    guide: [['preferences', 'strict_mime_domain_encoding', 'renamed']],
    help: msgid('Whether mail is refused whose parts are encoded in a way that the standard forbids.'),
  },
  {
    section: 'preferences',
    name: 'always_bcc',
    kind: mailbox,
    marks: ['password', 'privacy'],
    help: msgid('An address that gets a copy of every message. Tell the people whose mail it is.'),
  },
  {
    section: 'performance',
    name: 'hash_queue_depth',
    kind: reference(integer({ min: 1, max: 16 })),
    default: '1',
    help: msgid('Over how many levels of directories the queue is spread.'),
  },
  {
    section: 'performance',
    name: 'hopcount_limit',
    kind: reference(integer({ min: 1 })),
    default: '50',
    help: msgid('Through how many servers a message may have come before it counts as going in circles.'),
  },
  {
    section: 'performance',
    name: 'max_idle',
    kind: time,
    default: '100s',
    help: msgid('How long a process of Postfix waits for work before it ends.'),
  },
  {
    section: 'performance',
    name: 'max_use',
    kind: reference(integer({ min: 1 })),
    default: '100',
    help: msgid('After how much work, counted in requests, a process makes way for a new one.'),
  },
  {
    section: 'performance',
    name: 'delay_warning_time',
    kind: reference(postfixTime({ unit: 'h' })),
    default: '0h',
    help: msgid('After which time a sender is told that a message still waits; 0 never.'),
  },
  {
    section: 'performance',
    name: 'initial_destination_concurrency',
    kind: reference(integer({ min: 1 })),
    default: '5',
    help: msgid('With how many messages at once sending to a place begins; good answers let it grow.'),
  },
  {
    section: 'performance',
    name: 'maximal_backoff_time',
    kind: time,
    default: '4000s',
    help: msgid('How long a message that could not be delivered rests at most before it is tried again.'),
  },
  {
    section: 'performance',
    name: 'maximal_queue_lifetime',
    kind: reference(postfixTime({ unit: 'd' })),
    default: '5d',
    help: msgid(
      'After which time mail that cannot be delivered goes back to its sender; with 0 after the first try.',
    ),
  },
  {
    section: 'performance',
    name: 'minimal_backoff_time',
    kind: time,
    default: '300s',
    help: msgid(
      'How long a message that could not be delivered rests at least, and a place that does not answer is left alone.',
    ),
  },
  {
    section: 'performance',
    name: 'queue_run_delay',
    kind: time,
    default: '300s',
    help: msgid('How often waiting mail is looked at. Not longer than the shortest rest of a message.'),
  },
  {
    section: 'performance',
    name: 'bounce_size_limit',
    kind: bytes,
    default: '50000',
    help: msgid(
      'How much of a message goes back to the sender with the notice that it could not be delivered.',
    ),
  },
  {
    section: 'performance',
    name: 'default_process_limit',
    kind: reference(integer({ min: 1 })),
    default: '100',
    help: msgid('How many processes of a service may run at once, where master.cf says nothing else.'),
  },
  {
    section: 'performance',
    name: 'fork_attempts',
    kind: reference(integer({ min: 1 })),
    default: '5',
    help: msgid('How often Postfix tries to start a process before it gives up.'),
  },
  {
    section: 'performance',
    name: 'fork_delay',
    kind: time,
    default: '1s',
    help: msgid('How long it waits between these tries.'),
  },
  {
    section: 'performance',
    name: 'deliver_lock_attempts',
    kind: reference(integer({ min: 1 })),
    default: '20',
    help: msgid('How often Postfix tries to lock a mailbox file before it puts the delivery off.'),
  },
  {
    section: 'performance',
    name: 'deliver_lock_delay',
    kind: time,
    default: '1s',
    help: msgid('How long it waits between tries to lock a mailbox file.'),
  },
  {
    section: 'performance',
    name: 'duplicate_filter_limit',
    kind: number,
    default: '1000',
    help: msgid(
      'How many recipients of a message are remembered, so that each gets it once; 0 remembers all.',
    ),
  },
  {
    section: 'performance',
    name: 'header_size_limit',
    kind: bytes,
    default: '102400',
    help: msgid('How long a header of a message may be; what is longer is cut off.'),
  },
  {
    section: 'performance',
    name: 'line_length_limit',
    kind: bytes,
    default: '2048',
    help: msgid(
      'At which length lines are cut into pieces while they pass through, and joined again at the end.',
    ),
  },
  {
    section: 'performance',
    name: 'message_size_limit',
    kind: bytes,
    default: '10240000',
    help: msgid(
      'The largest message with everything around it; 0 has no limit. Mailbox files have to allow as much.',
    ),
  },
  {
    section: 'performance',
    name: 'queue_minfree',
    kind: bytes,
    default: '0',
    help: msgid(
      'How much room the disk of the queue needs so that new mail is taken; with 0 one and a half times the largest message.',
    ),
  },
  {
    section: 'performance',
    name: 'transport_retry_time',
    kind: time,
    default: '60s',
    help: msgid('When a part of Postfix that failed is tried again.'),
  },
  {
    section: 'performance',
    name: 'stale_lock_time',
    kind: time,
    default: '500s',
    help: msgid('After which time a lock on a mailbox file counts as forgotten and is removed.'),
  },
  {
    section: 'performance',
    name: 'allow_percent_hack',
    kind: flag,
    default: 'yes',
    marks: ['relay'],
    help: msgid('Whether user%domain is read as user@domain, an old way to send through other servers.'),
  },
  {
    section: 'performance',
    name: 'smtp_fallback_relay',
    kind: reference(destinations, { empty: true }),
    default: '$fallback_relay',
    marks: ['password'],
    formerly: [{ name: 'fallback_relay' }],
    guide: [['performance', 'fallback_relay', 'renamed']],
    help: msgid('Servers that take mail whose own place cannot be found or reached.'),
  },
  {
    section: 'performance',
    name: 'ignore_mx_lookup_error',
    kind: flag,
    default: 'no',
    help: msgid(
      "Whether mail goes to the host of the domain's name when nobody says where it should go. It may be the wrong one.",
    ),
  },
  {
    section: 'performance',
    name: 'smtp_connect_timeout',
    kind: reference(postfixTime()),
    default: '30s',
    guide: [['performance', 'Smtp_connect_timeout', 'same']],
    help: msgid(
      'How long a connection to another server may take to come about; 0 waits as long as the system does.',
    ),
  },
  {
    section: 'performance',
    name: 'smtpd_timeout',
    kind: time,
    default: STRESS,
    guide: [['performance', 'Smtpd_timeout', 'same']],
    help: msgid(
      'How long a server that sends to this one may be silent. The default is shorter while there is much to do.',
    ),
  },
  {
    section: 'tls',
    name: 'smtpd_tls_auth_only',
    kind: flag,
    default: 'no',
    marks: ['lockout'],
    help: msgid(
      'Whether people may sign in on encrypted connections only, so that no password can be overheard.',
    ),
  },
  {
    section: 'tls',
    name: 'smtpd_tls_cert_file',
    kind: file,
    marks: ['danger', 'lockout'],
    help: msgid('The file with the certificate that Postfix shows.'),
  },
  {
    section: 'tls',
    name: 'smtpd_tls_key_file',
    kind: file,
    default: '$smtpd_tls_cert_file',
    marks: ['danger', 'lockout'],
    help: msgid('The file with the private key of the certificate.'),
  },
  {
    section: 'tls',
    name: 'smtpd_tls_CAfile',
    kind: file,
    marks: ['danger', 'lockout'],
    help: msgid('The file with the authorities that certificates of clients have to come from.'),
  },
  {
    section: 'tls',
    name: 'smtpd_tls_security_level',
    kind: reference(choice(['none', 'may', 'encrypt']), { empty: true }),
    marks: ['lockout'],
    formerly: [
      { name: 'smtpd_use_tls', means: { yes: 'may', no: 'none' } },
      { name: 'smtpd_enforce_tls', means: { yes: 'encrypt', no: 'none' } },
    ],
    guide: [
      ['tls', 'smtpd_use_tls', 'merged'],
      ['tls', 'smtpd_enforce_tls', 'merged'],
    ],
    help: msgid(
      'Whether connections to this server can be encrypted (may) or have to be (encrypt). Servers that cannot encrypt reach you no longer then. smtpd_use_tls = yes means may, smtpd_enforce_tls = yes means encrypt.',
    ),
  },
  {
    section: 'tls',
    name: 'smtpd_tls_mandatory_ciphers',
    kind: reference(choice(['medium', 'high'])),
    default: 'medium',
    marks: ['lockout'],
    guide: [['tls', 'smtpd_tls_cipherlist', 'renamed']],
    help: msgid('How strong encryption is at least, where it has to be.'),
  },
  {
    section: 'tls',
    name: 'smtpd_starttls_timeout',
    kind: time,
    default: STRESS,
    help: msgid('How long the beginning of encryption may take.'),
  },
  {
    section: 'tls',
    name: 'smtpd_sasl_auth_enable',
    kind: flag,
    default: 'no',
    marks: ['lockout'],
    help: msgid('Whether people can sign in to send mail.'),
  },
  {
    section: 'tls',
    name: 'smtpd_recipient_restrictions',
    kind: rules,
    marks: ['relay', 'lockout'],
    guide: [
      ['tls', 'smtpd_recipient_restrictions', 'same'],
      ['junk', 'smtpd_recipient_restrictions', 'same'],
    ],
    help: msgid(
      'What is looked at, in this order, before a recipient is taken. A slip here refuses all mail or lets strangers send through this server.',
    ),
  },
  {
    section: 'virtual',
    name: 'virtual_alias_maps',
    kind: tables,
    default: '$virtual_maps',
    marks: ['danger', 'relay'],
    formerly: [{ name: 'virtual_maps' }],
    guide: [
      ['virtual', 'virtual_maps', 'renamed'],
      ['recipes', 'virtual_alias_maps', 'same'],
    ],
    help: msgid(
      'Tables that lead from an address to others: aliases, forwarding and mailboxes of the console.',
    ),
  },
  {
    section: 'lookups',
    name: 'server_host',
    place: 'lookup table',
    kind: ldapServers,
    default: 'localhost',
    marks: ['password', 'lockout'],
    help: msgid('The directory server that is asked.'),
  },
  {
    section: 'lookups',
    name: 'server_port',
    place: 'lookup table',
    kind: integer({ min: 1, max: 65535 }),
    default: '389',
    marks: ['password', 'lockout'],
    help: msgid('Its port; not needed where the server is given as a URL.'),
  },
  {
    section: 'lookups',
    name: 'timeout',
    place: 'lookup table',
    kind: plainSeconds({ min: 1 }),
    default: '10',
    help: msgid('How long an answer of the directory is waited for.'),
  },
  {
    section: 'lookups',
    name: 'query_filter',
    place: 'lookup table',
    kind: text(),
    default: 'mailacceptinggeneralid=%s',
    marks: ['password'],
    help: msgid(
      'What is searched for; %s stands for the address, %u and %d for its parts. No quotation marks.',
    ),
  },
  {
    section: 'lookups',
    name: 'result_attribute',
    place: 'lookup table',
    kind: text(),
    default: 'maildrop',
    marks: ['password'],
    help: msgid('Which attributes of what was found are the answer.'),
  },
  {
    section: 'lookups',
    name: 'bind_dn',
    place: 'lookup table',
    kind: dn(),
    marks: ['password', 'lockout'],
    help: msgid('The entry that Postfix signs in to the directory with.'),
  },
  {
    section: 'lookups',
    name: 'bind_pw',
    place: 'lookup table',
    kind: secret,
    marks: ['lockout', 'secret'],
    help: msgid('The password of that entry. It is never shown.'),
  },
  {
    section: 'junk',
    name: 'header_checks',
    kind: tables,
    marks: ['danger'],
    help: msgid(
      'Tables of patterns for headers of messages, and what to do with those that fit: refuse, hold, drop, send elsewhere.',
    ),
  },
  {
    section: 'junk',
    name: 'body_checks',
    kind: tables,
    marks: ['danger'],
    help: msgid('The same for the lines of messages.'),
  },
  {
    section: 'junk',
    name: 'smtpd_delay_reject',
    kind: flag,
    default: 'yes',
    help: msgid(
      'Whether a refusal waits until the recipient is known, so that the log can name sender and recipient.',
    ),
  },
  {
    section: 'junk',
    name: 'smtpd_helo_required',
    kind: flag,
    default: 'no',
    help: msgid('Whether a server has to say its name before it sends.'),
  },
  {
    section: 'junk',
    name: 'smtpd_helo_restrictions',
    kind: rules,
    marks: ['lockout'],
    help: msgid(
      'What is looked at when a server says its name. Servers that say none pass, unless they have to.',
    ),
  },
  {
    section: 'junk',
    name: 'strict_rfc821_envelopes',
    kind: flag,
    default: 'no',
    help: msgid('Whether addresses have to be written exactly as the standard wants.'),
  },
  {
    section: 'junk',
    name: 'smtpd_sender_restrictions',
    kind: rules,
    marks: ['lockout'],
    help: msgid('What is looked at when the sender is named.'),
  },
  {
    section: 'filter',
    name: 'content_filter',
    kind: line,
    marks: ['password', 'lockout'],
    help: msgid(
      'What every message goes through before it is delivered, as transport:place. A wrong one lets all mail wait.',
    ),
  },
  {
    section: 'further',
    name: 'inet_interfaces',
    kind: reference(hosts({ words: ['all', 'loopback-only'] })),
    default: 'all',
    apply: 'restart',
    marks: ['lockout'],
    help: msgid('The addresses of this machine that take mail: all, loopback-only, or a list.'),
  },
  {
    section: 'further',
    name: 'default_transport',
    kind: line,
    default: 'smtp',
    marks: ['password', 'lockout'],
    help: msgid('Which way mail to other domains takes, where nothing else says.'),
  },
  {
    section: 'further',
    name: 'debug_peer_list',
    kind: places,
    marks: ['password'],
    help: msgid('Hosts that the log tells more about, to find a fault.'),
  },
  {
    section: 'further',
    name: 'mailbox_command',
    kind: line,
    marks: ['danger'],
    help: msgid('The program that takes mail for system accounts.'),
  },
  {
    section: 'further',
    name: 'luser_relay',
    kind: mailbox,
    help: msgid('The address that gets mail for local names that do not exist.'),
  },
  {
    section: 'further',
    name: 'program_directory',
    kind: null,
    guide: [['further', 'program_directory', 'dropped']],
    help: msgid(
      "Was where all of Postfix's programs are. command_directory and daemon_directory say it now.",
    ),
  },
  {
    section: 'recipes',
    name: 'recipient_bcc_maps',
    kind: tables,
    marks: ['danger', 'privacy'],
    help: msgid('Tables that say for recipients who gets a copy of their mail.'),
  },
  {
    section: 'recipes',
    name: 'sender_bcc_maps',
    kind: tables,
    marks: ['danger', 'privacy'],
    help: msgid('Tables that say for senders who gets a copy of their mail.'),
  },
  {
    section: 'recipes',
    name: 'broken_sasl_auth_clients',
    kind: flag,
    default: 'no',
    help: msgid('Whether signing in is also offered in the way that very old mail programs understand.'),
  },
  {
    section: 'recipes',
    name: 'mailbox_size_limit',
    kind: bytes,
    default: '51200000',
    help: msgid('How large a mailbox file of a system account may become; 0 has no limit.'),
  },
  {
    section: 'recipes',
    name: 'unknown_local_recipient_reject_code',
    kind: reference(integer({ min: 400, max: 599 })),
    default: '550',
    help: msgid('The code that mail to unknown local names is refused with; 450 lets the sender try again.'),
  },
  {
    section: 'recipes',
    name: 'receive_override_options',
    kind: reference(overrides, { empty: true }),
    help: msgid(
      'Which steps are left out when mail is taken, usually for a service in master.cf before or behind a filter.',
    ),
  },
  {
    section: 'recipes',
    name: 'smtp_data_done_timeout',
    kind: time,
    default: '600s',
    help: msgid('How long another server may take to confirm that it has a message.'),
  },
  {
    section: 'recipes',
    name: 'smtp_send_xforward_command',
    kind: flag,
    default: 'no',
    help: msgid(
      'Whether the server behind is told who really sent the message, which filters need for their log.',
    ),
  },
  {
    section: 'recipes',
    name: 'relay_recipient_maps',
    kind: tables,
    marks: ['danger'],
    help: msgid(
      'Tables of all addresses in the domains that mail is passed on to. Empty, everything is passed on.',
    ),
  },
  {
    section: 'recipes',
    name: 'smtpd_restriction_classes',
    kind: line,
    help: msgid('Names of restrictions of your own. Each becomes a parameter with a list.'),
  },
  {
    section: 'recipes',
    name: 'smtpd_client_restrictions',
    kind: rules,
    marks: ['lockout'],
    help: msgid('What is looked at when a client connects.'),
  },
  {
    section: 'recipes',
    name: 'mynetworks_style',
    kind: reference(choice(['host', 'subnet', 'class'])),
    marks: ['relay'],
    help: msgid(
      'Which networks may send without signing in where mynetworks does not say: this machine only, its networks, or their whole classes.',
    ),
  },
  {
    section: 'recipes',
    name: 'smtpd_tls_wrappermode',
    kind: flag,
    default: 'no',
    marks: ['lockout'],
    help: msgid(
      'Whether connections are encrypted from the first byte on, as on port 465. Belongs to a service in master.cf.',
    ),
  },
  {
    section: 'recipes',
    name: 'cleanup_service_name',
    kind: line,
    default: 'cleanup',
    help: msgid('Which service of master.cf puts mail in order before the queue.'),
  },
  {
    section: 'recipes',
    name: 'result_format',
    place: 'lookup table',
    kind: text(),
    default: '%s',
    marks: ['password'],
    help: msgid(
      'How an answer of the directory is written: %s stands for the value found, %s+folder adds a folder.',
    ),
  },
])
