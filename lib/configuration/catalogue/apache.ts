/** Apache's directives, those that a section of theirs makes among them. */
import { msgid } from '@/lib/locales/translate'
import { apacheQuoting } from '../documents/words'
import { choice } from '../kinds/choice'
import { flags } from '../kinds/flag'
import { integer } from '../kinds/integer'
import { filePath } from '../kinds/path'
import { phrase, word } from '../kinds/text'
import { table } from './parameter'

/** Sections by the beginnings of their labels: what the manual calls contexts. */
const SITES = /^VirtualHost /i
const DIRECTORIES = /^Directory /i
const PLACES = /^(Directory|DirectoryMatch|Location|LocationMatch|Files|FilesMatch|Proxy|ProxyMatch) /i
const ANY = new RegExp(`${SITES.source}|${PLACES.source}`, 'i')
const BALANCERS = /^Proxy "?balancer:/i

export const apache = table({ service: 'apache', format: 'apache', apply: 'reload' }, [
  {
    section: 'common',
    name: 'Listen',
    kind: phrase(apacheQuoting, { max: 2 }),
    marks: ['lockout'],
    repeated: true,
    guide: [
      ['common', 'Port', 'merged'],
      ['common', 'Listen', 'same'],
    ],
    help: msgid(
      'The address and port where Apache waits for browsers, such as 443 or 127.0.0.1:8080, with the protocol behind it where it is not the usual one. The console is reached through one of them.',
    ),
  },
  {
    section: 'common',
    name: 'HostnameLookups',
    kind: choice(['On', 'Off', 'Double']),
    default: 'Off',
    help: msgid(
      'Whether the log has names of clients instead of addresses. Each visit then waits for the name service; Double also checks that the name leads back to the address.',
    ),
  },
  {
    section: 'performance',
    name: 'MinSpareServers',
    kind: integer({ min: 1 }),
    default: '5',
    help: msgid(
      'How many idle processes are kept ready at least. Counts for the prefork way of working only.',
    ),
  },
  {
    section: 'performance',
    name: 'MaxSpareServers',
    kind: integer({ min: 1 }),
    default: '10',
    help: msgid(
      'How many idle processes are kept at most; more are ended. It has to be above the least number. Counts for prefork only.',
    ),
  },
  {
    section: 'performance',
    name: 'StartServers',
    kind: integer({ min: 1 }),
    apply: 'restart',
    help: msgid(
      'How many processes Apache begins with. It soon has as many as it needs, so this matters in the first seconds only.',
    ),
  },
  {
    section: 'performance',
    name: 'MaxRequestWorkers',
    kind: integer({ min: 1 }),
    apply: 'restart',
    formerly: [{ name: 'MaxClients' }],
    guide: [['performance', 'MaxClients', 'renamed']],
    help: msgid(
      'How many requests are worked on at once; further ones wait. Above the server limit that limit has to be raised too.',
    ),
  },
  {
    section: 'preferences',
    name: 'ServerAdmin',
    kind: word(apacheQuoting),
    within: SITES,
    guide: [['preferences', 'ServerAdministrator', 'renamed']],
    help: msgid('The mail address or web page that error pages name as whom to ask.'),
  },
  {
    section: 'preferences',
    name: 'ServerSignature',
    kind: choice(['On', 'Off', 'EMail']),
    default: 'Off',
    within: ANY,
    help: msgid(
      'Whether pages that Apache makes itself end with its version and host name; EMail adds a link to the administrator.',
    ),
  },
  {
    section: 'files',
    name: 'ErrorDocument',
    kind: phrase(apacheQuoting, { min: 2, max: 2 }),
    repeated: true,
    within: ANY,
    help: msgid(
      'What a browser gets for an error: the status code, then a text in quotation marks, a page of this server or a full address. May stand several times.',
    ),
  },
  {
    section: 'files',
    name: 'Include',
    kind: filePath({ quoting: apacheQuoting, begins: /^[\w/]/ }),
    marks: ['danger', 'lockout'],
    repeated: true,
    within: ANY,
    help: msgid(
      'Another file, or files by a pattern, that is read in this place. Whatever stands there counts as if it stood here.',
    ),
  },
  {
    section: 'recipes',
    name: 'NameVirtualHost',
    kind: null,
    guide: [['recipes', 'NameVirtualHost', 'dropped']],
    help: msgid('Told Apache which address has several sites by name. Every address may have them now.'),
  },
  {
    section: 'recipes',
    name: '<VirtualHost>',
    kind: phrase(apacheQuoting),
    marks: ['lockout'],
    repeated: true,
    guide: [['recipes', 'VirtualHost', 'same']],
    help: msgid('A site of its own for an address and port; what stands in it counts for that site only.'),
  },
  {
    section: 'recipes',
    name: 'DocumentRoot',
    kind: filePath({ quoting: apacheQuoting }),
    marks: ['danger'],
    within: SITES,
    help: msgid('The directory whose files are the pages of the site.'),
  },
  {
    section: 'recipes',
    name: '<Directory>',
    kind: phrase(apacheQuoting, { max: 2 }),
    marks: ['danger'],
    repeated: true,
    within: SITES,
    guide: [['recipes', 'Directory', 'same']],
    help: msgid('Settings for a directory on the disk and all below it.'),
  },
  {
    section: 'recipes',
    name: 'AllowOverride',
    kind: phrase(apacheQuoting),
    default: 'None',
    marks: ['danger'],
    within: DIRECTORIES,
    isOnlyIn: true,
    help: msgid(
      'Which settings files named .htaccess in the directories may change. None is quickest and safest.',
    ),
  },
  {
    section: 'recipes',
    name: 'Require',
    kind: phrase(apacheQuoting),
    marks: ['password', 'lockout'],
    repeated: true,
    within: PLACES,
    isOnlyIn: true,
    guide: [
      ['recipes', 'Order', 'renamed'],
      ['recipes', 'Allow', 'renamed'],
    ],
    help: msgid(
      'Who may come in: all granted, all denied, ip with networks, host, user, valid-user and more. May stand several times; one that fits is enough. Order and Allow are no more: Allow from all is all granted now, Deny from all is all denied, Allow from with a network is ip with it.',
    ),
  },
  {
    section: 'recipes',
    name: 'RedirectMatch',
    kind: phrase(apacheQuoting, { min: 1, max: 3 }),
    marks: ['password', 'lockout'],
    repeated: true,
    within: ANY,
    help: msgid('Sends browsers elsewhere whose address fits a pattern: optional status, pattern, where to.'),
  },
  {
    section: 'recipes',
    name: 'ExpiresActive',
    kind: flags.apache,
    default: 'Off',
    within: ANY,
    help: msgid('Whether answers say how long browsers may keep them. Needs the module expires.'),
  },
  {
    section: 'recipes',
    name: 'ExpiresByType',
    kind: phrase(apacheQuoting, { min: 2, max: 2 }),
    repeated: true,
    within: ANY,
    help: msgid(
      'How long browsers may keep files of a type: the type, then a text such as "access plus 8 hours".',
    ),
  },
  {
    section: 'recipes',
    name: '<Files>',
    kind: phrase(apacheQuoting, { max: 2 }),
    repeated: true,
    within: ANY,
    guide: [['recipes', 'Files', 'same']],
    help: msgid(
      'Settings for files by their name. For patterns FilesMatch is clearer than the form with a tilde.',
    ),
  },
  {
    section: 'recipes',
    name: 'Header',
    kind: phrase(apacheQuoting, { min: 2 }),
    marks: ['password', 'lockout'],
    repeated: true,
    within: ANY,
    help: msgid('Sets, adds to or removes a header of the answers. Needs the module headers.'),
  },
  {
    section: 'recipes',
    name: 'DeflateFilterNote',
    kind: phrase(apacheQuoting, { max: 2 }),
    repeated: true,
    within: SITES,
    help: msgid(
      'Under which name the log can tell how much compression saved: optional Input, Output or Ratio, then the name.',
    ),
  },
  {
    section: 'recipes',
    name: 'AddOutputFilterByType',
    kind: phrase(apacheQuoting, { min: 2 }),
    marks: ['password'],
    repeated: true,
    within: ANY,
    help: msgid('A filter, such as DEFLATE, for answers of some types.'),
  },
  {
    section: 'recipes',
    name: 'BrowserMatch',
    kind: phrase(apacheQuoting, { min: 2 }),
    repeated: true,
    within: ANY,
    help: msgid(
      'Sets variables for browsers whose name fits a pattern, for those that need special treatment.',
    ),
  },
  {
    section: 'recipes',
    name: 'LoadModule',
    kind: phrase(apacheQuoting, { min: 2, max: 2 }),
    apply: 'restart',
    marks: ['danger', 'lockout'],
    repeated: true,
    help: msgid('Loads program code into Apache: the name of the module, then its file.'),
  },
  {
    section: 'recipes',
    name: '<Proxy>',
    kind: phrase(apacheQuoting, { max: 2 }),
    repeated: true,
    within: SITES,
    guide: [['recipes', 'Proxy', 'same']],
    help: msgid(
      'Settings for what Apache passes on to other servers, also for groups of them under balancer://.',
    ),
  },
  {
    section: 'recipes',
    name: 'ProxyPass',
    kind: phrase(apacheQuoting),
    marks: ['password', 'lockout'],
    repeated: true,
    within: SITES,
    help: msgid(
      'Passes requests below a path on to another server: the path, the address, then options such as timeout= and retry=. The console itself is behind one.',
    ),
  },
  {
    section: 'recipes',
    name: 'ProxyPreserveHost',
    kind: flags.apache,
    default: 'Off',
    marks: ['lockout'],
    within: SITES,
    help: msgid(
      'Whether the server behind learns the host name that the browser asked for. The console needs that.',
    ),
  },
  {
    section: 'recipes',
    name: 'BalancerMember',
    kind: phrase(apacheQuoting),
    marks: ['password'],
    repeated: true,
    within: BALANCERS,
    isOnlyIn: true,
    help: msgid(
      'One of the servers that share the work: its address, then options such as loadfactor= and route=.',
    ),
  },
])
