'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { say } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { FileKind, Files, User } from '@/lib/directory'
import type { Outcome, Problem } from '@/lib/errors'
import { useT } from '@/lib/locales/client'
import { setFileAction } from '../../actions'
import { asJpeg } from './as-jpeg'

/** The photograph and the certificates of an account, to be put and taken away. */
export function FilesCard({
  user,
  name,
  files,
}: {
  user: Pick<User, 'id' | 'login'>
  name: string
  files: Files
}) {
  const t = useT()
  const router = useRouter()
  const { login } = user
  const [id] = useState(user.id)
  const [problem, setProblem] = useState<Problem | null>(null)
  const removal = useAction(setFileAction)
  const done = (text: string) => {
    setProblem(null)
    say(text)
    router.refresh()
  }

  /** Shows what somebody else has put there meanwhile. */
  function lookAgain(refusal: Problem | undefined) {
    if (refusal?.kind === 'conflict') router.refresh()
  }

  async function send(kind: FileKind, file: Blob, from = '') {
    const address = `/api/accounts/file?${new URLSearchParams({ login, id, kind, from })}`
    const response = await fetch(address, { method: 'POST', body: file }).catch(() => null)
    const outcome = (await response?.json().catch(() => null)) as Outcome<void> | null
    if (outcome?.ok) return done(t('Saved.'))
    const message = t('The console does not answer.')
    lookAgain(outcome?.problem)
    setProblem(
      outcome?.problem
        ? { ...outcome.problem, message: outcome.problem.fields.content ?? outcome.problem.message }
        : { kind: 'unavailable', code: 'service.unreachable', message, fields: {} },
    )
  }

  async function sendPhoto(file: File) {
    const jpeg = await asJpeg(file)
    if (jpeg) return send('photo', jpeg, files.versions.photo)
    const message = t('This is not a picture that the browser can read.')
    setProblem({ kind: 'invalid', code: 'file.jpeg', message, fields: {} })
  }

  const remove = (kind: FileKind, from: string) =>
    removal.submit({ login, id, kind, from }, () => done(t('Removed.')), lookAgain)
  const shown = problem ?? removal.problem
  const photo = `/api/accounts/photo?${new URLSearchParams({ login, v: files.versions.photo })}`
  return (
    <div className="flex flex-col gap-4">
      {shown ? <ProblemNotice problem={shown} /> : null}
      <div className="flex items-center gap-3">
        {files.hasPhoto ? (
          // biome-ignore lint/performance/noImgElement: it is as small as it is shown
          <img
            src={photo}
            alt={t('Photo of {name}', { name })}
            className="size-16 rounded-full object-cover"
          />
        ) : (
          <span className="text-muted">{t('No photo')}</span>
        )}
        <span className="flex flex-wrap gap-1">
          <FileButton label={t('Choose a photo')} accept="image/*" onFile={(file) => void sendPhoto(file)} />
          {files.hasPhoto ? (
            <Button variant="quiet" onPress={() => remove('photo', files.versions.photo)}>
              {t('Remove the photo')}
            </Button>
          ) : null}
        </span>
      </div>
      <CertificateList files={files} onRemove={remove} />
      <span className="flex flex-wrap gap-1">
        <FileButton
          label={t('Certificate …')}
          accept={CERTIFICATES}
          onFile={(file) => void send('certificate', file)}
        />
        <FileButton
          label={t('S/MIME certificate …')}
          accept={CERTIFICATES}
          onFile={(file) => void send('smimeCertificate', file)}
        />
        <FileButton
          label={t('PKCS #12 …')}
          accept=".p12,.pfx"
          onFile={(file) => void send('pkcs12', file, files.versions.pkcs12)}
        />
      </span>
    </div>
  )
}

const CERTIFICATES = '.pem,.crt,.cer,.der'

function CertificateList({
  files,
  onRemove,
}: {
  files: Files
  onRemove: (kind: FileKind, version: string) => void
}) {
  const t = useT()
  const rows: { kind: FileKind; version: string; label: string; text: string }[] = files.certificates.map(
    ({ kind, info, version }) => ({
      ...{ kind, version },
      label: kind === 'certificate' ? t('Certificate') : t('S/MIME certificate'),
      text: info
        ? t('{subject}, valid until {date}', { subject: info.subject, date: info.validTo.slice(0, 10) })
        : t('unreadable'),
    }),
  )
  if (files.hasPkcs12)
    rows.push({
      ...{ kind: 'pkcs12', version: files.versions.pkcs12 },
      ...{ label: t('PKCS #12'), text: t('with a private key; never shown') },
    })
  if (rows.length === 0) return null
  return (
    <ul className="flex flex-col gap-2">
      {rows.map(({ kind, version, label, text }) => (
        <li key={`${kind} ${version}`} className="flex flex-wrap items-start justify-between gap-2">
          <span className="min-w-0 wrap-anywhere">
            <span className="block font-medium">{label}</span>
            <bdi className="text-muted">{text}</bdi>
          </span>
          <Button
            variant="quiet"
            onPress={() => onRemove(kind, version)}
            aria-label={t('Remove: {what}', { what: label })}
          >
            {t('Remove')}
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** A button that asks for a file; the same file can be chosen twice in a row. */
function FileButton({
  label,
  accept,
  onFile,
}: {
  label: string
  accept: string
  onFile: (file: File) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button onPress={() => input.current?.click()}>{label}</Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={label}
        tabIndex={-1}
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0]
          target.value = ''
          if (file) onFile(file)
        }}
      />
    </>
  )
}
