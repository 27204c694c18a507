/** What the servers are for, what stops with them, and what a look at one can find. */
import { type Message, msgid } from '@/lib/locales/translate'
import type { ServiceDetail, ServiceState } from '@/lib/services'

type Words = { task: Message; loss: Message }

export const serviceWords: Record<ServiceState['service'], Words> = {
  slapd: {
    task: msgid('Directory: accounts, aliases, passwords'),
    loss: msgid(
      'Nobody can sign in any more, to this console neither, and no mail is delivered. Only root on the server can start it again.',
    ),
  },
  saslauthd: {
    task: msgid('Checks passwords for mail and file transfer'),
    loss: msgid('No mail program can sign in, neither to read nor to send.'),
  },
  cyrus: {
    task: msgid('Mailboxes: IMAP, POP3, Sieve, calendars'),
    loss: msgid('Nobody can read mail. What arrives waits in the queue.'),
  },
  postfix: {
    task: msgid('Sends and receives mail'),
    loss: msgid('No mail is sent or received. Other servers try again later.'),
  },
  apache: {
    task: msgid('HTTPS for this console'),
    loss: msgid('This console can only be reached on the server itself, without HTTPS.'),
  },
  proftpd: {
    task: msgid('File transfer'),
    loss: msgid('No files can be transferred.'),
  },
  agent: {
    task: msgid('Does for the console what only root may do'),
    loss: msgid('Servers cannot be started or stopped here meanwhile.'),
  },
}

export const detailWords: Record<ServiceDetail, Message> = {
  answers: msgid('Answers'),
  absent: msgid('Nobody listens there'),
  silent: msgid('Listens, but does not answer'),
  strange: msgid('Answers, but not as it should'),
  held: msgid('Its main process does not run'),
}
