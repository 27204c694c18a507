export { answerCommand } from './answer'
