import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import type { ReactElement } from "react";
import { ApiFailure } from "../../../src/client/apiFailure";
import type { PlacesSnapshot } from "../../../src/client/placesCache";
import type { PlaceTree, StreetRequest } from "../../../src/contract/places";
import { indexCompletion } from "../../../src/domain/placeCompletion";
import { indexPlaces } from "../../../src/domain/placeNames";
import { pathsOfTree } from "../../../src/domain/placeTree";
import type { AddressView } from "../../../src/domain/types";
import { PlaceFields } from "../../../src/taskpane/places/PlaceFields";
import type { PlaceValue } from "../../../src/taskpane/places/placeDraft";
import { createStore, useStore } from "../../../src/taskpane/store";
import { layOut } from "../laidOut";
import { show } from "../paneWorld";

const tree: PlaceTree = [
  { state: "LAGOS", lgas: [{ lga: "IKEJA", wards: ["ALAUSA", "OJODU"] }, { lga: "IKORODU", wards: ["AGBEDE"] }, { lga: "SURULERE", wards: ["ITIRE"] }] },
  { state: "OYO", lgas: [{ lga: "IBADAN NORTH", wards: ["AGODI"] }, { lga: "SURULERE", wards: ["IREGBA"] }] },
  { state: "KATSINA", lgas: [{ lga: "MAI'ADUA", wards: ["MAI'ADUA A"] }] },
  { state: "AKWA-IBOM", lgas: [{ lga: "UYO", wards: [] }] },
];
const places = indexPlaces(pathsOfTree(tree));
const known: PlacesSnapshot = { known: { version: "v", places, completion: indexCompletion(tree, places) }, isLoading: false, failure: null };
const labels = { street: "New street", ward: "New ward", lga: "New LGA", state: "New state" };
const blank: PlaceValue = { street: "", ward: "", lga: "", state: "" };
const lives = (lga: string | null, state: string | null, ward: string | null = null): AddressView => ({ street: "14 Ayangburen Road", ward, lga, state });

interface Given {
  readonly current?: AddressView | null;
  readonly value?: Partial<PlaceValue>;
  readonly snapshot?: PlacesSnapshot;
  readonly streets?: (request: StreetRequest, signal?: AbortSignal) => Promise<{ names: string[] }>;
}

function open(given: Given = {}) {
  const value = createStore<PlaceValue>({ ...blank, ...given.value });
  const asked: StreetRequest[] = [];
  let refreshed = 0;
  const store = {
    get: () => given.snapshot ?? known,
    subscribe: () => () => undefined,
    refresh: () => void (refreshed += 1),
    completeStreet: (request: StreetRequest, signal?: AbortSignal) => {
      asked.push(request);
      return given.streets === undefined ? Promise.resolve({ names: [] }) : given.streets(request, signal);
    },
  };
  function Around(): ReactElement {
    return <PlaceFields labels={labels} value={useStore(value)} current={given.current ?? null} places={store} onChange={(next) => value.set(() => next)} />;
  }
  const { container } = show(<Around />);
  return { user: userEvent.setup(), value: value.get, asked, refreshed: () => refreshed, container };
}

const field = (name: string): HTMLElement => screen.getByRole("combobox", { name });
/** All at once: on a busy machine keys come as slowly as one waits for a pause. */
async function put(user: ReturnType<typeof userEvent.setup>, name: string, text: string): Promise<void> {
  await user.click(field(name));
  await user.paste(text);
}

const options = (): string[] => screen.queryAllByRole("option").map((option) => option.textContent);

