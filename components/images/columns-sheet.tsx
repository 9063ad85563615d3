"use client"

import { ContactSheetMenu } from "#components/images/gallery/contact-sheet-menu"
import { useWorkspace } from "#components/playground/playground-context"
import { sharedPromptText } from "#lib/client/column-prompt"
import { useShownPictures } from "./use-shown-pictures"

/** Saves the pictures that the columns show as a contact sheet, each with its settings. */
export function ColumnsSheet() {
  const title = useWorkspace(sharedPromptText)
  const images = useShownPictures()
  if (images.length === 0) return null
  return <ContactSheetMenu inBar content={() => ({ title, images })} />
}
