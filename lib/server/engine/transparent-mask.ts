/**
 * A mask that is white where the image is made anew, as one that is transparent there (PNG, same size): OpenAI's form.
 */
export async function transparentMask(mask: Uint8Array): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp")
  const { data, info } = await sharp(mask)
    .removeAlpha()
    .toColourspace("b-w")
    .negate()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height } = info
  return sharp({ create: { width, height, channels: 3, background: "black" } })
    .joinChannel(data, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer()
}
