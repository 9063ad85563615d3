import type { Config } from "tailwindcss"

/** Names for the design tokens of app/globals.css; the values live there, once for light and once for dark. */
const token = (name: string) => `var(--${name})`

const colors = {
  transparent: "transparent",
  current: "currentColor",
  // Surfaces, from the page up.
  canvas: token("canvas"),
  surface: token("surface"),
  raised: token("raised"),
  sunken: token("sunken"),
  hover: token("hover"),
  active: token("active"),
  // Hairlines; `line-control` bounds what can be operated (3:1).
  line: token("line"),
  "line-strong": token("line-strong"),
  "line-control": token("line-control"),
  // Text, all at least 4.5:1 on every surface.
  ink: token("ink"),
  "ink-2": token("ink-2"),
  "ink-3": token("ink-3"),
  // The accent: `accent` fills, `accent-strong` draws (3:1), `accent-ink` writes (4.5:1).
  accent: token("accent"),
  "accent-hover": token("accent-hover"),
  "accent-strong": token("accent-strong"),
  "accent-ink": token("accent-ink"),
  "accent-soft": token("accent-soft"),
  "on-accent": token("on-accent"),
  // State only, always beside an icon or a word.
  ok: token("ok"),
  "ok-soft": token("ok-soft"),
  warn: token("warn"),
  "warn-soft": token("warn-soft"),
  error: token("error"),
  "error-soft": token("error-soft"),
  info: token("info"),
  "info-soft": token("info-soft"),
}

export default {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.tsx"],
  theme: {
    colors,
    fontFamily: {
      sans: ["var(--face-sans)"],
      mono: ["var(--face-mono)"],
    },
    fontSize: {
      "2xs": ["11px", "16px"],
      xs: ["12px", "16px"],
      sm: ["13px", "20px"],
      base: ["14px", "20px"],
      read: ["15px", "var(--leading-read)"],
      lg: ["17px", "24px"],
      xl: ["20px", "28px"],
      "2xl": ["26px", "32px"],
    },
    borderRadius: {
      none: "0",
      xs: "3px",
      sm: "4px",
      DEFAULT: "6px",
      md: "8px",
      lg: "12px",
      full: "9999px",
    },
    boxShadow: {
      none: "none",
      raised: "var(--shadow-raised)",
      overlay: "var(--shadow-overlay)",
    },
    extend: {
      borderColor: { DEFAULT: token("line") },
      maxWidth: { measure: "68ch" },
      transitionDuration: { DEFAULT: "100ms" },
    },
  },
} satisfies Config
