import { z } from "zod";
import { Digest } from "./primitives";

/** `GET /api/places`: the site's hierarchy, or that the one which the asker has is still it. Holds no patient. */
export const PlacesQuery = z.strictObject({ version: Digest.optional() });
export type PlacesQuery = z.infer<typeof PlacesQuery>;

/** States, their LGAs and wards, each name as the site spells it. */
export const PlaceTree = z.array(z.object({ state: z.string(), lgas: z.array(z.object({ lga: z.string(), wards: z.array(z.string()) })) }));
export type PlaceTree = z.infer<typeof PlaceTree>;

/** `version` is the SHA-256 of `states` as JSON, so that a copy can be checked; `states` is null where the asker's version is this one. */
export const PlacesAnswer = z.object({ version: Digest, states: PlaceTree.nullable() });
export type PlacesAnswer = z.infer<typeof PlacesAnswer>;

/** OpenMRS's names of places have 160 characters at most. */
const name = z.string().max(160);

/**
 * `POST /api/places/streets`: streets and landmarks that several patients of this LGA share, which fit what is being typed. Only the part
 * that is being typed is sent: no house number, nobody's whole address.
 */
export const StreetRequest = z.strictObject({ state: name.nullable(), lga: name.min(1), ward: name.nullable(), text: z.string().max(60) });
export type StreetRequest = z.infer<typeof StreetRequest>;

/** Best first: those of the ward before the others, the more often used before the rarer. */
export const StreetAnswer = z.object({ names: z.array(z.string()) });
export type StreetAnswer = z.infer<typeof StreetAnswer>;
