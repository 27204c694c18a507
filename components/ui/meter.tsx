import { classNames } from './class-names'

/**
 * How much of a limit is used; `fraction` is 0 to 1, `text` says both in words. `plain` is for a measure that is
 * meant to become full.
 */
export function Meter({
  label,
  fraction,
  text,
  plain = false,
}: {
  label: string
  fraction: number
  text: string
  plain?: boolean
}) {
  const percent = Math.round(Math.min(Math.max(fraction, 0), 1) * 100)
  return (
    <div className="flex min-w-32 flex-col gap-1">
      <meter aria-label={label} min={0} max={100} value={percent} className="sr-only">
        {text}
      </meter>
      <div aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-sunken">
        <div
          className={classNames('h-full rounded-full', plain ? 'bg-accent' : colour(fraction))}
          style={{ inlineSize: `${percent}%` }}
        />
      </div>
      <span className="text-muted text-xs">{text}</span>
    </div>
  )
}

function colour(fraction: number) {
  if (fraction >= 0.9) return 'bg-danger'
  return fraction >= 0.75 ? 'bg-warning' : 'bg-accent'
}
