import type { PlaceTree } from "../../src/contract/places";
import type { Places } from "../../src/domain/types";

/** The site's hierarchy as it is given out, and the index over the very same: pane and server read every name alike. */
export interface Hierarchy {
  /** SHA-256 of `tree` as JSON. */
  readonly version: string;
  readonly tree: PlaceTree;
  readonly places: Places;
}
