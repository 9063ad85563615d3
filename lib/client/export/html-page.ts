import { escaped } from "./escaped.ts"

interface HtmlPage {
  locale: string
  /** As it is: it is escaped here. */
  title: string
  style: string
  /** Where its pictures may come from, as a policy says it; from nowhere by default. */
  images?: string
}

/** A page of its own around a body of HTML. It asks for nothing and runs nothing: its own policy forbids it. */
export function htmlPage({ locale, title, style, images }: HtmlPage, body: string): string {
  const policy = ["default-src 'none'", "style-src 'unsafe-inline'", ...(images ? [`img-src ${images}`] : [])]
  return `<!doctype html>
<html lang="${escaped(locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy.join("; ")}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${body}
</body>
</html>
`
}
