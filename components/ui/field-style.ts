/** How fields are drawn; shared by those that run in the browser and those that do not. */
export const labelStyle = 'font-medium'
export const descriptionStyle = 'text-muted text-[0.8125rem]'
export const errorStyle = 'flex gap-1 text-danger text-[0.8125rem]'
export const fieldStyle = 'flex min-w-0 flex-col gap-1'
export const inputStyle =
  'h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 placeholder:text-muted [&:disabled]:bg-sunken [&:disabled]:text-muted aria-invalid:border-danger invalid:border-danger pointer-coarse:h-10 focus-visible:outline-offset-0'
