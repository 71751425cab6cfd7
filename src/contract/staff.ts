import { z } from "zod";
import { Role } from "./session";

/** `POST /api/staff`: gives a person of NMRS a role here, or takes it away (`role: null`). Administrators only. */
export const GrantRoleRequest = z.strictObject({
  username: z.string().min(1).max(50),
  role: Role.nullable(),
  /** Location ids whose patients the person may see; null means the whole site. */
  facilities: z.array(z.number().int()).max(500).nullable(),
});
export type GrantRoleRequest = z.infer<typeof GrantRoleRequest>;

export const StaffMember = z.object({
  userId: z.number().int(),
  username: z.string(),
  displayName: z.string(),
  role: Role.nullable(),
  facilities: z.array(z.object({ locationId: z.number().int(), name: z.string() })).nullable(),
});
export type StaffMember = z.infer<typeof StaffMember>;

/** `GET /api/staff`. */
export const StaffList = z.object({ staff: z.array(StaffMember) });
export type StaffList = z.infer<typeof StaffList>;
