import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import type {
  ChangeConnection,
  ConnectionInput,
  CredentialInput,
  ModelOverride,
} from "#lib/domain/managed-connection"
import type { ChangePolicy } from "#lib/domain/policy"
import { connectionsQuery } from "./connections.ts"
import { request, send } from "./request.ts"

const schemas = () => import("#lib/domain/managed-connection")
const one = () => schemas().then(({ managedConnectionAnswer }) => managedConnectionAnswer)
const pathOf = (id: string) => `/api/connections/${encodeURIComponent(id)}`

/** Everything that depends on which connections there are begins with this key. */
const connectionsKey = ["connections"]

/** `GET /api/connections/manage`: the connections that one may set up, with what is shown of their secrets. */
export function managedConnectionsQuery() {
  return queryOptions({
    queryKey: [...connectionsKey, "manage"],
    queryFn: ({ signal }) =>
      request(
        () => schemas().then(({ managedConnectionsAnswer }) => managedConnectionsAnswer),
        "/api/connections/manage",
        { signal },
      ),
  })
}

/** `GET /api/connections/discover`: model servers that answer on this machine; admins alone. */
export function discoveredQuery() {
  return queryOptions({
    queryKey: [...connectionsKey, "discover"],
    queryFn: async ({ signal }) =>
      (
        await request(
          () => schemas().then(({ discoveredAnswer }) => discoveredAnswer),
          "/api/connections/discover",
          { signal },
        )
      ).found,
    staleTime: 30_000,
  })
}

/** `GET /api/policy`. */
export function policyQuery() {
  return queryOptions({
    queryKey: ["policy"],
    queryFn: ({ signal }) =>
      request(() => import("#lib/domain/policy").then(({ policySchema }) => policySchema), "/api/policy", {
        signal,
      }),
  })
}

/** A mutation after which lists of connections are read again, however it went. */
function useConnectionMutation<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled() {
      void client.invalidateQueries({ queryKey: connectionsKey })
      // The list to run on has the models of a new connection read; then the settings know them too.
      void client
        .fetchQuery({ ...connectionsQuery(), staleTime: 0 })
        .then(() => client.invalidateQueries({ queryKey: managedConnectionsQuery().queryKey }))
        .catch(() => undefined)
    },
  })
}

/** `POST /api/connections`. */
export function useAddConnection() {
  return useConnectionMutation(
    async (body: ConnectionInput) =>
      (await request(one, "/api/connections", { method: "POST", body })).connection,
  )
}

/** `PATCH /api/connections/:id`. */
export function useChangeConnection() {
  return useConnectionMutation(
    async ({ id, change }: { id: string; change: ChangeConnection }) =>
      (await request(one, pathOf(id), { method: "PATCH", body: change })).connection,
  )
}

/** `DELETE /api/connections/:id`. */
export function useDeleteConnection() {
  return useConnectionMutation((id: string) => send(pathOf(id), { method: "DELETE" }))
}

/** `PUT /api/connections/:id/models`: all overrides of the connection. */
export function usePutModels() {
  return useConnectionMutation(
    async ({ id, models }: { id: string; models: ModelOverride[] }) =>
      (await request(one, `${pathOf(id)}/models`, { method: "PUT", body: { models } })).connection,
  )
}

/** `POST /api/connections/:id/rotate`. */
export function useRotateKey() {
  return useConnectionMutation(
    ({ id, credential, model }: { id: string; credential: CredentialInput; model?: string }) =>
      request(() => schemas().then(({ rotateAnswer }) => rotateAnswer), `${pathOf(id)}/rotate`, {
        method: "POST",
        body: { credential, model },
      }),
  )
}

/** What to test: a connection as it is stored, or as it is being edited (`id`: whose stored secrets fill the gaps). */
export type ConnectionTest =
  | { id: string; model?: string; input?: undefined }
  | { id?: string; model?: string; input: ConnectionInput }

/** `POST /api/connections/:id/test`, `POST /api/connections/test`. */
export function useTestConnection() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ id, input, model }: ConnectionTest) => {
      const schema = () => schemas().then(({ testAnswer }) => testAnswer)
      const { report } = await (input
        ? request(schema, "/api/connections/test", { method: "POST", body: { id, input, model } })
        : request(schema, `${pathOf(id)}/test`, { method: "POST", body: { model } }))
      return report
    },
    // A stored connection keeps the list of models that its test has read.
    onSuccess: (_report, { id }) => id && client.invalidateQueries({ queryKey: connectionsKey }),
  })
}

/** `PATCH /api/policy`; admins alone. */
export function useChangePolicy() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: ChangePolicy) =>
      request(() => import("#lib/domain/policy").then(({ policySchema }) => policySchema), "/api/policy", {
        method: "PATCH",
        body,
      }),
    onSuccess: (policy) => client.setQueryData(["policy"], policy),
    onSettled: () => client.invalidateQueries({ queryKey: connectionsKey }),
  })
}
