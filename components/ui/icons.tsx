/** Icons drawn on a 16 × 16 grid with a stroke of 1.5. They are decoration: a word or a label says the same. */
import { classNames } from './class-names'

export type IconProps = { className?: string }

export function AccountsIcon(props: IconProps) {
  return (
    <Icon
      {...props}
      path="M6 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM1.75 13.25a4.25 4.25 0 0 1 8.5 0M10.5 3.2a2.5 2.5 0 0 1 0 4.6M12 9.6a4.25 4.25 0 0 1 2.25 3.65"
    />
  )
}

export function PersonIcon(props: IconProps) {
  return <Icon {...props} path="M8 8a2.75 2.75 0 1 0 0-5.5A2.75 2.75 0 0 0 8 8ZM3 13.5a5 5 0 0 1 10 0" />
}

export function AliasIcon(props: IconProps) {
  return (
    <Icon
      {...props}
      path="M1.75 8h3.5c3 0 2.5-4 5.5-4h3M5.25 8c3 0 2.5 4 5.5 4h3M12 2l2 2-2 2M12 10l2 2-2 2"
      isMirrored
    />
  )
}

export function SystemIcon(props: IconProps) {
  return (
    <Icon
      {...props}
      path="M2 3.25h12v4H2zM2 8.75h12v4H2zM4.5 5.25h.01M4.5 10.75h.01M7.5 5.25h4M7.5 10.75h4"
    />
  )
}

export function DomainIcon(props: IconProps) {
  return (
    <Icon
      {...props}
      path="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM2.2 8h11.6M8 2c2 2 2.5 4 2.5 6S10 12 8 14c-2-2-2.5-4-2.5-6S6 4 8 2Z"
    />
  )
}

export function OrganizationIcon(props: IconProps) {
  return (
    <Icon
      {...props}
      path="M3 13.5v-11h6.5v11M9.5 6H13v7.5M1.75 13.5h12.5M5.25 5.25h2M5.25 8h2M5.25 10.75h2"
    />
  )
}

export function GroupIcon(props: IconProps) {
  return <Icon {...props} path="M2 4.25v8.5h12v-7H8L6.5 4z" />
}

export function ContactIcon(props: IconProps) {
  return (
    <Icon
      {...props}
      path="M3.5 2.5h9v11h-9zM1.75 5.5H3.5M1.75 10.5H3.5M8 8a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3ZM5.5 11a2.5 2.5 0 0 1 5 0"
    />
  )
}

export function ResourceIcon(props: IconProps) {
  return <Icon {...props} path="M2 3h12v7.5H2zM8 10.5v3M5 13.5h6" />
}

export function JobsIcon(props: IconProps) {
  return <Icon {...props} path="M2.5 4.5h1M6 4.5h7.5M2.5 8h1M6 8h7.5M2.5 11.5h1M6 11.5h4" />
}

export function MailboxIcon(props: IconProps) {
  return <Icon {...props} path="M2 3.5h12v9H2zM2.5 4.25 8 8.75l5.5-4.5" />
}

export function FolderIcon(props: IconProps) {
  return <Icon {...props} path="M1.75 3.5h4.5l1.5 1.75h6.5v7.25H1.75z" />
}

export function QuotaIcon(props: IconProps) {
  return <Icon {...props} path="M2 12.5a6 6 0 1 1 12 0M8 11l2.75-3.75" />
}

export function AuditIcon(props: IconProps) {
  return <Icon {...props} path="M3.5 2h9v12h-9zM6 5.25h4M6 8h4M6 10.75h2.5" />
}

export function SettingsIcon(props: IconProps) {
  return (
    <Icon
      {...props}
      path="M2 4.5h6.5M12 4.5h2M2 11.5h2M7.5 11.5H14M10.25 6.25a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5ZM5.75 13.25a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5Z"
    />
  )
}

export function FileIcon(props: IconProps) {
  return <Icon {...props} path="M4 2h5l3 3v9H4zM8.75 2v3.25H12M6.25 8h3.5M6.25 10.75h3.5" />
}

export function HistoryIcon(props: IconProps) {
  return <Icon {...props} path="M3 3v3h3M3 6a5.25 5.25 0 1 1-.2 2.75M8 5.25V8l2 1.25" />
}

export function MenuIcon(props: IconProps) {
  return <Icon {...props} path="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />
}

export function CloseIcon(props: IconProps) {
  return <Icon {...props} path="m4 4 8 8M12 4l-8 8" />
}

export function ChevronDownIcon(props: IconProps) {
  return <Icon {...props} path="m4.5 6.5 3.5 3.5 3.5-3.5" />
}

export function ChevronEndIcon(props: IconProps) {
  return <Icon {...props} path="m6.5 4.5 3.5 3.5-3.5 3.5" isMirrored />
}

export function CheckIcon(props: IconProps) {
  return <Icon {...props} path="m3.5 8.5 3 3 6-7" />
}

export function RulesIcon(props: IconProps) {
  return <Icon {...props} path="m2.5 4.5 1.25 1.25L6 3.25M2.5 11l1.25 1.25L6 9.75M8.5 4.75h5M8.5 11.25h5" />
}

export function PlusIcon(props: IconProps) {
  return <Icon {...props} path="M8 3.25v9.5M3.25 8h9.5" />
}