describe("by keyboard alone", () => {
  test("state, LGA, ward and street are filled in, each in the site's spelling", async () => {
    layOut();
    const { user, value } = open();
    await user.tab();
    expect(field("New state")).toHaveFocus();
    await user.keyboard("lag");
    expect(options()).toEqual(["LAGOS"]);
    await user.keyboard("{Enter}");
    expect(value().state).toBe("LAGOS");
    await user.tab();
    expect(field("New LGA")).toHaveFocus();
    await user.keyboard("ik");
    expect(options()).toEqual(["IKEJA", "IKORODU"]);
    await user.keyboard("{ArrowDown}{Enter}");
    expect(value().lga).toBe("IKORODU");
    await user.tab();
    await user.keyboard("{ArrowDown}");
    expect(options()).toEqual(["AGBEDE(IKORODU, LAGOS)"]);
    await user.keyboard("{ArrowDown}{Enter}");
    await user.tab();
    expect(field("New street")).toHaveFocus();
    await user.keyboard("7 Oba Road");
    expect(value()).toEqual({ state: "LAGOS", lga: "IKORODU", ward: "AGBEDE", street: "7 Oba Road" });
  });

  test("going on by Tab puts in no other name than was typed, but spells it as the site does", async () => {
    layOut();
    const { user, value } = open();
    await user.click(field("New LGA"));
    await user.keyboard("mai’adua lga");
    await user.tab();
    expect(value()).toMatchObject({ lga: "MAI'ADUA", state: "KATSINA" });
    await user.clear(field("New LGA"));
    await user.type(field("New LGA"), "Ik");
    await user.tab();
    expect(value().lga).toBe("Ik");
    expect(field("New LGA")).toHaveAccessibleDescription(expect.stringContaining("NMRS has no LGA called “Ik”."));
  });
});

describe("an LGA that two states have", () => {
  test("is asked about, and brings the state that is chosen", async () => {
    const { user, value } = open();
    await user.type(field("New LGA"), "surulere{Enter}");
    await user.click(field("New ward"));
    const question = screen.getByRole("group", { name: "There is an LGA SURULERE in more than one state. Which one is it?" });
    expect(value().state).toBe("");
    await user.click(within(question).getByRole("button", { name: "SURULERE (OYO)" }));
    expect(value()).toMatchObject({ lga: "SURULERE", state: "OYO" });
    expect(field("New LGA")).toHaveFocus();
    expect(screen.queryByRole("group", { name: /more than one state/ })).not.toBeInTheDocument();
  });

  test("stands in the list with its state, and only the one of the state that is given", async () => {
    const { user } = open();
    await user.type(field("New LGA"), "sur");
    expect(options()).toEqual(["SURULERE(LAGOS)", "SURULERE(OYO)"]);
    await user.clear(field("New LGA"));
    await user.type(field("New state"), "oyo{Enter}");
    await user.type(field("New LGA"), "sur");
    expect(options()).toEqual(["SURULERE"]);
  });
});

describe("what no longer belongs", () => {
  test("is taken out with the state, which is said and can be put back", async () => {
    const { user, value } = open({ value: { state: "LAGOS", lga: "IKEJA", ward: "ALAUSA", street: "1 Obafemi Way" } });
    await user.clear(field("New state"));
    await user.type(field("New state"), "oyo{Enter}");
    expect(value()).toEqual({ state: "OYO", lga: "", ward: "", street: "1 Obafemi Way" });
    expect(screen.getByText("IKEJA and ALAUSA are not in OYO and were taken out.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Put back" }));
    expect(value()).toMatchObject({ lga: "IKEJA", ward: "ALAUSA" });
  });

  test("a ward goes with its LGA; wards are those of the LGA, of the record where none is typed", async () => {
    const { user, value } = open({ current: lives("IKEJA", "LAGOS") });
    await user.click(field("New ward"));
    expect(options()).toEqual(["ALAUSA(IKEJA, LAGOS)", "OJODU(IKEJA, LAGOS)"]);
    await user.click(screen.getByRole("option", { name: /OJODU/ }));
    expect(value()).toEqual({ ...blank, ward: "OJODU" });
    await user.type(field("New LGA"), "uyo{Enter}");
    expect(value()).toEqual({ ...blank, lga: "UYO", state: "AKWA-IBOM" });
    expect(screen.getByText("OJODU is not in UYO and was taken out.")).toBeInTheDocument();
  });
});

