import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { checkPhone } from "../../src/functions/checkPhone";
import { LanguageChoice } from "../../src/taskpane/language/LanguageChoice";
import { chooseLanguage, languageState, startLanguage } from "../../src/taskpane/language/paneLanguage";
import { createPaneStores } from "../../src/taskpane/shell/paneStores";
import type { PaneStores } from "../../src/taskpane/shell/paneStores";
import { Shell } from "../../src/taskpane/shell/Shell";
import { outcomeText } from "../../src/taskpane/submit/engine/statusText";
import { isAlreadySent } from "../../src/taskpane/submit/engine/sentRows";
import { doneWords, isOurStatus } from "../../src/taskpane/workbook/ownColumns";
import { rowMark } from "../../src/taskpane/workbook/rowMark";
import { lineList, phones } from "./lineList";
import { makeWorld, show } from "./paneWorld";
import type { World } from "./paneWorld";

const stops: (() => void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  localStorage.clear();
  await act(() => startLanguage("en-GB"));
});

function open(world: World): { readonly user: ReturnType<typeof userEvent.setup>; readonly stores: PaneStores } {
  const stores = createPaneStores(world.ports);
  stops.push(stores.stop);
  stores.show("submit");
  show(<Shell ports={world.ports} stores={stores} hasFunctions />);
  return { user: userEvent.setup(), stores };
}

const list = [["ART ID", "New phone"], ["NAS/001", "08031234567"], ["NAS/002", "08051234567"]];

async function chooseInMenu(user: ReturnType<typeof userEvent.setup>, menu: string, language: string): Promise<void> {
  await user.click(await screen.findByRole("button", { name: menu }));
  await user.click(await screen.findByRole("menuitemradio", { name: language }));
}

test("the language is changed from the menu in the middle of work: every text changes, nothing that was done is lost", async () => {
  const world = makeWorld(lineList(), { preview: phones });
  const { user } = open(world);
  await screen.findByText("4 rows");
  await user.click(screen.getByRole("button", { name: "Validate" }));
  await user.click(await screen.findByRole("button", { name: "Repair all 2" }));
  expect(await screen.findByRole("heading", { name: "3 rows will change" })).toBeInTheDocument();
  const asked = world.asked.length;

  await chooseInMenu(user, "More commands", "Français");

  expect(await screen.findByText("Pas encore envoyé")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Envoyer 3 lignes" })).toBeInTheDocument();
  expect(within(screen.getByRole("banner")).getByText("Agent · General Hospital Karu")).toBeInTheDocument();
  expect(screen.getByRole("tab", { name: "Mes envois" })).toBeInTheDocument();
  expect(screen.getByRole("heading", { name: "3 lignes vont changer" })).toBeInTheDocument();
  expect(screen.getByText("1 numéro de téléphone est trop court")).toBeInTheDocument();
  expect(world.asked).toHaveLength(asked);
  expect(document.documentElement.lang).toBe("fr");
  expect(document.title).toBe("Contacts des patients");
  expect(document.body).not.toHaveTextContent(/\b(?:the|rows?|Submit|Validate|Repair)\b/);

  await chooseInMenu(user, "Autres commandes", "English");
  expect(await screen.findByRole("button", { name: "Submit 3 rows" })).toBeInTheDocument();
  expect(document.documentElement.lang).toBe("en");
});

test("the choice is kept for the next start; without one the pane speaks as Excel does, and English where it has not learnt Excel's language", async () => {
  await startLanguage("fr-FR");
  expect(languageState.get()).toMatchObject({ chosen: null, excels: "fr", inForce: "fr" });
  await startLanguage("ha-Latn-NG");
  expect(languageState.get()).toMatchObject({ excels: "en", inForce: "en" });
  await chooseLanguage("fr");
  await startLanguage("en-US");
  expect(languageState.get()).toMatchObject({ chosen: "fr", excels: "en", inForce: "fr" });
  await chooseLanguage(null);
  await startLanguage("en-US");
  expect(languageState.get()).toMatchObject({ chosen: null, inForce: "en" });
});

test("who changes their mind while the texts are still being fetched gets what was chosen last", async () => {
  await Promise.all([chooseLanguage("fr"), chooseLanguage("en")]);
  expect(languageState.get()).toMatchObject({ chosen: "en", inForce: "en", isLoading: false });
  await startLanguage("fr-FR");
  expect(languageState.get().inForce).toBe("en");
});

test("somebody who cannot read English finds their language before signing in", async () => {
  const { user } = open(makeWorld(list, { person: null }));
  await user.click(await screen.findByRole("button", { name: "Français" }));
  expect(await screen.findByRole("form", { name: "Connexion" })).toBeInTheDocument();
  expect(screen.getByLabelText("Mot de passe")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "English" })).toHaveAttribute("lang", "en");
});

