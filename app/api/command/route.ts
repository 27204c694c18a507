export { answerCommand as POST } from '@/lib/command'
