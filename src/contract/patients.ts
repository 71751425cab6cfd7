import { z } from "zod";
import { limits } from "./primitives";

export const lookupFields = ["phone", "address", "birthdate", "name", "status"] as const;
export const LookupField = z.enum(lookupFields);
export type LookupField = z.infer<typeof LookupField>;

/** `POST /api/patients/lookup`: the contacts that the record holds now, in the order in which they were asked for. */
export const LookupRequest = z.strictObject({
  artIds: z.array(z.string().max(limits.cellLength)).min(1).max(limits.artIdsPerLookup),
  fields: z.array(LookupField).min(1).max(lookupFields.length),
});
export type LookupRequest = z.infer<typeof LookupRequest>;

export const AddressView = z.object({
  street: z.string().nullable(),
  ward: z.string().nullable(),
  lga: z.string().nullable(),
  state: z.string().nullable(),
});
export type AddressView = z.infer<typeof AddressView>;

export const BirthdateView = z.object({ birthdate: z.string().nullable(), estimated: z.boolean() });
export type BirthdateView = z.infer<typeof BirthdateView>;

/** Why an ART ID has no single patient. */
export const lookupFailures = ["art-id-missing", "art-id-not-found", "art-id-voided", "patient-voided", "art-id-ambiguous"] as const;
export const LookupFailure = z.enum(lookupFailures);
export type LookupFailure = z.infer<typeof LookupFailure>;

/** One answer for each ART ID asked, at the same place. Only the fields asked for are present. */
export const LookupResult = z.union([
  z.object({ found: z.literal(false), reason: LookupFailure }),
  z.object({
    found: z.literal(true),
    phone: z.string().nullable().optional(),
    address: AddressView.nullable().optional(),
    birthdate: BirthdateView.optional(),
    name: z.string().nullable().optional(),
    status: z
      .object({ dead: z.boolean(), lastChanged: z.string().nullable() })
      .optional(),
  }),
]);
export type LookupResult = z.infer<typeof LookupResult>;

export const LookupAnswer = z.object({ results: z.array(LookupResult), readAt: z.string() });
export type LookupAnswer = z.infer<typeof LookupAnswer>;
