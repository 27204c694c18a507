export {
  listServices,
  reloadService,
  restartService,
  type ServiceFacts,
  showService,
  startService,
  stopService,
} from './operations'
export type { ServiceDetail, ServiceState } from './states'
