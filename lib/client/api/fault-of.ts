import { ApiError } from "./request.ts"

/** What a call threw, as something that has a code. */
export function faultOf(error: Error): ApiError {
  return error instanceof ApiError ? error : new ApiError("internal", error.message)
}
