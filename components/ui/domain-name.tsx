/** A domain's name; an international one as people write it, beside it the form that servers have, which tells it from one that only looks like it. */
export function DomainName({ name, unicode }: { name: string; unicode?: string | undefined }) {
  if (!unicode) return <bdi>{name}</bdi>
  return (
    <>
      <bdi dir="ltr">{unicode}</bdi> <bdi className="font-normal text-[0.8125rem] text-muted">{name}</bdi>
    </>
  )
}
