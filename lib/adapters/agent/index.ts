export { callAgent } from './call'
export {
  type AgentArguments,
  type AgentResult,
  type AgentVerb,
  needs,
  type ServiceName,
  serviceNames,
} from './protocol'
