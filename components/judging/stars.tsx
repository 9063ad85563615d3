"use client"

import { Star } from "lucide-react"
import { useId } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"

interface StarsProps {
  name: string
  rating: number | null
  onRate: (rating: number | null) => void
}

const ratings = [1, 2, 3, 4, 5]

/**
 * One to five stars: native radio buttons, so arrows work and a reader hears "4 stars, 4 of 5". Choosing the one that
 * is chosen, or Delete, takes the rating away.
 */
export function Stars({ name, rating, onRate }: StarsProps) {
  const t = useTranslations("judging")
  const group = useId()
  return (
    <div
      role="radiogroup"
      aria-label={t("rate", { name })}
      onKeyDown={(event) => {
        if (rating === null || (event.key !== "Delete" && event.key !== "Backspace")) return
        event.preventDefault()
        event.stopPropagation()
        onRate(null)
      }}
      className="group inline-flex rounded"
    >
      {ratings.map((value) => (
        <label
          key={value}
          title={value === rating ? t("unrate") : t("stars", { count: value })}
          className="relative inline-flex h-7 w-5.5 items-center justify-center rounded-sm has-disabled:opacity-50 has-focus-visible:outline-2 has-focus-visible:outline-accent-strong pointer-coarse:h-10 pointer-coarse:w-8"
        >
          <input
            type="radio"
            name={group}
            value={value}
            checked={value === rating}
            aria-label={t("stars", { count: value })}
            onChange={() => onRate(value)}
            onClick={() => {
              // A radio button that is checked tells no change when it is chosen again.
              if (value === rating) onRate(null)
            }}
            className="absolute inset-0 appearance-none outline-none"
          />
          <Star
            aria-hidden
            size={15}
            className={classNames(
              "pointer-events-none",
              rating !== null && value <= rating ? "fill-accent text-accent-strong" : "text-line-control",
            )}
          />
        </label>
      ))}
    </div>
  )
}
