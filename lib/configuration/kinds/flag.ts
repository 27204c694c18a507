/** Yes or no, in the words of each server. */
import { ConsoleError } from '@/lib/errors'
import { given, type Kind, readable } from './kind'

const YES = ['yes', 'on', 'true', 't', '1']
const NO = ['no', 'off', 'false', 'f', '0']

function flag(yes: string, no: string): Kind {
  const isYes = (text: string) => {
    const word = given(text).toLowerCase()
    if (YES.includes(word)) return true
    if (NO.includes(word)) return false
    throw new ConsoleError('invalid', 'config.flag')
  }
  return {
    control: 'flag',
    choices: ['yes', 'no'],
    print: (typed) => (isYes(typed) ? yes : no),
    show: readable((printed) => (isYes(printed) ? 'yes' : 'no')),
  }
}

export const flags = {
  postfix: flag('yes', 'no'),
  cyrus: flag('yes', 'no'),
  apache: flag('On', 'Off'),
  proftpd: flag('on', 'off'),
  /** RFC 4517, Boolean. */
  slapd: flag('TRUE', 'FALSE'),
}
