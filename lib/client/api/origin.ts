import { useMutation } from "@tanstack/react-query"
import type { OriginQuestion } from "#lib/domain/origin"
import { request } from "./request.ts"

const answer = () => import("#lib/domain/origin").then(({ originAnswerSchema }) => originAnswerSchema)

/** `POST /api/origin`: whether an output came from here. Only hashes are sent. */
export function useLookUpOrigin() {
  return useMutation({
    mutationFn: (body: OriginQuestion) => request(answer, "/api/origin", { method: "POST", body }),
  })
}
