/** An agent that can be told to spin. */
import { spinWhenAsked } from '@/lib/instance/testing-spin'
import './main'

spinWhenAsked()
