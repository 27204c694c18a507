/**
 * The one error of the console: thrown once with a code, put into words at the face (page, command line).
 * `kind` says what a caller can do about it; `code` is a row of the table below; `values` fill its placeholders.
 */
export class ConsoleError extends Error {
  readonly kind: ErrorKind
  readonly code: ErrorCode
  readonly values: Record<string, string | number>
  /** Problems beside single fields of the input; empty for everything but 'invalid' and some 'conflict'. */
  readonly fields: FieldProblem[]

  constructor(
    kind: ErrorKind,
    code: ErrorCode,
    values: Record<string, string | number> = {},
    fields: FieldProblem[] = [],
  ) {
    super(fillIn(errorMessages[code], values))
    this.name = 'ConsoleError'
    Object.defineProperty(this, brand, { value: true })
    this.kind = kind
    this.code = code
    this.values = values
    this.fields = fields
  }
}

const brand = Symbol.for('server-manager.ConsoleError')

export type ErrorKind =
  | 'invalid' // the input has a fault that its author can mend
  | 'denied' // the person may not do this at all
  | 'notFound' // absent, or outside the person's scope: the two are not told apart
  | 'conflict' // somebody or something else got there first
  | 'signedOut' // nobody is signed in, or no longer may be
  | 'mustChangePassword'
  | 'throttled'
  | 'unavailable' // a server does not answer; `values.service` names it
  | 'failed' // the server refused for a reason of its own; `values.detail` says what it said

/** A code with values beside one input; `field` is a dotted path into the input. */
export type FieldProblem = { field: string; code: ErrorCode; values: Record<string, string | number> }

/**
 * True for a ConsoleError of one of these kinds. Told by a mark: the web process is built of several bundles, each
 * with a class of its own, that share their connections.
 */
export function isConsoleError(error: unknown, ...kinds: ErrorKind[]): error is ConsoleError {
  if (!isBranded(error)) return false
  return kinds.length === 0 || kinds.includes(error.kind)
}

function isBranded(error: unknown): error is ConsoleError {
  return error instanceof Error && brand in error
}

/** What went wrong, in the reader's language; what an action gives back instead of a value. */
export type Problem = {
  kind: ErrorKind
  code: ErrorCode
  message: string
  /** Messages beside fields, by the field's path in the input. */
  fields: Record<string, string>
  /** The server that does not answer. */
  service?: string
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; problem: Problem }

/** A code and the values of its text. */
export type Reason = Omit<FieldProblem, 'field'>

/** What a person has to read of an error where there are no fields: the first fault beside one, or the error itself. */
export function reasonOf({ code, values, fields }: ConsoleError): Reason {
  const [first] = code === 'input.invalid' ? fields : []
  return first ? { code: first.code, values: first.values } : { code, values }
}

/** Puts values into `{name}` placeholders; an unknown placeholder stays as it is. */
export function fillIn(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole))
}

