import { z } from "zod";
import { roles } from "../domain/types";
import { Instant, Uuid } from "./primitives";

/** `POST /api/session`: sign in with the person's own NMRS account. */
export const SignInRequest = z.strictObject({
  username: z.string().min(1).max(50),
  password: z.string().min(1).max(500),
});
export type SignInRequest = z.infer<typeof SignInRequest>;

export const Role = z.enum(roles);

/** Who is signed in, shown in the pane at all times. */
export const SessionPerson = z.object({
  userUuid: Uuid,
  username: z.string(),
  displayName: z.string(),
  role: Role,
  /** Facilities whose patients the person may see; null means the whole site. */
  facilities: z.array(z.object({ locationId: z.number().int(), name: z.string() })).nullable(),
});
export type SessionPerson = z.infer<typeof SessionPerson>;

/** `GET /api/session`, and part of the answer to signing in. */
export const SessionState = z.object({
  person: SessionPerson,
  /** Signed out by itself after so many seconds without a request. */
  idleSeconds: z.number().int().positive(),
  /** Signed out then in any case. */
  expiresAt: Instant,
  serverTime: Instant,
});
export type SessionState = z.infer<typeof SessionState>;

export const SignInAnswer = SessionState.extend({ token: z.string().min(40) });
export type SignInAnswer = z.infer<typeof SignInAnswer>;
