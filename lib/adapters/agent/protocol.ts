/** What the agent can be asked: a fixed table of verbs. A new verb is one row here and one file in lib/agent/verbs. */
import { z } from 'zod'
import { type ErrorCode, type ErrorKind, errorMessages } from '@/lib/errors'

/** The mail servers that the agent controls, in the order in which they start. */
export const serviceNames = ['slapd', 'saslauthd', 'cyrus', 'postfix', 'apache', 'proftpd'] as const
export type ServiceName = (typeof serviceNames)[number]

/** Servers that another one cannot do without, in the order in which they start. */
export const needs: Record<ServiceName, readonly ServiceName[]> = {
  slapd: [],
  saslauthd: ['slapd'],
  cyrus: ['slapd', 'saslauthd'],
  postfix: ['slapd', 'saslauthd', 'cyrus'],
  apache: [],
  proftpd: ['slapd'],
}

const nothing = z.strictObject({})
/** DNs of containers; the agent checks that they are some. */
const containers = z.array(z.string().min(1).max(2000)).max(100)
const oneService = z.strictObject({ service: z.enum(serviceNames) })

/**
 * A folder by the name that the Cyrus administrator knows it by, in Unicode: `user/anna/Sent`, `Shared/Plans`. Not
 * `user` or `DELETED`, which hold everybody's, and nothing that Cyrus's tools take for an option or a pattern.
 */
const mailbox = z
  .string()
  .max(600)
  .regex(/^(?!user$|DELETED(\/|$)|INBOX(\/|$))[^-/%*][^/%*]*(\/[^/%*]+)*$/u)
  .refine((name) => !/[^\P{Cc}\x80-\x9f]|\p{Surrogate}/u.test(name))
