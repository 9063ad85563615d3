import { ImageResponse } from "next/og"
import { createTranslator } from "use-intl/core"
import { PreviewPicture } from "#components/share/preview-picture"
import { messagesOf } from "#lib/client/messages"
import { cut, previewLines } from "#lib/client/share/preview-lines"
import { getContainer } from "#lib/server/container"
import { requestLocale } from "#lib/server/http/request-locale"
import { readShare } from "#lib/server/http/share-access"
import { drawableTexts } from "#lib/server/http/share-fonts"

export const alt = "Bracket"
export const size = { width: 1200, height: 630 }
export const contentType = "image/png"
export const dynamic = "force-dynamic"

/** The picture of a link for chats. Whoever fetches it is nobody: of a link for signed-in people it tells nothing. */
export default async function PreviewImage({ params }: { params: Promise<{ id: string }> }) {
  const found = await readShare(await getContainer(), (await params).id, undefined)
  if (found.kind === "gone") return new Response(null, { status: 404 })
  const locale = await requestLocale()
  const t = createTranslator({ locale, messages: await messagesOf(locale), namespace: "share.page" })
  const share = found.kind === "share" ? found.share : undefined
  const { lines, more } = share ? previewLines(share.content.setup) : { lines: [], more: 0 }
  const rest = more > 0 ? t("moreColumns", { count: more }) : ""
  const words = [cut(share?.title || t("untitled"), 80), rest]
  const { texts, fonts } = await drawableTexts([
    ...words,
    ...lines.flatMap(({ name, model, facts }) => [name, model, ...facts]),
  ])
  const next = () => texts.shift() ?? ""
  const [title, moreText] = [next(), next()]
  const drawn = lines.map(({ facts }) => ({ name: next(), model: next(), facts: facts.map(next) }))
  const faces = [...new Set(fonts.map(({ name }) => name))]
  return new ImageResponse(<PreviewPicture title={title} lines={drawn} more={moreText} faces={faces} />, {
    ...size,
    fonts,
    headers: { "cache-control": "public, max-age=300" },
  })
}
