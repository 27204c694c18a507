/** Everything the agent can do. A verb of the protocol that is missing here does not compile. */
import type { AgentVerb } from '@/lib/adapters/agent/protocol'
import type { Verb } from './verb'
import { listIdentifiers } from './verbs/acl-identifiers'
import { listRightsNaming } from './verbs/acl-naming'
import { applyConfiguration } from './verbs/configuration-apply'
import { checkConfiguration } from './verbs/configuration-check'
import { listConfigurationFiles } from './verbs/configuration-files'
import { configurationHistory } from './verbs/configuration-history'
import { keepConfiguration } from './verbs/configuration-keep'
import { readConfigurationFile } from './verbs/configuration-read'
import { configurationRevision } from './verbs/configuration-revision'
import { configurationState } from './verbs/configuration-state'
import { takeBackConfiguration } from './verbs/configuration-take-back'
import { listPartitions } from './verbs/cyrus-partitions'
import { recoverMailboxes } from './verbs/cyrus-recover-mailboxes'
import { showRecovery } from './verbs/cyrus-recovery'
import { refreshDirectoryAccess } from './verbs/directory-refresh-access'
import { listDeletedMessages } from './verbs/mailbox-deleted-messages'
import { reconstructMailbox } from './verbs/mailbox-reconstruct'
import { undeleteMessages } from './verbs/mailbox-undelete'
import { ping } from './verbs/ping'
import { fixQuota } from './verbs/quota-fix'
import { listQuotaUsage } from './verbs/quota-usage'
import { serviceFacts } from './verbs/service-facts'
import { serviceProcesses } from './verbs/service-processes'
import { reloadService } from './verbs/service-reload'
import { restartService } from './verbs/service-restart'
import { startService } from './verbs/service-start'
import { stopService } from './verbs/service-stop'

export const verbs: { [V in AgentVerb]: Verb<V> } = {
  ping,
  'service.start': startService,
  'service.stop': stopService,
  'service.restart': restartService,
  'service.reload': reloadService,
  'service.processes': serviceProcesses,
  'service.facts': serviceFacts,
  'directory.refreshAccess': refreshDirectoryAccess,
  'mailbox.reconstruct': reconstructMailbox,
  'mailbox.deletedMessages': listDeletedMessages,
  'mailbox.undelete': undeleteMessages,
  'quota.fix': fixQuota,
  'cyrus.partitions': listPartitions,
  'cyrus.recoverMailboxes': recoverMailboxes,
  'cyrus.recovery': showRecovery,
  'quota.usage': listQuotaUsage,
  'acl.naming': listRightsNaming,
  'acl.identifiers': listIdentifiers,
  'configuration.files': listConfigurationFiles,
  'configuration.read': readConfigurationFile,
  'configuration.check': checkConfiguration,
  'configuration.apply': applyConfiguration,
  'configuration.state': configurationState,
  'configuration.keep': keepConfiguration,
  'configuration.takeBack': takeBackConfiguration,
  'configuration.history': configurationHistory,
  'configuration.revision': configurationRevision,
}
