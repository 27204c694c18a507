import { Fragment } from 'react'

type Name = {
  name: string
  /** An international name as people write it. */
  unicode: string | undefined
}

/** A domain's name; beside an international one the form that servers have, which tells it from one that looks like it. */
export function DomainName({ name, unicode }: Name) {
  if (!unicode) return <bdi>{name}</bdi>
  return (
    <>
      <ShortDomainName {...{ name, unicode }} />{' '}
      <bdi className="inline-block max-w-full font-normal text-[0.8125rem] text-muted">{name}</bdi>
    </>
  )
}

/** The same where there is room for one form only. */
export function ShortDomainName({ name, unicode, className }: Name & { className?: string }) {
  if (!unicode) return <bdi className={className}>{name}</bdi>
  const labels = unicode.split('.')
  // From left to right in any script (RFC 3987, section 4.1), and none moves a digit of the next one.
  return (
    <bdi dir="ltr" className={className}>
      {labels.map((label, at) => (
        <Fragment key={labels.slice(at).join('.')}>
          {at > 0 ? '.' : ''}
          <bdi>{label}</bdi>
        </Fragment>
      ))}
    </bdi>
  )
}
