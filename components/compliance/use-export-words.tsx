"use client"

import { useMutation, useQueryClient } from "@tanstack/react-query"
import { wordListQuery } from "#lib/client/api/word-lists"

/** Saves a list's latest version as CSV. The writer is loaded when it is asked for. */
export function useExportWords() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => {
      const [{ latest }, { wordsToCsv }, { download }, { fileNameOf }] = await Promise.all([
        client.fetchQuery({ ...wordListQuery(id), staleTime: 0 }),
        import("#lib/client/export/words-csv"),
        import("#lib/client/export/download"),
        import("#lib/client/export/file-name"),
      ])
      download(fileNameOf(latest.name, Date.now(), "csv"), "text/csv;charset=utf-8", wordsToCsv(latest))
    },
  })
}
