import type { RowDataPacket } from "mysql2/promise";
import type { Frame, Page } from "playwright-core";
import { journeyWorld, openRoot } from "../support/journeyStack";
import { buildPatients, openList, until, validate, workbookOf } from "../support/paneJourney";
import type { OpenList } from "../support/paneJourney";
import { holdPatients, phoneOf } from "../support/recordReading";

/** Leaving a submission that is being worked on, coming back to it, and stopping it. The engine is held up by patients that somebody else has locked. */

jest.setTimeout(180_000);

const world = journeyWorld();

async function send(list: OpenList): Promise<void> {
  await list.pane.getByRole("button", { name: /^Submit \d/ }).click();
  await list.pane.getByRole("alertdialog").getByRole("button", { name: /^Submit/ }).click();
  await list.pane.getByText("The server is changing the records").first().waitFor({ timeout: 30_000 });
}

/** Closes the pane and opens it again, as a crash of the web view does; the workbook stays. */
async function reloadPane(page: Page, pane: Frame): Promise<Frame> {
  await pane.evaluate(() => location.reload());
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  if (frame === null) throw new Error("The pane has no frame.");
  await frame.getByRole("tab", { name: "Submit" }).waitFor({ timeout: 30_000 });
  return frame;
}

test("a pane that is loaded anew in the middle of a run shows the progress again and writes the results beside the rows", async () => {
  const [a, b] = await buildPatients(world.root, 2);
  const list = await openList(world.browser, workbookOf([["ART ID", "New phone"], [a?.artId ?? "", "08021160001"], [b?.artId ?? "", "08021160002"]]));
  await validate(list.pane);
  const letGo = await holdPatients(world.root, [a?.personId]);
  await send(list);
  const pane = await reloadPane(list.page, list.pane);
  await pane.getByRole("region", { name: "Submitting 2 rows" }).waitFor({ timeout: 30_000 });
  await pane.getByText("0 of 2 rows").waitFor();
  await letGo();
  await pane.getByRole("heading", { name: "Submitted" }).waitFor({ timeout: 60_000 });
  expect(await phoneOf(world.root, a?.personId)).toBe("08021160001");
  await until(async () => (await list.excel("texts", "List", "C2:C3")).flat().join() === "Updated,Updated", 30);
  await list.close();
});

test("a submission that came to its end while the pane was away has its results written when the pane is back", async () => {
  const [a] = await buildPatients(world.root, 1);
  const list = await openList(world.browser, workbookOf([["ART ID", "New phone"], [a?.artId ?? "", "08021160011"]]));
  await validate(list.pane);
  const letGo = await holdPatients(world.root, [a?.personId]);
  await send(list);
  await list.page.route(/\/api\//, (route) => route.abort("internetdisconnected"));
  await letGo();
  await until(async () => (await phoneOf(world.root, a?.personId)) === "08021160011", 30);
  await list.page.unroute(/\/api\//);
  await reloadPane(list.page, list.pane);
  await until(async () => (await list.excel("texts", "List", "C2:C2")).flat().join() === "Updated", 30);
  await list.close();
});

test("a submission is cancelled in the middle: what was written stays written, the rest is sent later with one press", async () => {
  const chunk = 1_000;
  const wide = openRoot();
  const patients = await buildPatients(wide, chunk * 3 + 3);
  await wide.end();
  const sorted = [...patients].sort((one, other) => one.personId - other.personId);
  const rows = sorted.map(({ artId }, index) => [artId, `0802117${String(index).padStart(4, "0")}`]);
  const list = await openList(world.browser, workbookOf([["ART ID", "New phone"], ...rows]));
  await validate(list.pane);
  // The three chunks that go side by side are held, so the fourth has not begun.
  const letGo = await holdPatients(world.root, [0, chunk, chunk * 2].map((place) => sorted[place]?.personId));
  await send(list);
  const { pane } = list;
  await pane.getByRole("button", { name: "Cancel", exact: true }).click();
  const dialog = pane.getByRole("alertdialog", { name: "Cancel this submission?" });
  await dialog.getByText(/Rows that are already written stay written/).waitFor();
  await dialog.getByRole("button", { name: "Cancel the submission" }).click();
  await until(async () => {
    const [found] = await world.root.query<RowDataPacket[]>("SELECT COUNT(*) AS n FROM patient_contacts.submission WHERE cancel_requested = 1 AND state = 'running'");
    return Number(found[0]?.n) > 0;
  }, 30);
  await letGo();
  await pane.getByRole("heading", { name: "Cancelled" }).waitFor({ timeout: 60_000 });
  expect(await phoneOf(world.root, sorted[0]?.personId)).toBe("08021170000");
  expect(await phoneOf(world.root, sorted.at(-1)?.personId)).toBe("08031234567");

  await pane.getByRole("button", { name: "Settle or undo rows" }).click();
  await pane.getByRole("button", { name: "Send the failed rows again" }).click();
  await pane.getByRole("button", { name: /^Send [\d,]+ rows$/ }).click({ timeout: 30_000 });
  await pane.getByRole("heading", { name: "Submitted" }).waitFor({ timeout: 60_000 });
  expect(await phoneOf(world.root, sorted.at(-1)?.personId)).toBe("08021173002");
  await list.close();
});
