import { createHash } from "node:crypto"

const words = {
  en: {
    title: "Sandbox: allow access?",
    sandbox: "Sandbox",
    notReal: "This is Bracket’s own sandbox. It is not DeepSeek, and no real account is behind it.",
    asks: "Bracket asks to run the sandbox’s models with a token instead of a key.",
    sentTo: "You will be sent back to",
    allow: "Allow",
    deny: "Deny",
    failed: "This request cannot be answered",
    again: "Go back to Bracket and start again.",
  },
  zh: {
    title: "沙盒：是否允许访问？",
    sandbox: "沙盒",
    notReal: "这是 Bracket 自带的沙盒，并非 DeepSeek，背后也没有真实账户。",
    asks: "Bracket 请求用令牌代替密钥来运行沙盒的模型。",
    sentTo: "完成后将返回",
    allow: "允许",
    deny: "拒绝",
    failed: "无法处理这个请求",
    again: "请回到 Bracket 重新开始。",
  },
}

const style = `
:root { color-scheme: light dark; font: 15px/1.6 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f6f6f4, #1b1b1a); color: light-dark(#222, #ddd) }
main { max-width: 26rem; padding: 2rem }
strong { display: inline-block; padding: 0 .5rem; border: 1px solid currentcolor; border-radius: 4px; letter-spacing: .04em }
h1 { font-size: 1.15rem; margin: 1rem 0 .5rem }
code { overflow-wrap: anywhere }
form { display: flex; gap: .75rem; margin-top: 1.5rem }
button { font: inherit; padding: .35rem 1.25rem; border-radius: 4px; border: 1px solid currentcolor; background: none; color: inherit; cursor: pointer }
button[value=allow] { background: light-dark(#8a4b00, #f0a848); border-color: transparent; color: light-dark(#fff, #1b1b1a) }
`

const styleHash = createHash("sha256").update(style).digest("base64")

type Language = keyof typeof words

/** By the header Accept-Language: Chinese for those who put it first, English for everybody else. */
export const languageOf = (acceptLanguage: string | undefined): Language =>
  /^\s*zh\b/i.test(acceptLanguage ?? "") ? "zh" : "en"

/** No script, no frame around it, and the form leads here and back to the client only. */
export function consentHeaders(redirectOrigin?: string): Record<string, string> {
  return {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'${redirectOrigin ? ` ${redirectOrigin}` : ""}`,
    // Not stricter: a browser would call the form's origin "null", and the form be taken for another site's.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
  }
}

/** The page on which a person agrees; its form sends `ticket` and `decision` to the address of the page itself. */
export function consentPage(ask: { ticket: string; redirectUri: string; language: Language }): string {
  const say = words[ask.language]
  return page(
    ask.language,
    say.title,
    `<h1>${say.title}</h1>
<p>${say.notReal}</p>
<p>${say.asks}</p>
<p>${say.sentTo} <code>${escaped(new URL(ask.redirectUri).origin)}</code></p>
<form method="post">
<input type="hidden" name="ticket" value="${escaped(ask.ticket)}">
<button name="decision" value="allow">${say.allow}</button>
<button name="decision" value="deny">${say.deny}</button>
</form>`,
  )
}

/** For a request that must not be sent back, as nobody knows who sent it. `reason` is a plain sentence. */
export function refusalPage(reason: string, language: Language): string {
  const say = words[language]
  return page(language, say.failed, `<h1>${say.failed}</h1>\n<p>${escaped(reason)}</p>\n<p>${say.again}</p>`)
}

const page = (language: Language, title: string, body: string): string =>
  `<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${style}</style>
<main><strong>${words[language].sandbox}</strong>
${body}
</main></html>
`

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
