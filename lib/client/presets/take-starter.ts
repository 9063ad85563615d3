import { uploadImage } from "#lib/client/api/images"
import type { WorkspaceStore } from "#lib/client/workspace-store"
import type { PresetContent } from "#lib/domain/preset-content"
import { withHandover } from "./open-handover.ts"
import type { StarterKey } from "./starter-list.ts"
import { type StarterText, samplePicture, starterContent } from "./starters.ts"

/** What a starter holds, ready to run: the sample picture is uploaded where it starts from it. Throws ApiError. */
export async function takeStarter(key: StarterKey, text: StarterText): Promise<PresetContent> {
  if (key !== "strip") return starterContent(key, text)
  const picture = await fetch(samplePicture).then((answer) => answer.blob())
  const { sha256 } = await uploadImage(picture)
  return starterContent(key, text, { sha256 })
}

/** Puts a starter into a workspace that nobody has touched yet; answers what undoes it. Throws ApiError. */
export async function fillWithStarter(
  store: WorkspaceStore,
  key: StarterKey,
  text: StarterText,
): Promise<() => void> {
  const content = await takeStarter(key, text)
  const before = store.getState()
  store.setState(withHandover(before, { content }))
  return () => store.setState(before, true)
}
