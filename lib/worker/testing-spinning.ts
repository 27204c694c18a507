/** A worker with nothing to do: it answers, until it is told to spin. */
import { spinWhenAsked } from '@/lib/instance/testing-spin'
import { answerConnections } from './answering'

answerConnections()
spinWhenAsked()
