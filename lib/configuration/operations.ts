/** Everything that can be done with the configuration of the five servers. */
export {
  type Applied,
  applyConfiguration,
  keepConfiguration,
  restoreConfiguration,
  showConfigurationState,
  takeBackConfiguration,
} from './applying'
export { listConfigurationHistory, showConfigurationRevision } from './history'
export { listConfiguration, listConfigurationFiles, showConfigurationFile } from './looking'
export { previewConfiguration } from './proposal'
