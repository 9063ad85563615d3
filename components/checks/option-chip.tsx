import { Chip } from "#components/ui/chip"

interface OptionChipProps {
  label: string
  /** Shown in place of the label, which stays its name and title. */
  short?: string
  on: boolean
  onChange: (on: boolean) => void
}

/** Something that is on or off, in a word or a letter. */
export function OptionChip({ label, short, on, onChange }: OptionChipProps) {
  return (
    <Chip
      selected={on}
      aria-label={short ? label : undefined}
      title={short ? label : undefined}
      onClick={() => onChange(!on)}
      className={short ? "min-w-6 justify-center px-1.5! font-mono" : undefined}
    >
      {short ?? label}
    </Chip>
  )
}
