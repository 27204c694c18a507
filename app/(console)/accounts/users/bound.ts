/** What useForm() gives for a field, as parts of forms about accounts take it. */
export type TextBound = {
  name: string
  value: string
  error?: string
  present?: string
  onChange: (value: string) => void
}
export type Flag = { name: string; isSelected: boolean; onChange: (value: boolean) => void }
