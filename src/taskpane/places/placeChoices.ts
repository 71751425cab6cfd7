import type { KnownPlaces } from "../../client/placesCache";
import type { Completion, PlaceOption } from "../../domain/placeCompletion";
import type { AddressView } from "../../domain/types";
import type { Choice } from "./PlaceCombobox";
import { placeOfWard, withLga, withState, withWard } from "./placeDraft";
import type { Changed, PlaceField, PlaceValue } from "./placeDraft";

/** More are not looked through; the largest state has 44 LGAs. */
const mostShown = 44;

export interface PlaceChoices {
  readonly choices: readonly Choice[];
  readonly more: number;
  /** What the address becomes by choosing one; null where that name is typed and more than one place has it, which is asked instead. */
  readonly choose: (key: string) => Changed | null;
}

const nothing: PlaceChoices = { choices: [], more: 0, choose: () => null };

/** The names to choose from in a field, by what is typed in it and in the others. All in memory: ready at every keystroke. */
export function placeChoices(field: PlaceField, value: PlaceValue, { current, known }: { readonly current: AddressView | null; readonly known: KnownPlaces | null }): PlaceChoices {
  if (known === null) return nothing;
  const { completion, places } = known;
  const given = { current, places };
  const { options, total } = complete();
  const isHere = new Set(options.map(({ state, lga }) => `${lga ?? ""}/${state}`)).size === 1 && value.state !== "";
  const byKey = new Map(options.map((option) => [`${option.name}/${option.lga ?? ""}/${option.state}`, option]));
  return {
    choices: [...byKey].map(([key, option]) => ({ key, name: option.name, ...(field === "state" || (field === "lga" && isHere) ? {} : { place: placeText(option) }) })),
    more: total - options.length,
    choose: (key) => {
      const option = byKey.get(key);
      return option === undefined ? null : chosen(option);
    },
  };

  function complete(): Completion {
    if (field === "state") return completion.states(value.state, mostShown);
    if (field === "ward") return completion.wards(value.ward, placeOfWard(value, current), mostShown);
    if (value.state !== "") return completion.lgas(value.lga, value.state, mostShown);
    // Where people move they mostly stay in their state: its LGAs come first, and alone as long as nothing is typed.
    const home = current?.state ? places.findState(current.state) : null;
    if (home === null) return completion.lgas(value.lga, null, mostShown);
    const near = completion.lgas(value.lga, home, mostShown);
    if (value.lga.trim() === "") return near;
    const all = completion.lgas(value.lga, null, 2 * mostShown);
    const far = all.options.filter(({ state }) => state !== home);
    return { options: [...near.options, ...far].slice(0, mostShown), total: all.total };
  }

  function chosen(option: PlaceOption): Changed {
    if (field === "state") return withState(value, option.name, places);
    const at = { lga: option.lga ?? option.name, state: option.state };
    return field === "lga" ? withLga(value, at, given) : withWard(value, option.name, at, given);
  }
}

function placeText({ lga, state }: PlaceOption): string {
  return lga === null ? state : `${lga}, ${state}`;
}
