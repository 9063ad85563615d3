import { queryOptions } from "@tanstack/react-query"
import type { AlertChannelInput } from "#lib/domain/alerts/alert-channel"
import { alertsKey, useAlertMutation } from "./alerts.ts"
import { request, send } from "./request.ts"

const schemas = () => import("#lib/domain/alerts/alert-channel")
const pathOf = (id: string) => `/api/alerts/channels/${encodeURIComponent(id)}`

/** `GET /api/alerts/channels`: where messages go. */
export function alertChannelsQuery() {
  return queryOptions({
    queryKey: [...alertsKey, "channels"],
    queryFn: ({ signal }) =>
      request(async () => (await schemas()).alertChannelsAnswer, "/api/alerts/channels", { signal }),
  })
}

/** `POST /api/alerts/channels`, or with an id `PUT /api/alerts/channels/:id`. */
export const useSaveAlertChannel = () =>
  useAlertMutation(({ id, input }: { id?: string; input: AlertChannelInput }) =>
    request(
      async () => (await schemas()).alertChannelAnswer,
      id === undefined ? "/api/alerts/channels" : pathOf(id),
      { method: id === undefined ? "POST" : "PUT", body: input },
    ),
  )

/** `DELETE /api/alerts/channels/:id`. */
export const useRemoveAlertChannel = () =>
  useAlertMutation((id: string) => send(pathOf(id), { method: "DELETE" }))

/** `POST /api/alerts/channels/:id/test`: sends a real message. */
export const useTestAlertChannel = () =>
  useAlertMutation((id: string) =>
    request(async () => (await schemas()).alertTestAnswer, `${pathOf(id)}/test`, { method: "POST" }),
  )
