import { imageAddress } from "#lib/client/api/images"

/** Puts a picture onto the clipboard. Rejects where the browser does not let pages do that. */
export async function copyPicture(sha256: string): Promise<void> {
  // The promise goes in as it is: Safari wants the call within the click.
  const picture = fetch(imageAddress(sha256)).then((answer) => answer.blob())
  await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })])
}
