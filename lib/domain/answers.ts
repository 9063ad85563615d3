import * as z from "zod/mini"
import { connectionSchema } from "#lib/domain/connection"
import { personSchema } from "#lib/domain/person-schema"

/*
 * The small answers of the API that are no aggregate of their own. The browser loads this file, and zod with it, when the
 * first answer is there to be checked: see lib/client/api/request.ts.
 */

/** `GET /api/connections`. */
export const connectionsAnswer = z.object({ connections: z.array(connectionSchema) })

/** `GET /api/me`, `POST /api/me/password`. */
export const personAnswer = z.object({ person: personSchema })

/** `POST /api/batches/:id/runs`: the new runs, in the order of the body's `runs`. */
export const joinedAnswer = z.object({ runIds: z.array(z.string()) })
export type JoinedRuns = z.infer<typeof joinedAnswer>

/** `GET /api/runs/facets`. */
export const facetsAnswer = z.object({
  models: z.array(z.string()),
  connections: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type RunFacets = z.infer<typeof facetsAnswer>

/** next-auth's `GET /api/auth/csrf`, and where its other calls would send the browser. */
export const csrfAnswer = z.object({ csrfToken: z.string() })
export const landingAnswer = z.object({ url: z.string() })
