import { queryOptions } from "@tanstack/react-query"
import type { CodeAnswer, CodeInput } from "#lib/domain/code/code-request"
import { request } from "./request.ts"

const answer = () => import("#lib/domain/code/code-request").then(({ codeAnswerSchema }) => codeAnswerSchema)

/** `POST /api/code`: what would be sent for these variants; nothing is run. An ApiError as starting a batch has. */
export const codeQuery = (input: CodeInput) =>
  queryOptions({
    queryKey: ["code", input],
    queryFn: ({ signal }): Promise<CodeAnswer> =>
      request(answer, "/api/code", { method: "POST", body: input, signal }),
    retry: false,
    // Somebody may change the connection meanwhile: what is opened anew is asked anew.
    gcTime: 0,
  })
