export { callAgent } from './call'
export {
  type AgentArguments,
  type AgentResult,
  type AgentVerb,
  type ServiceName,
  serviceNames,
} from './protocol'
