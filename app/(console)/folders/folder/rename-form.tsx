'use client'

import { useRouter } from 'next/navigation'
import { Form, FormActions } from '@/components/ui/form'
import { TextField } from '@/components/ui/text-field'
import { say } from '@/components/ui/toast'
import { useForm } from '@/components/ui/use-form'
import { handedOver } from '@/lib/folders/owners'
import { handingOver } from '@/lib/folders/words'
import { useT } from '@/lib/locales/client'
import { folderPage } from '../../places'
import { renameFolderAction } from '../actions'
import { SuggestedInput } from '../suggested-input'
import { foldersLike } from '../suggestions'

/** Gives a folder another name or puts it below another one, with everything below it. */
export function RenameForm({ folder }: { folder: string }) {
  const t = useT()
  const router = useRouter()
  const at = folder.lastIndexOf('/')
  const initial = { name: folder.slice(at + 1), parent: folder.slice(0, Math.max(0, at)) }
  const form = useForm(initial, renameFolderAction, {
    // A name that another program gave may be one that the console would not, and stays as long as nobody changes it.
    input: ({ name, parent }) => ({
      folder,
      ...(name !== initial.name && { name }),
      ...(parent !== initial.parent && { parent: parent.trim() }),
    }),
    onDone({ name }) {
      say(t('Saved.'))
      router.replace(folderPage(name))
    },
  })
  const parent = form.field('parent')
  const owners = handedOver(folder, `${parent.value.trim()}/`)
  // It goes neither below itself nor below what is in it.
  const othersLike = async (text: string) =>
    (await foldersLike(text)).filter(({ id }) => id !== folder && !id.startsWith(`${folder}/`))
  return (
    <Form form={form}>
      <TextField {...form.field('name')} label={t('Name')} dir="auto" autoComplete="off" />
      <SuggestedInput
        label={t('Below')}
        description={t(
          'A folder from the top, such as user/anna/Projects; nothing for a public one at the top.',
        )}
        error={parent.error}
        text={parent.value}
        onChange={parent.onChange}
        ask={othersLike}
        optional
      />
      {owners ? <p role="status">{handingOver(owners, t)}</p> : null}
      <FormActions form={form} label={t('Rename or move')} />
    </Form>
  )
}
