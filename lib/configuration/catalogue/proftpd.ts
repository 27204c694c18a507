/** Directives of ProFTPD and its module ldap. */
import { msgid } from '@/lib/locales/translate'
import { proftpdQuoting } from '../documents/words'
import { choice } from '../kinds/choice'
import { credentials } from '../kinds/dn'
import { plainSeconds } from '../kinds/duration'
import { flags } from '../kinds/flag'
import { ldapServers } from '../kinds/hosts'
import { integer } from '../kinds/integer'
import { octal } from '../kinds/octal'
import { filePath } from '../kinds/path'
import { phrase, word } from '../kinds/text'
import { table } from './parameter'

export const proftpd = table({ service: 'proftpd', format: 'proftpd', apply: 'reload' }, [
  {
    section: 'settings',
    name: 'ServerName',
    kind: word(proftpdQuoting),
    default: 'ProFTPD',
    help: msgid('The name that greets people who connect.'),
  },
  {
    section: 'settings',
    name: 'AuthPAM',
    kind: flags.proftpd,
    default: 'on',
    marks: ['password', 'lockout'],
    guide: [['settings', 'AuthPam', 'same']],
    help: msgid(
      "Whether sign-ins are also checked by the system's own accounts through PAM. Off where the directory alone decides.",
    ),
  },
  {
    section: 'settings',
    name: 'AuthPAMConfig',
    kind: word(proftpdQuoting),
    default: 'ftp',
    marks: ['password', 'lockout'],
    guide: [
      ['settings', 'AuthPamConfig', 'same'],
      ['further', 'PAMConfig', 'renamed'],
    ],
    help: msgid('Which file in /etc/pam.d says how PAM checks.'),
  },
  {
    section: 'settings',
    name: 'ServerType',
    kind: choice(['standalone', 'inetd']),
    default: 'standalone',
    apply: 'restart',
    marks: ['lockout'],
    help: msgid('Whether ProFTPD waits for connections itself, or another program starts it for each.'),
  },
  {
    section: 'settings',
    name: 'DefaultServer',
    kind: flags.proftpd,
    marks: ['lockout'],
    help: msgid(
      'Whether this server answers on addresses that no other one is set up for. One server only may have it.',
    ),
  },
  {
    section: 'settings',
    name: 'RequireValidShell',
    kind: flags.proftpd,
    default: 'on',
    marks: ['lockout'],
    help: msgid(
      'Whether only people with a shell that /etc/shells lists may sign in. Off for people of the directory, who have none.',
    ),
  },
  {
    section: 'settings',
    name: 'Port',
    kind: integer({ min: 0, max: 65535 }),
    default: '21',
    marks: ['lockout'],
    help: msgid('The port where ProFTPD waits for connections; 0 waits nowhere.'),
  },
  {
    section: 'settings',
    name: 'Umask',
    kind: octal({ most: 2 }),
    marks: ['password'],
    help: msgid(
      'Which access bits new files do not get, as octal digits; a second value is for directories.',
    ),
  },
  {
    section: 'settings',
    name: 'User',
    kind: word(proftpdQuoting),
    apply: 'restart',
    marks: ['danger'],
    help: msgid("The system's user that ProFTPD works as."),
  },
  {
    section: 'settings',
    name: 'Group',
    kind: word(proftpdQuoting),
    apply: 'restart',
    marks: ['danger'],
    help: msgid("The system's group that ProFTPD works as."),
  },
  {
    section: 'settings',
    name: 'DefaultRoot',
    kind: phrase(proftpdQuoting, { max: 2 }),
    marks: ['danger'],
    repeated: true,
    help: msgid(
      'The directory that people cannot leave; a tilde is their own. Without it they see the whole disk as far as they may read. A second word limits it to groups.',
    ),
  },
  {
    section: 'settings',
    name: 'AllowOverwrite',
    kind: flags.proftpd,
    default: 'off',
    within: /^(VirtualHost|Global|Directory|Anonymous)( |$)/i,
    help: msgid(
      'Whether an upload may replace a file that is there. Publishing free and busy times again needs it.',
    ),
  },
  {
    section: 'performance',
    name: 'MaxInstances',
    kind: integer({ min: 1, words: ['none'] }),
    help: msgid('How many connections there may be at once, as a defence against floods.'),
  },
  {
    section: 'performance',
    name: 'UseReverseDNS',
    kind: flags.proftpd,
    default: 'on',
    help: msgid('Whether the name service is asked for the names of clients; off is quicker.'),
  },
  {
    section: 'performance',
    name: 'IdentLookups',
    kind: flags.proftpd,
    default: 'off',
    help: msgid(
      "Whether the client's machine is asked who connects. It says what it likes, and asking takes time. Needs the module ident.",
    ),
  },
  {
    section: 'performance',
    name: 'TimeoutLogin',
    kind: plainSeconds(),
    default: '300',
    help: msgid('How long somebody may take to sign in.'),
  },
  {
    section: 'performance',
    name: 'TimeoutIdle',
    kind: plainSeconds(),
    default: '600',
    help: msgid('After which silence a connection is closed.'),
  },
  {
    section: 'performance',
    name: 'TimeoutNoTransfer',
    kind: plainSeconds(),
    default: '300',
    help: msgid(
      'After which time without a file or listing a connection is closed, whatever else is said on it.',
    ),
  },
  {
    section: 'performance',
    name: 'TimeoutStalled',
    kind: plainSeconds(),
    default: '3600',
    help: msgid('How long a transfer may stand still before it is given up; 0 waits for ever.'),
  },
  {
    section: 'performance',
    name: 'MaxClients',
    kind: phrase(proftpdQuoting, { max: 2 }),
    default: 'none',
    help: msgid(
      'How many people may be signed in at once: a number or none, then a text for those who are refused.',
    ),
  },
  {
    section: 'ldap',
    name: 'Include',
    kind: filePath({ quoting: proftpdQuoting }),
    marks: ['danger', 'lockout'],
    repeated: true,
    guide: [
      ['ldap', 'Include (LDAP connection)', 'same'],
      ['ldap', "Include (LDAP users' permissions)", 'same'],
      ['ldap', 'Include (anonymous)', 'same'],
    ],
    help: msgid(
      'Another file, or a directory of files, that is read in this place: such as the connection to the directory, rights of people, or anonymous access.',
    ),
  },
  {
    section: 'ldap',
    name: 'LDAPServer',
    kind: ldapServers,
    marks: ['password', 'lockout'],
    repeated: true,
    help: msgid(
      'The directory servers to ask, as addresses; a URL ends in ??sub, so that it finds people at every level.',
    ),
  },
  {
    section: 'ldap',
    name: 'LDAPUseTLS',
    kind: flags.proftpd,
    default: 'off',
    marks: ['password', 'lockout'],
    help: msgid(
      'Whether the connection to the directory is encrypted by STARTTLS. It does not go on without when that fails.',
    ),
  },
  {
    section: 'ldap',
    name: 'LDAPUsers',
    kind: phrase(proftpdQuoting, { max: 3 }),
    marks: ['password', 'lockout'],
    guide: [
      ['ldap', 'LDAPDoAuth', 'merged'],
      ['ldap', 'LDAPDoUIDLookups', 'merged'],
    ],
    help: msgid(
      'Where in the directory people are: the base, the filter for a login, the filter for a user number.',
    ),
  },
  {
    section: 'ldap',
    name: 'LDAPBindDN',
    kind: credentials(proftpdQuoting),
    marks: ['password', 'lockout', 'secret'],
    guide: [['ldap', 'LDAPDNInfo', 'renamed']],
    help: msgid(
      'The entry that ProFTPD signs in to the directory with, and its password. The password is never shown.',
    ),
  },
  {
    section: 'ldap',
    name: 'LDAPDefaultUID',
    kind: integer({ min: 1 }),
    marks: ['danger'],
    help: msgid("The system's user number for people whose entry has none."),
  },
  {
    section: 'ldap',
    name: 'LDAPDefaultGID',
    kind: integer({ min: 1 }),
    marks: ['danger'],
    help: msgid("The system's group number for people whose entry has none."),
  },
  {
    section: 'ldap',
    name: 'LDAPDefaultAuthScheme',
    kind: choice(['crypt', 'clear']),
    default: 'crypt',
    marks: ['password'],
    help: msgid(
      'How a stored password that does not say its scheme is read. Nothing where the directory checks passwords itself.',
    ),
  },
  {
    section: 'ldap',
    name: 'LDAPAuthBinds',
    kind: flags.proftpd,
    default: 'on',
    marks: ['password', 'lockout'],
    help: msgid('Whether the directory checks the password, so that ProFTPD never sees what is stored.'),
  },
  {
    section: 'ldap',
    name: 'LDAPForceDefaultGID',
    kind: flags.proftpd,
    marks: ['password'],
    help: msgid('Whether everybody gets the default group number, whatever the entry says.'),
  },
  {
    section: 'ldap',
    name: 'LDAPForceDefaultUID',
    kind: flags.proftpd,
    marks: ['password'],
    help: msgid('Whether everybody gets the default user number, whatever the entry says.'),
  },
  {
    section: 'ldap',
    name: 'CreateHome',
    kind: phrase(proftpdQuoting),
    marks: ['danger'],
    guide: [['ldap', 'LDAPHomedirOnDemand', 'renamed']],
    help: msgid(
      'Whether a missing home directory is made at the first sign-in, with which access bits and for whom.',
    ),
  },
  {
    section: 'ldap',
    name: 'LDAPGenerateHomedirPrefix',
    kind: filePath({ quoting: proftpdQuoting }),
    marks: ['data', 'danger'],
    guide: [['ldap', 'LDAPHomedirOnDemandPrefix', 'renamed']],
    help: msgid(
      "The directory that has everybody's home directory by login. What was uploaded stays in the old one.",
    ),
  },
  {
    section: 'ldap',
    name: 'LDAPNegativeCache',
    kind: null,
    guide: [['ldap', 'LDAPNegativeCache', 'dropped']],
    help: msgid('Remembered whom the directory does not know. ProFTPD no longer does, and refuses the line.'),
  },
])
