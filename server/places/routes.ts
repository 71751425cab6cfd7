import { PlacesQuery, StreetRequest } from "../../src/contract/places";
import type { PlacesAnswer, StreetAnswer } from "../../src/contract/places";
import type { Deps } from "../deps";
import { endpoint } from "../http/endpoint";
import type { Route } from "../http/route";
import { findStreets } from "./findStreets";

/**
 * Names of places, for everybody who is signed in. Neither is audited: the hierarchy is public, and the streets are those that several
 * patients share (streetSweep), so that no answer concerns a patient; for the same reason they are not bound to the caller's facilities.
 */
export function placeRoutes(deps: Deps): readonly Route[] {
  return [
    {
      method: "get",
      path: "/places",
      handler: endpoint(deps, {
        action: null,
        query: PlacesQuery,
        run: async (_deps, _caller, { query }): Promise<PlacesAnswer> => {
          const { version, tree } = await deps.site.hierarchy();
          return { version, states: query.version === version ? null : tree };
        },
      }),
    },
    {
      method: "post",
      path: "/places/streets",
      bodyLimit: "8kb",
      handler: endpoint(deps, {
        action: null,
        body: StreetRequest,
        run: async (_deps, _caller, { body }): Promise<StreetAnswer> => ({ names: await findStreets(deps, body) }),
      }),
    },
  ];
}
