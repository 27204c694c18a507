/**
 * What changed in the servers' configuration files from version to version of the console, but slapd's, which has
 * steps of its own. The administrator may have edited these files: a step changes only what it is about.
 */
import { bringCompression, bringHeaderForConsole } from './apache/upgrades'
import { ensureAllowed, narrowAllowed } from './configuration-allowed'
import { bringGroups, countAlways } from './cyrus/upgrades'
import { bringFolderAddresses, bringFormerAddresses, bringForwarding } from './postfix/upgrades'
import { bindTight, bringSignIn } from './proftpd/upgrades'
import type { UpgradeStep } from './upgrade'

/** Creation writes the files as they are after the last step; step 1 is the first version. */
export const configurationSteps: readonly UpgradeStep[] = [
  { number: 1, title: 'the first configuration', run: async () => {} },
  { number: 2, title: 'forwarding, groups as members of aliases, resources', run: bringForwarding },
  { number: 3, title: 'FTP on its own address alone', run: bindTight },
  { number: 4, title: 'groups in access lists of mail folders', run: bringGroups },
  { number: 5, title: 'addresses that accounts bring to another domain', run: bringFormerAddresses },
  { number: 6, title: 'addresses of folders', run: bringFolderAddresses },
  { number: 7, title: 'what configuration files may name', run: ensureAllowed },
  { number: 8, title: 'answers of the console compressed by Apache', run: bringCompression },
  { number: 9, title: 'what servers read told from what they write', run: narrowAllowed },
  { number: 10, title: 'counts of messages that are those of the folder', run: countAlways },
  { number: 11, title: 'sign-ins by FTP that are tried', run: bringSignIn },
  { number: 12, title: 'a header that only the console is told', run: bringHeaderForConsole },
]