/** Somebody in an access list: a login, `group:…`, `anyone`. */
const identifier = z
  .string()
  .max(200)
  .regex(/^[\x21-\x7e]+$/)
  .regex(/^[^"\\/%*]+$/)
/** What a tool said beside what is counted, a line each, cut where it is long. */
const notes = z.array(z.string().max(300)).max(100)
const uid = z.int().min(1).max(0xffffffff)
const count = z.int().min(0)

export const recoveryOutcomes = ['kept', 'changed', 'found', 'repaired', 'unreadable', 'missing'] as const

const configuredService = z.enum(['apache', 'cyrus', 'slapd', 'postfix', 'proftpd'])
/** What it is a path of is decided by the agent's list of files; this is only what such a name can look like. */
const configurationFile = z
  .string()
  .max(200)
  .regex(/^[\w=-][\w.=-]*(\/[\w=-][\w.=-]*)*$/)
const configurationFormat = z.enum([
  ...['main.cf', 'master.cf', 'imapd.conf', 'cyrus.conf', 'apache', 'proftpd', 'cn=config'],
] as const)
const relayRisk = z.enum([
  ...['noGuard', 'permit', 'table', 'certificates', 'networks', 'trusted', 'domains', 'relayed'],
  ...['anonymous', 'routing', 'xclient'],
] as const)
/** HMAC-SHA256 of a file's bytes with a key of the agent's. */
const hash = z.string().regex(/^[0-9a-f]{64}$/)
/** Files with the hash of what they were when they were looked at. Errors: 'conflict' config.changed {file}. */
/** Who stands behind a request: a person with the own password, or root with what only root can read. */
const proof = z.union([
  z.null(),
  z.strictObject({ login: z.string().max(256), password: z.string().max(1024) }),
  z.strictObject({ root: z.string().max(256) }),
])
const changedFiles = z
  .array(z.strictObject({ file: configurationFile, hash, text: z.string() }))
  .min(1)
  .max(50)
/** The name of a person, and why: lines in the history. */
const oneLine = z
  .string()
  .max(500)
  .regex(/^\P{Cc}*$/u)
const change = z.string().regex(/^[0-9a-f]{16}$/)
const revisionNumber = z.int().min(1)
const cost = z.enum(['none', 'reload', 'restart'])
const outcome = z.enum(['kept', 'reverted', 'interrupted'])
/** An error's code with the values that its words need. */
const reason = z.strictObject({ service: z.string(), code: z.string(), detail: z.string() })

/** `patienceMs` is how long a caller waits: a server has 20 s to start and up to 16 s to stop, one thing at a time. */
export const agentVerbs = {
  ping: { arguments: nothing, result: z.strictObject({ pid: z.int() }), patienceMs: 2_000 },
  /** What the server needs is started before it. */
  'service.start': { arguments: oneService, result: nothing, patienceMs: 120_000 },
  'service.stop': { arguments: oneService, result: nothing, patienceMs: 60_000 },
  'service.restart': { arguments: oneService, result: nothing, patienceMs: 90_000 },
  'service.reload': { arguments: oneService, result: nothing, patienceMs: 90_000 },
  'service.processes': {
    arguments: oneService,
    result: z.strictObject({
      /** The main process comes first. */
      pids: z.array(z.int()),
      /** The main process was stopped by a signal, or is gone: its children may answer, but nothing is done. */
      held: z.boolean(),
    }),
    patienceMs: 2_000,
  },
  'service.facts': {
    arguments: oneService,
    result: z.strictObject({
      /** Empty when the program does not say. */
      version: z.string().max(100),
      /** ISO 8601, in UTC: when its main process was started; null when it does not run. */
      startedAt: z.string().nullable(),
      /** `127.0.0.1:143`; of a server that has no ports, sockets by their paths in the instance. */
      listening: z.array(z.string().max(200)).max(50),
      /** Lines of its log, newest last. */
      errors: z.array(z.string().max(300)).max(10),
    }),
    patienceMs: 5_000,
  },
  /**
   * Makes slapd hide the containers that are private now. `also` are hidden besides, until they are named as
   * `settled` or ten minutes have passed: whoever renames or moves private containers names the new DNs before,
   * and again when that is done or was refused.
   */
  'directory.refreshAccess': {
    arguments: z.strictObject({ also: containers, settled: containers }),
    /** Whether slapd's rules were others. */
    result: z.strictObject({ changed: z.boolean() }),
    patienceMs: 30_000,
  },
  /**
   * reconstruct(8) for one folder, or with everything below it. May be asked for again at any time; a long job asks
   * folder by folder. Afterwards quota.fix has something to do.
   */
  'mailbox.reconstruct': {
    arguments: z.strictObject({ mailbox, recursive: z.boolean() }),
    result: z.strictObject({
      /** Folders that were gone through. */
      folders: count,
      /** Messages that were in the folder's directory and not in its index, and the other way round. */
      added: count,
      lost: count,
      notes,
    }),
    patienceMs: 15 * 60_000,
  },
  /** quota(8) -f: counts anew what is used below a quota root, or below all. */
  'quota.fix': {
    arguments: z.strictObject({ root: mailbox.optional() }),
    result: z.strictObject({
      /** In Cyrus's units: bytes for STORAGE, messages for MESSAGE. */
      corrected: z
        .array(z.strictObject({ root: z.string(), resource: z.string(), was: count, now: count }))
        .max(200),
      notes,
    }),
    patienceMs: 15 * 60_000,
  },
  /** unexpunge(8) -l: messages that were deleted from a folder and can come back, those deleted last first. */
  'mailbox.deletedMessages': {
    arguments: z.strictObject({ mailbox, skip: count, most: z.int().min(1).max(50) }),
    result: z.strictObject({
      messages: z.array(
        z.strictObject({
          uid,
          /** Bytes. */
          size: count,
          /** ISO 8601, in UTC: when it came in, and when it was deleted. */
          received: z.string(),
          deleted: z.string(),
          from: z.string(),
          subject: z.string(),
        }),
      ),
      total: count,
    }),
    patienceMs: 60_000,
  },
  /** unexpunge(8) -u or -a. The messages get new numbers; one that is not there any more is passed over. */
  'mailbox.undelete': {
    arguments: z.strictObject({ mailbox, uids: z.union([z.literal('all'), z.array(uid).min(1).max(1000)]) }),
    result: z.strictObject({ restored: count }),
    patienceMs: 5 * 60_000,
  },
  /** Where folders can be put; imapd.conf(5). Names as Cyrus has them, in lower case. */
  'cyrus.partitions': {
    arguments: nothing,
    result: z.strictObject({
      partitions: z
        .array(
          z.strictObject({
            name: z.string(),
            isDefault: z.boolean(),
            /** Bytes of the file system that it is on; null when its directory is not there. */
            size: count.nullable(),
            free: count.nullable(),
          }),
        )
        .max(100),
    }),
    patienceMs: 10_000,
  },
  /**
   * Makes Cyrus's list of all folders anew from the folders' directories, with Cyrus stopped meanwhile. The list that
   * was there is kept as a copy. Nothing changes when it fails or the agent is killed; Cyrus runs again in any case.
   */
  'cyrus.recoverMailboxes': {
    arguments: nothing,
    result: z.strictObject({
      ...{ kept: count, changed: count, found: count, repaired: count, unreadable: count, missing: count },
      /** The file's name, beside the list itself; null when there was no list. */
      backup: z.string().nullable(),
    }),
    patienceMs: 60 * 60_000,
  },
  /** How far a recovery is, and what the last one found, folder by folder. */
  'cyrus.recovery': {
    arguments: z.strictObject({ skip: count, most: z.int().min(1).max(50) }),
    result: z.strictObject({
      isRunning: z.boolean(),
      /** When the last one ended, in UTC; null when there was none. */
      endedAt: z.string().nullable(),
      /** Directories looked at, and all of them. */
      done: count,
      total: count,
      rows: z.array(
        z.strictObject({
          /** A folder; or where in the spool something is that cannot be read. */
          mailbox: z.string(),
          /**
           * kept: as it was in the list; changed: with other rights, type or place; found: was not in the list;
           * repaired: its own files were damaged; unreadable: what it was called is not known; missing: was in the
           * list, but has no directory.
           */
          outcome: z.enum(recoveryOutcomes),
        }),
      ),
      rowCount: count,
    }),
    patienceMs: 10_000,
  },
  /**
   * quota(8): what everybody uses, a part at a time. `list` names the listing to go on with at `skip`; a new one is
   * made without it, or when it is not there any more.
   */
  'quota.usage': {
    arguments: z.strictObject({ list: z.string().max(50).optional(), skip: count }),
    result: z.strictObject({
      list: z.string().max(50),
      /**
       * One a line: login, KiB used, KiB allowed or `-` for no limit; of a folder in the mailbox that has a limit of its
       * own also what it is called from the top.
       */
      lines: z.string(),
      next: count,
      total: count,
    }),
    patienceMs: 60_000,
  },
  /**
   * Folders whose access lists name one of these identifiers, with `-` in front or without, and those of a person, from
   * Cyrus's list of all folders: also those that are deleted and kept. A part at a time, as quota.usage.
   */
  'acl.naming': {
    arguments: z.strictObject({
      ids: z.array(identifier).min(1).max(1000),
      owner: identifier.optional(),
      list: z.string().max(50).optional(),
      skip: count,
    }),
    result: z.strictObject({
      list: z.string().max(50),
      rows: z.array(
        z.strictObject({
          mailbox: z.string(),
          /** Identifier and letters; none where somebody else is named only. */
          entries: z.array(z.tuple([z.string(), z.string()])),
        }),
      ),
      next: count,
      total: count,
    }),
    patienceMs: 60_000,
  },
  /** Everybody whom access lists of others' folders name. A part at a time, as quota.usage. */
  'acl.identifiers': {
    arguments: z.strictObject({ list: z.string().max(50).optional(), skip: count }),
    result: z.strictObject({
      list: z.string().max(50),
      ids: z.array(z.string()),
      next: count,
      total: count,
    }),
    patienceMs: 60_000,
  },
  /**
   * Every file of the five servers' configuration that can be read and changed through the agent, and which servers know a
   * parameter `named` so, with its default where they tell it: of Apache and ProFTPD nobody can say.
   */
  'configuration.files': {
    arguments: z.strictObject({ named: z.string().max(200).optional() }),
    result: z.strictObject({
      known: z.array(
        z.strictObject({ service: configuredService, name: z.string(), default: z.string().nullable() }),
      ),
      files: z.array(
        z.strictObject({
          file: configurationFile,
          service: configuredService,
          format: configurationFormat,
          hash,
          /** Bytes. */
          size: count,
          /** ISO 8601, in UTC. */
          modifiedAt: z.string(),
        }),
      ),
    }),
    patienceMs: 20_000,
  },
  /**
   * A file with a placeholder for each of its secrets; `fixed` is what slapd says besides in the same way, which can be
   * seen and not changed. Errors: 'notFound' config.noFile.
   */
  'configuration.read': {
    arguments: z.strictObject({ file: configurationFile }),
    result: z.strictObject({
      file: configurationFile,
      service: configuredService,
      format: configurationFormat,
      encoding: z.enum(['utf8', 'latin1']),
      text: z.string(),
      fixed: z.string(),
      hash,
    }),
    patienceMs: 20_000,
  },
  /** What would become of other texts; nothing changes. Errors: 'denied' config.password for a wrong `proof`. */
  'configuration.check': {
    arguments: z.strictObject({ files: changedFiles, proof }),
    result: z.strictObject({
      /** Servers whose own checks did not run on what needs the password, since none was given. */
      unasked: z.array(configuredService),
      /** What the servers' own checks said of staged copies. */
      messages: z.array(
        z.strictObject({
          service: configuredService,
          file: configurationFile,
          severity: z.enum(['error', 'warning']),
          text: z.string(),
        }),
      ),
      /** What needs the person's password. */
      hazards: z.array(
        z.strictObject({
          file: configurationFile,
          name: z.string(),
          reason: z.enum(['program', 'module', 'user', 'path', 'statement']),
        }),
      ),
      /** What is outside the allow-list, with a password or without. */
      refused: z.array(
        z.strictObject({ file: configurationFile, name: z.string(), value: z.string(), reason: z.string() }),
      ),
      /** Ways in which strangers could send mail through each smtpd(8), as it would be; master.cf's own options count. */
      relay: z.array(
        z.strictObject({
          code: relayRisk,
          values: z.strictObject({ service: z.string(), what: z.string() }),
        }),
      ),
      /** Addresses of the console that become others. */
      moved: z.array(z.strictObject({ from: z.string(), to: z.string() })),
    }),
    patienceMs: 60_000,
  },
  /**
   * Begins a change of several files of several servers, all or none of it: replaces them, reloads or restarts, asks
   * the servers, and puts everything back when one does not answer any more. With a countdown it is put back as well
   * when nobody keeps it in time. Answers when nothing can stop it half done. Errors: 'conflict' config.changed,
   * config.busy; 'invalid' config.nothing, config.noSecret, config.refused, config.check; 'denied' config.password;
   * 'throttled' access.throttled.
   */
  'configuration.apply': {
    arguments: z.strictObject({
      files: changedFiles,
      costs: z.partialRecord(configuredService, cost),
      /** Seconds, 0 for none. */
      countdown: z.int().min(0).max(600),
      who: oneLine,
      note: oneLine,
      origin: z.enum(['console', 'restored']),
      proof,
    }),
    result: z.strictObject({ change }),
    patienceMs: 90_000,
  },
  /** The change that is under way, or the last one. */
  'configuration.state': {
    arguments: nothing,
    result: z.strictObject({
      change: z
        .strictObject({
          id: change,
          phase: z.enum([
            ...['replacing', 'restarting', 'probing', 'countdown', 'reverting', 'kept', 'reverted'],
          ] as const),
          files: z.array(configurationFile),
          services: z.array(configuredService),
          who: z.string(),
          note: z.string(),
          /** ISO 8601, in UTC. */
          deadline: z.string().nullable(),
          reason: reason.nullable(),
          revision: revisionNumber.nullable(),
          /** Of one that was put back: files that others wrote into meanwhile; what crossed it is in the history only. */
          meanwhile: z.array(z.strictObject({ file: configurationFile, stays: z.boolean() })),
        })
        .nullable(),
    }),
    patienceMs: 5_000,
  },
  /** In the countdown. Errors: 'conflict' config.noChange. */
  'configuration.keep': { arguments: z.strictObject({ change }), result: nothing, patienceMs: 10_000 },
  'configuration.takeBack': { arguments: z.strictObject({ change }), result: nothing, patienceMs: 10_000 },
  /** Newest first; of one file those that it is part of. */
  'configuration.history': {
    arguments: z.strictObject({
      skip: count,
      most: z.int().min(1).max(100),
      file: configurationFile.optional(),
    }),
    result: z.strictObject({
      revisions: z.array(
        z.strictObject({
          number: revisionNumber,
          at: z.string(),
          who: z.string(),
          note: z.string(),
          origin: z.enum(['installed', 'console', 'outside', 'restored']),
          outcome,
          /** Versions of before wrote a sentence down. */
          reason: z.union([reason, z.string()]).nullable(),
          files: z.array(configurationFile),
        }),
      ),
      total: count,
    }),
    patienceMs: 10_000,
  },
  /** A file before and after a revision, with placeholders. Errors: 'notFound' config.noRevision. */
  'configuration.revision': {
    arguments: z.strictObject({ number: revisionNumber, file: configurationFile }),
    result: z.strictObject({ before: z.string().nullable(), after: z.string() }),
    patienceMs: 10_000,
  },
} as const

export type AgentVerb = keyof typeof agentVerbs
export type AgentArguments<V extends AgentVerb> = z.infer<(typeof agentVerbs)[V]['arguments']>
export type AgentResult<V extends AgentVerb> = z.infer<(typeof agentVerbs)[V]['result']>

/** The outer form of a request; the verb's own row says what its arguments look like. */
export const agentRequest = z.strictObject({ verb: z.string().max(100), arguments: z.unknown() })

/** `satisfies` makes it complete: a kind that is missing here does not compile. */
const errorKinds = {
  invalid: 'invalid',
  denied: 'denied',
  notFound: 'notFound',
  conflict: 'conflict',
  signedOut: 'signedOut',
  mustChangePassword: 'mustChangePassword',
  throttled: 'throttled',
  unavailable: 'unavailable',
  failed: 'failed',
} as const satisfies { [K in ErrorKind]: K }

export const agentAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), result: z.unknown() }),
  z.strictObject({
    ok: z.literal(false),
    error: z.strictObject({
      kind: z.enum(errorKinds),
      code: z.custom<ErrorCode>((code) => typeof code === 'string' && Object.hasOwn(errorMessages, code)),
      values: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  }),
])
export type AgentAnswer = z.infer<typeof agentAnswer>
