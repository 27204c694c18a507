export { type ServiceName, serviceNames } from '@/lib/adapters/agent'
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
