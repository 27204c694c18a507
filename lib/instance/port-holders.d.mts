export type PortHolder = { pid: number; name: string }
export function portHolders(port: number, address?: string): PortHolder[]
