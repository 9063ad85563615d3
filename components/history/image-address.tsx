"use client"

import { createContext } from "react"
import { imageAddress } from "#lib/client/api/images"

/** Where the images of a run are shown from: one's own, unless a page shows somebody else's. */
export const ImageAddress = createContext<(sha256: string) => string>(imageAddress)