test("what has been typed into a form stays when the language changes", async () => {
  const { user } = open(makeWorld(list, { person: null }));
  await user.type(await screen.findByLabelText("User name"), "amina");
  await user.click(screen.getByRole("button", { name: "Français" }));
  expect(await screen.findByLabelText("Nom d’utilisateur")).toHaveValue("amina");
});

test("the settings offer each language under its own name, and to go along with Excel", async () => {
  const chosen: (string | null)[] = [];
  const user = userEvent.setup();
  show(<LanguageChoice state={{ chosen: "fr", excels: "en", isLoading: false }} onChoose={(code) => chosen.push(code)} />);
  expect(screen.getByRole("radio", { name: "Français" })).toBeChecked();
  expect(screen.getByText("Français")).toHaveAttribute("lang", "fr");
  await user.click(screen.getByRole("radio", { name: "English" }));
  await user.click(screen.getByRole("radio", { name: "As Excel (English)" }));
  expect(chosen).toEqual(["en", null]);
});

test("cells with our functions are calculated anew, and say it in the new language", async () => {
  const world = makeWorld(list);
  const { stores } = open(world);
  await waitFor(() => expect(world.workbook.cells).toEqual(["refreshed errors"]));
  expect(checkPhone("0803")).toBe("The phone number is too short: 4 digits in place of 11. Type the whole number, like 08031234567.");
  await act(() => stores.chooseLanguage("fr"));
  expect(world.workbook.cells).toEqual(["refreshed errors", "refreshed"]);
  expect(checkPhone("0803")).toBe("Le numéro de téléphone est trop court\u202f: 4 chiffres au lieu de 11. Tapez le numéro entier, comme 08031234567.");
});

describe("a sheet goes from hand to hand", () => {
  const cells = { artId: { value: "NAS/001" }, phone: { value: "08031234567" } };
  const mark = rowMark(cells);
  const uuid = "3f9a2c1b-0000-4000-8000-000000000001";
  const outcome = {
    ordinal: 0,
    rowId: `row2~${mark}`,
    rowNumber: 2,
    status: "updated",
    issues: [],
    fields: { phone: { status: "changed", before: null, after: "08031234567", reason: null } },
  } as unknown as Parameters<typeof outcomeText>[0]["outcome"];
  const written = (): { status: string; detail: string } => outcomeText({ uuid, kind: "update", outcome, mark });
  const row = ({ status, detail }: { status: string; detail: string }) => ({ rowNumber: 2, cells, isHidden: false, rowId: "", status, detail });

  test.each([
    ["en", "fr", "Updated", "Changed: Phone."],
    ["fr", "en", "Mise à jour", "Changé\u202f: Téléphone."],
  ] as const)("a row that was sent in %s is recognised as sent in %s", async (writer, reader, status, detail) => {
    await chooseLanguage(writer);
    const text = written();
    expect(text.status).toBe(status);
    expect(text.detail).toMatch(new RegExp(`^${detail} Ref [0-9A-F]{8}-[0-9A-F]{6}$`));
    await chooseLanguage(reader);
    expect(isOurStatus(text.status)).toBe(true);
    expect(isAlreadySent(row(text), doneWords)).toBe(true);
    expect(isAlreadySent({ ...row(text), cells: { ...cells, phone: { value: "08099999999" } } }, doneWords)).toBe(false);
  });

  test.each(["Call noted", "Call not noted", "Appel noté", "Appel déjà noté"])("what stands beside a row whose call was noted is ours too: %s", (status) => {
    expect(isOurStatus(status)).toBe(true);
  });

  test("a list that a French colleague sent is left out of an English submission unless asked for", async () => {
    await chooseLanguage("fr");
    const { status, detail } = written();
    await chooseLanguage("en");
    open(makeWorld([["ART ID", "New phone", "Status", "Detail"], ["NAS/001", "08031234567", status, detail], ["NAS/002", "08051234567", "", ""]]));
    expect(await screen.findByText("1 row was sent before and not changed since")).toBeInTheDocument();
  });

  test("and the other way round", async () => {
    const { status, detail } = written();
    await chooseLanguage("fr");
    open(makeWorld([["ART ID", "New phone", "Status", "Detail"], ["NAS/001", "08031234567", status, detail], ["NAS/002", "08051234567", "", ""]]));
    await waitFor(() => expect(screen.getByText("1 ligne déjà envoyée et inchangée depuis")).toBeInTheDocument());
  });
});
