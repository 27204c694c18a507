export { listServices, reloadService, restartService, startService, stopService } from './operations'
export type { ServiceDetail, ServiceState } from './states'
