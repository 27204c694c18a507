import { type Command, Option } from 'commander'
import { type AdministratorRow, listAdministrators, setRole } from '@/lib/directory'
import type { T } from '@/lib/locales/translate'
import type { Face } from '../face'
import { table } from '../table'
import { roleNames, roleWords } from './words'

/** `admin list|grant|revoke`. */
export function addAdminCommands(program: Command, face: Face): void {
  const { t, perform, answer } = face
  const admin = program.command('admin').description(t('Who administers what'))

  admin
    .command('list')
    .description(t('List the administrators, the highest rank first'))
    .action(async () => {
      const administrators = await perform(listAdministrators, {})
      const rows = administrators.map((row) => [row.login, row.name, roleWords(row.role, t), reach(row, t)])
      answer(administrators, table([t('Login'), t('Name'), t('Role'), t('Administers')], rows))
    })

  admin
    .command('grant <login>')
    .description(t('Make a user an administrator, in place of what the user administers now'))
    .addOption(
      new Option('--role <role>', t('What kind of administrator'))
        .choices(Object.keys(givable))
        .makeOptionMandatory(),
    )
    .option('--domains <domain...>', t('The domains of a domain administrator, all of them'))
    .action(async (login: string, { role, domains }: { role: keyof typeof givable; domains?: string[] }) => {
      await perform(setRole, { login, role: givable[role], ...(domains && { domains }) })
      answer({ login, role: givable[role] }, t('User {login} was changed.', { login }))
    })

  admin
    .command('revoke <login>')
    .description(t('Make an administrator an ordinary user'))
    .action(async (login: string) => {
      await perform(setRole, { login, role: 'user' })
      answer({ login, role: 'user' }, t('User {login} was changed.', { login }))
    })
}

const { administrator, 'domain-administrator': domain, 'group-administrator': group } = roleNames
const givable = { administrator, 'domain-administrator': domain, 'group-administrator': group }

function reach({ role, places }: AdministratorRow, t: T): string {
  return role === 'manager' || role === 'administrator' ? t('everything') : places.join(', ') || t('nothing')
}
