/** Removes the instance of the benchmark when that is over, and what there is of it in memory. */
import { rmSync } from 'node:fs'
import '@/lib/instance/testing-guard'
import { inMemory } from './memory'

rmSync(inMemory(process.argv[2] ?? ''), { recursive: true, force: true })
