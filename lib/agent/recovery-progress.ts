/** How far the recovery of the list of folders is in this process. */
export const progress = { isRunning: false, done: 0, total: 0 }