/** Every code with its English text, which is also its msgid. */
export const errorMessages = {
  // input
  'input.invalid': 'Please check the marked fields.',
  'input.required': 'Please fill this in.',
  'input.unknown': 'This is not a value that can be used here.',
  'input.tooLong': 'At most {max} characters are possible.',
  'input.tooShort': 'At least {min} characters are needed.',
  'input.control': 'Line breaks and other control characters are not possible here.',
  'input.bidirectional': 'Characters that change the direction of writing are not possible here.',
  'input.printable': "Only the letters a-z, digits, spaces and ' ( ) + , - . / : ? are possible here.",
  'input.number': 'Please give a whole number.',
  'login.form':
    'A login consists of lower-case letters a-z, digits, dots, hyphens and underscores, begins with a letter or digit and has at most 64 characters.',
  'login.letter': 'A login has at least one letter: the mail server takes no other.',
  'login.reserved': 'This login is reserved for the system.',
  'login.taken': 'This login is already in use.',
  'login.unknown': 'There is no account {login}.',
  'role.self': 'You cannot change your own role.',
  'role.group': 'The account does not live in an organization or group that it could administer.',
  'role.livesThere':
    'The account {name} administers {place}, because it lives there. Take that role from it before it moves.',
  'address.form': 'This is not an e-mail address.',
  'address.formOf': '{text} is not an e-mail address.',
  'address.loop': 'Mail cannot be forwarded to an address of the account itself.',
  'address.loop.named':
    'The account {name} forwards its mail to {address}, which would become an address of its own.',
  'address.taken.named': 'The address {address} is already in use.',
  'address.route':
    'The mail server takes % and ! before the @ for a way to somewhere else: no mail would arrive.',
  'address.domain': 'The address must be in the domain {domain}.',
  'address.ownMissing': 'An account needs an address in its own domain {domain}.',
  'address.noDomain': 'There is no domain {domain} here.',
  'address.taken': 'This address is already in use.',
  'limit.accounts': 'The number of accounts in the domain is limited to {max}; it has {present}.',
  'limit.aliases': 'The number of aliases in the domain is limited to {max}; it has {present}.',
  'limit.storage': 'The mailboxes of the domain may have {max} together; {free} of that is left.',
  'limit.storageQuota': 'The storage of the domain is limited, so each mailbox needs a quota.',
  'bulk.tooMany': 'At most {max} accounts can be changed at once.',
  'bulk.nothing': 'There is no account that this could be done to.',
  'bulk.changed':
    'Other accounts match by now than when you looked. Nothing was started: please look at what it means now.',
  'bulk.noMailbox': 'The account has no mailbox.',
  'bulk.another': 'Another account has this login by now.',
  'bulk.gone': 'The account is not there any more.',
  'job.settling': 'A change that was cut off is finished or taken back first.',
  'file.tooLarge': 'The file is larger than {kB} kB.',
  'file.jpeg': 'This is not a JPEG picture.',
  'file.certificate': 'This is not an X.509 certificate, in PEM or DER form.',
  'file.pkcs12': 'This is not a PKCS #12 file.',
  'container.notEmpty': 'It is not empty. It contains: {contents}.',
  'container.taken': 'There is already something of this name here.',
  'contact.taken': 'There is already a contact of this name here.',
  'resource.taken': 'There is already a resource of this name here.',
  'container.inside': 'It cannot be moved into itself.',
  'container.addressesInside':
    'It cannot be moved to another domain while it holds aliases of this one: {contents}.',
  'container.manyAddresses':
    'More than {max} addresses would come into another domain at once: please move it in parts.',
  'place.ambiguous': 'Two have this name: {one} and {other}. Please give the DN.',
  'container.kind': 'An organization lives in a domain or another organization.',
  'domain.form': 'This is not a domain name, such as example.com.',
  'domain.unknown': 'There is no domain {domain}.',
  'domain.postmaster': 'Another entry has the address {address}, which every domain needs for itself.',
  'domain.taken': 'This domain already exists.',
  'domain.notEmpty': 'The domain is not empty. It contains: {contents}.',
  'domain.primary': 'The first domain holds the manager and cannot be deleted.',
  'quota.form': 'Please give a size such as 500 MB or 2 GB.',
  'quota.tooLarge': 'The mail server takes quotas of less than 2048 GB.',
  'quota.longName': 'Cyrus keeps no limit for a folder whose whole name is so long.',
  'password.tooShort': 'A password has at least {min} characters.',
  'password.tooLong':
    'This is too long for the mail servers, which take 127 bytes: as many letters without accents, or half of that in other scripts.',
  'password.braces': 'A password cannot begin with a word in braces: it would be taken for a hash.',
  'password.wrong': 'The current password is not right.',
  'password.same': 'The new password is the same as the old one.',
  'password.repeat': 'The two new passwords differ.',
  'alias.noMembers': 'An alias needs at least one member.',
  'alias.member.unknown': 'There is no account, alias, group or complete address {member}.',
  'alias.taken': 'There is already an alias of this name.',
  'alias.isPrimary': 'It is the primary address of {name}, who needs another one first.',
  'alias.elsewhere':
    'The address belongs to an account elsewhere. Only who administers that can change or delete it.',
  'alias.postmaster': 'Every domain needs its postmaster: this alias can be changed but not deleted.',
  'mailbox.exists': 'A mailbox of this name already exists on the mail server.',
  'folder.useTaken': 'Mail programs use the folder {name} for this already.',
  'folder.taken': 'There is already a folder of this name.',
  'folder.notEmpty': 'Somebody made a folder below {name} meanwhile. Nothing was deleted.',
  'folder.tooLongBelow':
    'The folder {name} below it would have a longer name than the {max} characters that are possible.',
  'folder.slash': 'A slash divides folders, so that no name has one.',
  'folder.imap': 'IMAP gives {character} a meaning of its own, so that no name may have it.',
  'folder.cyrus': 'Cyrus uses {character} itself, so that no name may have it.',
  'folder.shell': 'A shell gives {character} a meaning of its own, so that no name may have it.',
  'folder.begins': 'No name may begin with {character}.',
  'folder.invisible': 'The name has a character that nobody sees, so that it would look like another one.',
  'folder.dots': 'A name has more than dots.',
  'folder.reserved': 'The mail server gives this name a meaning of its own here.',
  'folder.inbox': 'A mailbox comes, goes and is renamed with its account.',
  'folder.inside': 'A folder cannot be moved into itself.',
  'folder.collection': 'Cyrus keeps the type of a calendar or address book that it serves.',
  'folder.typeOfMany':
    'Cyrus can change the type of a public folder only while it and everything below it are put elsewhere: with more than {max} folders below, that would take too long. Make a new folder of this type and move what is in this one into it.',
  'folder.collectionName':
    'Calendar programs would show signs instead of letters: use ASCII here, and give it another name in the calendar program.',
  'folder.noCollection': 'Cyrus serves calendars and address books of people with a mailbox only.',
  'folder.partition': 'There is no partition {partition}.',
  'folder.busy': 'The folder is being repaired or changed. It can be looked at when that is done.',
  'folder.late':
    'Cyrus did not answer when it was to make the folder. If it makes it all the same, the folder is taken away again.',
  'folder.gone': 'There is no folder {name}. It may have been renamed or deleted meanwhile.',
  'folder.goneParent': 'There is no folder {name} to put it into.',
  'folder.public': 'You administer no public folders. Name a mailbox, such as user/anna, or a folder in it.',
  'folder.notKept': 'Cyrus no longer keeps this folder.',
  'confirm.word': 'Please type {word} to confirm.',
  'retention.days': 'Please give a number of days from 1 to 10000.',
  'retention.place': 'Please give either a place or a user.',
  'retention.several':
    'A rule for several people names folders as they are in each mailbox, such as Lists/dev: {name} is one of a single person.',
  'retention.another': '{name} is no folder in the mailbox of {login}.',
  'retention.specialUse': 'There is no special use {name}. Possible are {choices}.',
  'retention.denied': 'The owner may not delete in {folders}; nothing was deleted there.',
  'retention.exceptGone': 'The exception {except} matches no folder of {login}; nothing was deleted.',
  'acl.rights': 'Rights are letters of lrswipkxtea, or reader, contributor, editor, owner.',
  'acl.nobody': 'Nobody here is called {id}.',
  'acl.noEntry': '{id} has no entry in the access list.',
  'acl.conflict':
    'Somebody else changed the rights of {id} in the meantime. Please look at the present ones and save again.',
  'acl.nothingBelow': 'Nothing below this folder would change.',
  'acl.changedBelow':
    'Other folders or rights would change by now than when you looked. Nothing was started: please look at what it means now.',
  'acl.owner': 'The owner {owner} would keep only what Cyrus leaves every owner. Confirm that this is meant.',
  // configuration
  'config.reading': 'The server would read this value in another way: {value}',
  'config.several': '{name} stands there several times. Please choose which one.',
  'config.noSetting': '{name} does not stand there.',
  'config.noSection': 'There is no section {section}.',
  'config.notAlone': '{name} shares its line with others and cannot be switched off alone.',
  'config.letters': 'The file cannot hold these letters.',
  'config.flag': 'Please say yes or no.',
  'config.choice': 'Please choose from these: {choices}.',
  'config.tooSmall': 'At least {min} is needed.',
  'config.tooLarge': 'At most {max} is possible.',
  'config.octal': 'Please give access bits as octal digits, such as 022.',
  'config.size': 'Please give a size such as 500 kB, 10 MB or 2 GB.',
  'config.duration': 'Please give a time such as 30s, 10m, 1h30m or 5d.',
  'config.host': '{word} is no host, address or network that can stand here.',
  'config.map': '{word} is no table. Tables have a type and a name, such as hash:/etc/aliases.',
  'config.path': 'Please give a full path, beginning with a slash and without dots that lead upwards.',
  'config.pathLetters': 'The server knows no spaces or quotes in this path.',
  'config.restriction': 'Postfix knows no restriction {word}.',
  'config.argument': '{word} needs behind it what it is to look at.',
  'config.dn': 'This is not a distinguished name, such as cn=admin,dc=example,dc=com.',
  'config.acl': 'Please give pairs of who and rights, such as anyone lrs.',
  'config.braces': 'The braces do not match.',
  'config.quotes': 'A quotation does not end.',
  'config.words': 'Please give {min} to {max} words; those with spaces in quotation marks.',
  'config.exactWords': 'Please give {count} words; those with spaces in quotation marks.',
  'config.leastWords': 'Please give at least {min} words; those with spaces in quotation marks.',
  'config.right': 'Please give the letter of one right, such as c or x.',
  'config.form': 'This does not have the form that the server wants.',
  'config.entries': 'Entries of cn=config cannot come or go here: {dn}',
  'config.fixed': '{name} is not set here.',
  'config.noFile': 'There is no configuration file {file} here.',
  'config.noParameter': 'There is no parameter {name} here. The text of the file may have it.',
  'config.noPlace': '{name} can stand in several files. Please say in which.',
  'config.once': '{name} stands there already, and can do so only once.',
  'config.twice': 'The same value is to be changed twice.',
  'config.marks':
    'There are still lines that mark where two versions crossed: <<<<<<< yours, >>>>>>> theirs.',
  'config.notOff': '{name} cannot be switched off, since slapd keeps no comments. It can be taken away.',
  'config.nothing': 'Nothing would change.',
  'config.crossed': 'Somebody else changed {name} in the meantime. Please look at both versions.',
  'config.data': '{name} cannot change any more: what is stored already would not be found.',
  'config.relay': 'Strangers could send mail through this server. Please confirm that this is meant.',
  'config.reverted': 'Everything was put back as it was, because {service} failed: {detail}',
  'config.noSecret': 'There is no secret to keep for {name}. Please type the new one.',
  'config.changed': 'The file {file} was changed by somebody else in the meantime.',
  'config.refused': 'The list of what may be configured here does not allow {name} in {file}.',
  'config.long': '{name} in {file} names a path of more than 4096 bytes, which no system takes.',
  'config.password': 'This needs your password, or it was not right.',
  'config.check': 'The server does not take this: {detail}',
  'config.busy': 'Another change is under way, or waits to be kept.',
  'config.noChange': 'There is no such change that waits to be kept.',
  'config.notKept': 'Nobody kept the change in time.',
  'config.takenBack': 'The change was taken back.',
  'config.interrupted': 'The change was interrupted before it was complete.',
  'config.troubled': '{service} did not do its work any more: {detail}',
  'config.downBefore': '{service} did not answer before the change either: {detail}',
  'config.noRevision': 'There is no revision {number} of the file {file}.',
  // access
  'access.denied': 'You are not allowed to do this.',
  'access.notFound': 'There is no such object.',
  'access.signedOut': 'Please sign in.',
  'access.mustChange': 'Please choose a new password first.',
  'access.wrong': 'The login or the password is not right.',
  'access.throttled': 'Too many attempts. Please try again in {minutes} min.',
  'account.manager': 'The manager cannot be deleted or suspended.',
  'account.ownPassword': 'Your own password is changed on your own page, with the present one.',
  'account.self': 'You cannot delete or suspend your own account.',
  'entry.another':
    'What you looked at is gone, and another has its name now. Nothing was changed: please open the page again.',
  'edit.conflict':
    'Somebody else changed this in the meantime: {attributes}. Please look at the present values and save again.',
  'turn.taken': 'Somebody else is making changes there. Please try again in a moment.',
  // servers
  'service.unreachable': 'The server {service} does not answer.',
  'service.refused': 'The server {service} refused: {detail}',
  'service.start': '{service} did not start: {detail}',
  'service.stop': '{service} did not stop.',
  'port.busy': 'Port {port} is in use by {name} (process {pid}).',
  'port.none': 'No free ports were found.',
  'instance.foreign': 'The directory {directory} holds something else than an instance.',
  'instance.version': 'The instance in {directory} was made by a later version.',
  'agent.refused': 'The agent refused the request: {detail}',
  'database.migration': 'The database could not be brought up to date ({migration}): {detail}',
  'intent.open':
    'The change was interrupted and could not be taken back completely. What is left is listed in the audit log.',
  'intent.later':
    'The server {service} stopped answering in the middle. As soon as it answers, the change is finished by itself, or left undone if it had not begun; the audit log shows which.',
  'intent.underWay': 'This takes longer. It goes on in the background; the audit log shows when it is done.',
  unexpected: 'Something unexpected happened. The log of the console has the details.',
} as const

export type ErrorCode = keyof typeof errorMessages
