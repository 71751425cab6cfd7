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
export const LookupResult = z.discriminatedUnion("found", [
  z.object({ found: z.literal(false), reason: LookupFailure }),
  z.object({
    found: z.literal(true),
    phone: z.string().nullable().optional(),
    address: AddressView.nullable().optional(),
    birthdate: BirthdateView.optional(),
    name: z.string().nullable().optional(),
    status: z
      .object({
        dead: z.boolean(),
        /** When this product last changed a contact of the patient; an instant. */
        lastChanged: z.string().nullable(),
        /** Days of the site: when somebody last reached the patient by the number recorded now, and since when nobody could. */
        lastVerified: z.string().nullable(),
        unreachableSince: z.string().nullable(),
      })
      .optional(),
  }),
]);
export type LookupResult = z.infer<typeof LookupResult>;

export const LookupAnswer = z.object({ results: z.array(LookupResult), readAt: z.string() });
export type LookupAnswer = z.infer<typeof LookupAnswer>;

export const historyFields = ["phone", "address", "birthdate"] as const;

/**
 * `POST /api/patients/histories`: every value that a field of these patients ever had, newest first, aligned with what was asked; for the
 * function HISTORY. Needs `look-up`; audited with its subjects. At most `limits.artIdsPerHistory` ART IDs.
 */
export const HistoriesRequest = z.strictObject({
  artIds: z.array(z.string().max(limits.cellLength)).min(1).max(limits.artIdsPerHistory),
  field: z.enum(historyFields),
});
export type HistoriesRequest = z.infer<typeof HistoriesRequest>;

/** One value as people read it; null where the field was erased. Moments are instants; null where the record does not say. */
export const ValueHeld = z.object({
  value: z.string().nullable(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  by: z.string().nullable(),
  isCurrent: z.boolean(),
});
export type ValueHeld = z.infer<typeof ValueHeld>;
export const HistoriesAnswer = z.object({
  results: z.array(z.union([z.object({ found: z.literal(false), reason: LookupFailure }), z.object({ found: z.literal(true), values: z.array(ValueHeld) })])),
  readAt: z.string(),
});
export type HistoriesAnswer = z.infer<typeof HistoriesAnswer>;
