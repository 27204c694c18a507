import { type Command, Option } from 'commander'
import type { Role } from '@/lib/access'
import { parentDn } from '@/lib/access'
import type { Face } from '../face'
import { wayOf } from '../ways'
import { addListOptions, answerList, type ListOptions } from './listing'
import { roleNames, roleWords, stateWords } from './words'

type Criteria = ListOptions & { role?: keyof typeof roleNames | 'any'; uid?: string } & Record<string, string>

/** `user find`. */
export function addUserFind(user: Command, face: Face): void {
  const { t } = face
  const find = user
    .command('find [text]')
    .description(t('Find users: by words or parts of words of name, login or address, and by what is said'))
    // Not --login, which says who acts.
    .option('--uid <text>', t('Part of the login'))
    .option('--first-name <text>', t('Part of the first name'))
    .option('--last-name <text>', t('Part of the last name'))
    .option('--address <text>', t('Part of an address'))
    .option('--title <text>', t('Part of the job title'))
    .option('--department <text>', t('Part of the department'))
    .option('--telephone <text>', t('Part of a telephone number'))
    .option('--description <text>', t('Part of the description'))
    .addOption(new Option('--status <status>', t('Whether suspended')).choices(['active', 'suspended']))
    .addOption(new Option('--role <role>', t('Role')).choices([...Object.keys(roleNames), 'any']))
    .addOption(new Option('--mailbox <which>', t('Whether there is a mailbox')).choices(['yes', 'no']))
    .addOption(
      new Option('--sort <key>', t('Order of the list')).choices(['name', 'surname', 'login', 'address']),
    )
  addListOptions(find, face).action((text: string | undefined, options: Criteria) => {
    const { role, uid, ...others } = options
    const wanted = {
      ...others,
      ...(role !== undefined && { role: role === 'any' ? role : roleNames[role] }),
      ...(uid !== undefined && { login: uid }),
      ...(text !== undefined && { text }),
      kind: 'user',
    }
    const head = [t('Login'), t('Name'), t('Address'), t('Role'), t('State'), t('Place')]
    return answerList(face, wanted, head, (row) => [
      row.login ?? '',
      row.sortName,
      row.mail ?? '',
      roleWords((row.role as Role | null) ?? 'user', t),
      stateWords(row, t),
      wayOf(parentDn(row.dn)),
    ])
  })
}