describe("names that the site does not have", () => {
  test("are told in the words of a list, with the one that was probably meant", async () => {
    const { user, value } = open();
    await user.type(field("New LGA"), "Ikorudu");
    expect(screen.queryByText(/NMRS has no LGA/)).not.toBeInTheDocument();
    await user.click(field("New street"));
    expect(field("New LGA")).toHaveAccessibleDescription(expect.stringContaining("NMRS has no LGA called “Ikorudu”. Did you mean IKORODU (LAGOS)?"));
    await user.click(screen.getByRole("button", { name: "Use IKORODU (LAGOS)" }));
    expect(value()).toMatchObject({ lga: "IKORODU", state: "LAGOS" });
    expect(field("New LGA")).not.toHaveAttribute("aria-invalid", "true");
  });

  test("of an old record are offered in the site's spelling by one press", async () => {
    const { user, value } = open({ current: lives("Maiadua", "KATSINA") });
    expect(screen.getByText(/Recorded as “Maiadua”, which is not how NMRS spells it\./)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Use MAI'ADUA (KATSINA)" }));
    expect(value()).toEqual({ ...blank, lga: "MAI'ADUA" });
    expect(screen.queryByText(/Recorded as/)).not.toBeInTheDocument();
    expect(field("New LGA")).toHaveFocus();
  });

  test("a record that is right is offered nothing", () => {
    open({ current: lives("MAI'ADUA", "KATSINA") });
    expect(screen.queryByText(/Recorded as/)).not.toBeInTheDocument();
  });
});

describe("streets", () => {
  test("are asked for after a pause, without the house number, and put in behind it", async () => {
    const { user, value, asked } = open({ current: lives("IKEJA", "LAGOS", "ALAUSA"), streets: () => Promise.resolve({ names: ["Ayangburen Road", "Ayangbure Close"] }) });
    await put(user, "New street", "14 Aya");
    await waitFor(() => expect(options()).toEqual(["Ayangburen Road", "Ayangbure Close"]));
    expect(asked).toEqual([{ state: "LAGOS", lga: "IKEJA", ward: "ALAUSA", text: "Aya" }]);
    await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    expect(value().street).toBe("14 Ayangbure Close");
  });

  test("only the latest answer counts, and Enter alone puts in nothing", async () => {
    const answers: ((names: string[]) => void)[] = [];
    const { user, value, asked } = open({ current: lives("IKEJA", "LAGOS"), streets: () => new Promise((resolve) => answers.push((names) => resolve({ names }))) });
    await put(user, "New street", "Aya");
    await waitFor(() => expect(asked).toHaveLength(1));
    await user.paste("n");
    await waitFor(() => expect(asked).toHaveLength(2));
    await act(async () => {
      answers[1]?.(["Ayan Road"]);
      await Promise.resolve();
      answers[0]?.(["Ayagba Road"]);
      await Promise.resolve();
    });
    expect(options()).toEqual(["Ayan Road"]);
    await user.keyboard("{Enter}");
    expect(value().street).toBe("Ayan");
  });

  test("without the server nothing is offered and nothing is said; typing goes on", async () => {
    const { user, value, asked } = open({ current: lives("IKEJA", "LAGOS"), streets: () => Promise.reject(new ApiFailure("offline")) });
    await put(user, "New street", "14 Ayangburen");
    await waitFor(() => expect(asked).toHaveLength(1));
    await user.paste(" Road");
    expect(value().street).toBe("14 Ayangburen Road");
    expect(options()).toEqual([]);
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  test("are not asked for where no LGA is known", async () => {
    const { user, asked } = open();
    await put(user, "New street", "Ayangburen");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(asked).toEqual([]);
  });
});

describe("without the names of places", () => {
  test("every field takes what is typed, and they can be fetched again", async () => {
    const { user, value, refreshed } = open({ snapshot: { known: null, isLoading: false, failure: new ApiFailure("offline") } });
    expect(screen.getByText(/could not be fetched/)).toBeInTheDocument();
    await user.type(field("New LGA"), "Ikeja");
    await user.tab();
    expect(value().lga).toBe("Ikeja");
    expect(field("New LGA")).not.toHaveAttribute("aria-invalid", "true");
    const before = refreshed();
    await user.click(screen.getByRole("button", { name: "Fetch again" }));
    expect(refreshed()).toBe(before + 1);
  });

  test("one hears that they are being read", () => {
    open({ snapshot: { known: null, isLoading: true, failure: null } });
    expect(screen.getByText("Reading the names of states, LGAs and wards…")).toBeInTheDocument();
  });
});

test("axe finds nothing, whatever is open", async () => {
  const { user } = open({ current: lives("Maiadua", "Kastina") });
  const faults = async () => {
    const { violations } = await act(() => axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } }));
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  };
  expect(await faults()).toEqual([]);
  await user.type(field("New LGA"), "sur");
  expect(await faults()).toEqual([]);
  await user.type(field("New LGA"), "ulere");
  await user.click(field("New state"));
  expect(await faults()).toEqual([]);
});