export function PencilIcon(props: IconProps) {
  return <Icon {...props} path="m3 10.5-.5 3 3-.5L13 5.5 10.5 3zM9 4.5 11.5 7" isMirrored />
}

export function TrashIcon(props: IconProps) {
  return <Icon {...props} path="M2.5 4.25h11M6 4V2.5h4V4M4 4.25l.6 9.25h6.8l.6-9.25M6.75 7v4M9.25 7v4" />
}

export function KeyIcon(props: IconProps) {
  return (
    <Icon
      {...props}
      path="M5.5 13a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5ZM7.5 8.5 13 3M11 5l1.75 1.75M9 7l1.25 1.25"
      isMirrored
    />
  )
}

export function EyeIcon(props: IconProps) {
  return (
    <Icon
      {...props}
      path="M1.5 8C3 5.25 5.25 3.75 8 3.75S13 5.25 14.5 8C13 10.75 10.75 12.25 8 12.25S3 10.75 1.5 8ZM8 9.75a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5Z"
    />
  )
}

export function EyeOffIcon(props: IconProps) {
  return (
    <Icon
      {...props}
      path="M6.25 4c.55-.16 1.13-.25 1.75-.25 2.75 0 5 1.5 6.5 4.25-.5.92-1.1 1.7-1.8 2.33M10.5 11.7c-.78.36-1.6.55-2.5.55-2.75 0-5-1.5-6.5-4.25.66-1.2 1.46-2.16 2.4-2.86M2.5 2.5l11 11"
    />
  )
}

export function SunIcon(props: IconProps) {
  return (
    <Icon
      {...props}
      path="M8 10.75a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5ZM8 1.5v1.25M8 13.25v1.25M1.5 8h1.25M13.25 8h1.25M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9"
    />
  )
}

export function MoonIcon(props: IconProps) {
  return <Icon {...props} path="M13.25 9.5A5.75 5.75 0 0 1 6.5 2.75a5.75 5.75 0 1 0 6.75 6.75Z" />
}

export function MonitorIcon(props: IconProps) {
  return <Icon {...props} path="M2 3h12v8H2zM5.5 13.5h5M8 11v2.5" />
}

export function LanguageIcon(props: IconProps) {
  return (
    <Icon
      {...props}
      path="M1.75 4h7.5M5.5 2.25V4M7.75 4c-.5 3-2.5 5-5.5 6M3.5 6.25c.75 1.5 2 2.75 4 3.5M7.75 13.75l3-7 3 7M8.75 11.5h4"
    />
  )
}

export function SignOutIcon(props: IconProps) {
  return <Icon {...props} path="M6 2.5H3v11h3M6.5 8H14M11.5 5.5 14 8l-2.5 2.5" isMirrored />
}

export function RefreshIcon(props: IconProps) {
  return <Icon {...props} path="M13 3v3h-3M13 6A5.25 5.25 0 1 0 13.2 8.75" />
}

export function RecoveryIcon(props: IconProps) {
  return (
    <Icon
      {...props}
      path="M13 4c0 1.1-2.2 2-5 2S3 5.1 3 4s2.2-2 5-2 5 .9 5 2ZM3 4v8c0 1.1 2.2 2 5 2M13 4v3.5M3 8c0 1.1 2.2 2 5 2M12 9.5v4.25M9.9 11.6h4.2"
    />
  )
}

export function ReloadIcon(props: IconProps) {
  return <Icon {...props} path="M4 2h5l3 3v9H4zM6.25 8.5h3.5M6.25 11h3.5M8.75 2v3.25H12" />
}

export function PlayIcon(props: IconProps) {
  return <Icon {...props} path="M4.5 3v10l8-5z" />
}

export function StopIcon(props: IconProps) {
  return <Icon {...props} path="M4 4h8v8H4z" />
}

export function SearchIcon(props: IconProps) {
  return <Icon {...props} path="M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.25 10.25 13.5 13.5" />
}

export function InfoIcon(props: IconProps) {
  return <Icon {...props} path="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 7.5V11M8 5h.01" />
}

export function WarningIcon(props: IconProps) {
  return <Icon {...props} path="M8 2.25 14.25 13.5H1.75zM8 6.5v3M8 11.5h.01" />
}

export function ErrorIcon(props: IconProps) {
  return <Icon {...props} path="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 5v3.5M8 11h.01" />
}

export function SuccessIcon(props: IconProps) {
  return <Icon {...props} path="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM5.25 8.25 7.25 10.25l3.5-4.25" />
}

/** The mark of the console: an envelope on its way up. */
export function BrandMark({ className }: IconProps) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={classNames('size-6 shrink-0', className)}>
      <rect width="24" height="24" rx="6" className="fill-accent" />
      <path
        d="M5.5 8.25h13v8.5h-13zM6 8.75l6 4.75 6-4.75"
        fill="none"
        strokeWidth="1.75"
        strokeLinejoin="round"
        className="stroke-on-accent"
      />
    </svg>
  )
}

function Icon({ path, isMirrored = false, className }: IconProps & { path: string; isMirrored?: boolean }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={classNames('icon size-4 shrink-0', isMirrored && 'mirrored', className)}
    >
      <path d={path} />
    </svg>
  )
}
