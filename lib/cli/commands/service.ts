import type { Command } from 'commander'
import type { Face } from '../face'

/** `service status|start|stop|restart|reload`. */
export function addServiceCommands(_program: Command, _face: Face): void {}
