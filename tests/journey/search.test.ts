import { AxeBuilder } from "@axe-core/playwright";
import type { RowDataPacket } from "mysql2/promise";
import { journeyWorld, picture } from "../support/journeyStack";
import { openList, until, workbookOf } from "../support/paneJourney";
import type { OpenList } from "../support/paneJourney";
import { buildPatient } from "../support/patients";
import type { BuiltPatient } from "../support/patients";
import { newName, newPhone } from "../support/searching";

jest.setTimeout(120_000);

const world = journeyWorld();

describe("finding a patient", () => {
  const [family, phone] = [newName(), newPhone()];
  let open: OpenList;
  let first: BuiltPatient;
  let second: BuiltPatient;

  beforeAll(async () => {
    first = await buildPatient(world.root, { givenName: "Mohammed", familyName: family, gender: "M", phones: [phone] });
    second = await buildPatient(world.root, { givenName: "Aisha", familyName: family });
    open = await openList(
      world.browser,
      workbookOf([
        ["ART ID", "New phone"],
        [first.artId, ""],
        [second.artId, ""],
        ["", "08031234567"],
      ]),
    );
    await open.pane.getByRole("tab", { name: "Patients" }).click();
  }, 120_000);
  afterAll(() => open.close());

  const box = () => open.pane.getByRole("combobox", { name: "Find a patient" });
  const options = () => open.pane.getByRole("listbox", { name: "Patients found" }).getByRole("option");

  /** The search learns of new patients some seconds after OpenMRS has entered them: asked again until it has. */
  async function searchUntilFound(text: string, found: RegExp): Promise<void> {
    await until(async () => {
      await box().fill("");
      await box().fill(text);
      await open.pane.getByText(/patients? found|Nobody found/).first().waitFor();
      return (await options().filter({ hasText: found }).count()) > 0;
    }, 40);
  }

  async function expectSound(name: string): Promise<void> {
    await picture(open.page, name);
    const { violations } = await new AxeBuilder({ page: open.page }).include("iframe").exclude({ fromFrames: ["iframe", "[data-tabster-dummy]"] }).analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.filter(({ target }) => target.length > 1).map(({ target }) => `${id}: ${target.slice(1).join(" ")}`))).toEqual([]);
  }

  test("by a name spelt otherwise, with the keyboard alone, to the card and back to the same place", async () => {
    await searchUntilFound(`${family} Muhammad`, new RegExp(`Mohammed ${family}`));
    await expectSound("search by name");
    await box().focus();
    await open.page.keyboard.press("ArrowDown");
    expect(await options().first().getAttribute("aria-selected")).toBe("true");
    await open.page.keyboard.press("Enter");
    await open.pane.getByRole("heading", { name: `Mohammed ${family}` }).waitFor();
    await open.pane.getByRole("button", { name: "Back" }).first().click();
    await until(() => box().evaluate((element) => element === document.activeElement));
    expect(await options().first().getAttribute("aria-selected")).toBe("true");
  });

  test("by the last digits of the phone, in any form", async () => {
    await searchUntilFound(phone, new RegExp(`Mohammed ${family}`));
    await box().fill(phone.slice(-6));
    await options().filter({ hasText: "by phone" }).filter({ hasText: family }).waitFor();
    await box().fill(`+234 ${phone.slice(1)}`);
    await options().filter({ hasText: family }).waitFor();
  });

  test("the patient of the selected row follows the selection, and the keyboard stays in the sheet", async () => {
    await open.pane.getByRole("switch", { name: "From the selected row" }).check();
    await open.excel("select", "List", "B2");
    await options().filter({ hasText: `Mohammed ${family}` }).waitFor();
    await open.page.locator("body").click({ position: { x: 5, y: 5 } });
    await open.excel("select", "List", "B3");
    await options().filter({ hasText: `Aisha ${family}` }).waitFor();
    expect(await open.page.evaluate(() => document.activeElement?.tagName)).not.toBe("IFRAME");
    await expectSound("search from the selected row");
    await open.excel("select", "List", "A4");
    await open.pane.getByText("Row 4 has no ART ID.").waitFor();
    await open.excel("select", "List", "A1");
    await open.pane.getByText("Row 1 is no row of the list.").waitFor();
  });

  test("nothing of what was looked for is kept, only who was seen", async () => {
    const [events] = await world.root.query<RowDataPacket[]>(
      `SELECT e.details FROM patient_contacts.audit_event e JOIN patient_contacts.audit_subject s ON s.audit_event_id = e.audit_event_id
        WHERE e.action = 'search-patients' AND s.person_id = ?`,
      [first.personId],
    );
    expect(events.length).toBeGreaterThan(0);
    expect(JSON.stringify(events)).not.toContain(family);
    expect(open.faults).toEqual([]);
  });
});
