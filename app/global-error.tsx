"use client"

import "./globals.css"

/**
 * The last resort, when the root layout itself broke: nothing is loaded here but the style sheet, so it speaks
 * both languages at once.
 */
export default function GlobalErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en" data-theme="system">
      <body>
        <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-3 px-6 pb-24">
          <h1 className="text-xl">Bracket has stopped working</h1>
          <p className="text-ink-2 text-read">
            Nothing that was recorded is lost. Reload the page; if it happens again, look at the server’s log.
          </p>
          <p lang="zh-CN" className="text-ink-2 text-read">
            页面出错了，已记录的内容不会丢失。请重新加载；如果再次出现，请查看服务器日志。
          </p>
          {error.digest ? <p className="font-mono text-ink-2 text-xs">{error.digest}</p> : null}
          <button
            type="button"
            onClick={() => window.location.reload()}
            className="mt-2 h-8 rounded bg-accent px-3 font-medium text-on-accent text-sm hover:bg-accent-hover"
          >
            Reload · 重新加载
          </button>
        </main>
      </body>
    </html>
  )
}
