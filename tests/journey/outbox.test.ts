import type { RowDataPacket } from "mysql2/promise";
import type { Page } from "playwright-core";
import { journeyWorld, signIn } from "../support/journeyStack";
import { buildPatients, openList, until, validate, workbookOf } from "../support/paneJourney";

/** What is submitted while the server cannot be reached, in a real browser with its own database and locks. */

jest.setTimeout(90_000);

const world = journeyWorld();

interface PhoneRow extends RowDataPacket {
  value: string;
  voided: number;
}

/** Phones of a patient as the record has them, the active one last. */
async function phonesOf(personId: number | undefined): Promise<string[]> {
  const [rows] = await world.root.query<PhoneRow[]>(
    "SELECT value, voided FROM person_attribute WHERE person_id = ? AND person_attribute_type_id = 8 ORDER BY voided DESC, person_attribute_id",
    [personId],
  );
  return rows.map(({ value, voided }) => (voided === 0 ? value : `${value} voided`));
}

/** As if the cable were out: no request about submissions arrives. */
async function cut(page: Page): Promise<void> {
  await page.route(/\/api\/submissions\/[0-9a-f-]{36}/, (route) => route.abort("internetdisconnected"));
}
const mend = (page: Page): Promise<void> => page.unroute(/\/api\/submissions\/[0-9a-f-]{36}/);

async function submitOffline(rows: readonly (readonly string[])[]) {
  const list = await openList(world.browser, workbookOf([["ART ID", "New phone"], ...rows]));
  await validate(list.pane);
  await cut(list.page);
  await list.pane.getByRole("button", { name: /^Submit \d/ }).click();
  await list.pane.getByRole("alertdialog").getByRole("button", { name: /^Submit/ }).click();
  await list.pane.getByText("Kept safe on this computer, waiting for the server", { exact: false }).waitFor();
  return list;
}

test("rows submitted without a connection are kept, and go by themselves when it is back; the record is changed once", async () => {
  const [a, b] = await buildPatients(world.root, 2);
  const { page, pane, excel, close } = await submitOffline([[a?.artId ?? "", "08021130001"], [b?.artId ?? "", "08021130002"]]);
  expect(await phonesOf(a?.personId)).toEqual(["08031234567"]);
  await mend(page);
  await pane.getByRole("heading", { name: "Submitted" }).waitFor({ timeout: 30_000 });
  expect(await phonesOf(a?.personId)).toEqual(["08031234567 voided", "08021130001"]);
  expect(await phonesOf(b?.personId)).toEqual(["08031234567 voided", "08021130002"]);
  await until(async () => (await excel("texts", "List", "C2:C3")).flat().join() === "Updated,Updated");
  await close();
});

test("rows submitted without a connection outlast a reload of the workbook, and go without another press of a button", async () => {
  const [a] = await buildPatients(world.root, 1);
  const { page, close } = await submitOffline([[a?.artId ?? "", "08021130011"]]);
  await mend(page);
  await page.reload();
  await until(async () => (await phonesOf(a?.personId)).at(-1) === "08021130011");
  expect(await phonesOf(a?.personId)).toEqual(["08031234567 voided", "08021130011"]);
  await close();
});

test("rows that wait are sealed: nobody reads them in the browser's files, and the next person at the machine neither sees nor sends them", async () => {
  const [a] = await buildPatients(world.root, 1);
  const { page, pane, close } = await submitOffline([[a?.artId ?? "", "08021130021"]]);
  const stored = await pane.evaluate(async () => {
    const request = indexedDB.open("patient-contacts.outbox");
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error("no database"));
    });
    const texts: string[] = [];
    for (const name of database.objectStoreNames) {
      const all = database.transaction(name).objectStore(name).getAll();
      await new Promise((resolve) => (all.onsuccess = resolve));
      const decoder = new TextDecoder("latin1");
      const plain = (_key: string, value: unknown): unknown =>
        value instanceof ArrayBuffer || value instanceof Uint8Array ? decoder.decode(value) : value;
      texts.push(JSON.stringify(all.result, plain));
    }
    database.close();
    return texts.join();
  });
  expect(stored).toContain('"state":"waiting"');
  for (const secret of [a?.artId ?? "none", "08021130021", "List.xlsx", "Clerk-Demo"]) expect(stored).not.toContain(secret);

  await pane.evaluate(() => sessionStorage.clear());
  await mend(page);
  const other = await page.context().newPage();
  await page.close();
  await other.goto(page.url());
  const frame = await (await other.waitForSelector("iframe")).contentFrame();
  if (frame === null) throw new Error("The pane has no frame.");
  await signIn(frame, "supervisor", "Supervisor-Demo-2026");
  await other.waitForTimeout(3_000);
  expect(await phonesOf(a?.personId)).toEqual(["08031234567"]);
  await close();
});

test("signing out in one workbook signs the same person out in the other", async () => {
  const { page, pane, close } = await openList(world.browser, workbookOf([["ART ID"]]));
  const other = await page.context().newPage();
  await other.goto(page.url());
  const frame = await (await other.waitForSelector("iframe")).contentFrame();
  if (frame === null) throw new Error("The pane has no frame.");
  await signIn(frame, "clerk", "Clerk-Demo-2026");
  await frame.evaluate(() => new BroadcastChannel("patient-contacts.session").postMessage("a message that is not ours"));
  await pane.getByRole("button", { name: /validate/i }).first().waitFor();
  await frame.getByRole("button", { name: "More commands" }).click();
  await frame.getByRole("menuitem", { name: "Sign out" }).click();
  await pane.getByLabel("User name").waitFor();
  await frame.getByLabel("User name").waitFor();
  await close();
});
