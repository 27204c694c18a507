/** How buttons, and links that look like them, are drawn. */
import { classNames } from './class-names'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'normal' | 'small' | 'icon'

export function buttonStyle(variant: ButtonVariant = 'secondary', size: ButtonSize = 'normal'): string {
  return classNames(common, variants[variant], sizes[size])
}

const common =
  'inline-flex shrink-0 cursor-pointer items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap transition-colors select-none disabled:cursor-default disabled:opacity-50'

const variants: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'border-line-strong/50 bg-surface text-text hover:bg-hover',
  quiet: 'border-transparent text-muted hover:bg-hover hover:text-text',
  danger: 'border-transparent bg-danger text-on-danger hover:bg-danger-hover',
}

const sizes: Record<ButtonSize, string> = {
  normal: 'h-8 px-3 pointer-coarse:h-10',
  small: 'h-7 px-2 text-[0.8125rem] pointer-coarse:h-9',
  icon: 'size-8 pointer-coarse:size-10',
}
