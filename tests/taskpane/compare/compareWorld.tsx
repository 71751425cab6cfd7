import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { LookupRequest, LookupResult } from "../../../src/contract/patients";
import { indexCompletion } from "../../../src/domain/placeCompletion";
import { indexPlaces } from "../../../src/domain/placeNames";
import { CompareScreen } from "../../../src/taskpane/compare/CompareScreen";
import { createCompareDesk } from "../../../src/taskpane/compare/compareDesk";
import type { CheckedText, CompareSheetPort, MarkContent } from "../../../src/taskpane/compare/sheetPort";
import type { GivenRows } from "../../../src/taskpane/submit/looking";
import type { WorkbookError } from "../../../src/taskpane/workbook/port";
import { makeWorld, show, type Grid } from "../paneWorld";

/** The Compare screen over a plain workbook and a record of plain objects. */

const address = { street: "14 Ayangburen Road", ward: null, lga: "Karu", state: "Nasarawa" };
const found = (phone: string | null, more: Partial<Extract<LookupResult, { found: true }>> = {}): LookupResult => ({ found: true, phone, address, birthdate: { birthdate: "1987-04-03", estimated: false }, name: "Halima Musa", ...more });
const record: Readonly<Record<string, LookupResult>> = {
  A1: found("08031234567"),
  A2: found("08020000002"),
  A3: found("08020000003"),
  A4: found(null),
  A5: found("08020000005"),
  X2: { found: false, reason: "art-id-ambiguous" },
};
export const grid = (): Grid => [
  ["ART ID", "PhoneNo", "LGA", "DOB"],
  ["A1", "+234 803 123 4567", "KARU", "03/04/1987"],
  ["A2", "08099999999", "Keffi", "03/04/1987"],
  ["A3", "", "karu", "13/04/1987"],
  ["A4", "08031110000", "Karu", ""],
  ["A5", "call her", "Karu", "1987-04-03"],
  ["X1", "0803", "", ""],
  ["X2", "0803", "", ""],
];

export function open(cells: Grid = grid(), given: { readonly hidden?: readonly number[]; readonly lookup?: (request: LookupRequest, signal?: AbortSignal) => Promise<{ results: LookupResult[]; readAt: string }> } = {}) {
  const world = makeWorld(cells, { workbook: { hidden: given.hidden ?? [] } });
  const asked: LookupRequest[] = [];
  const marked: MarkContent[] = [];
  const said: CheckedText[][] = [];
  const removed: string[] = [];
  const refusal: { error: WorkbookError | null } = { error: null };
  const sheets: CompareSheetPort = {
    mark: (_, content) =>
      Promise.resolve().then(() => {
        if (refusal.error !== null) throw refusal.error;
        marked.push(content);
        return { heading: "Record check", rows: content.rows.length, gone: 0 };
      }),
    updateTexts: (_, rows) => Promise.resolve(void said.push([...rows])),
    hasMarks: () => Promise.resolve(true),
    removeMarks: (sheetId) => Promise.resolve(void removed.push(sheetId)),
  };
  const answer = ({ artIds }: LookupRequest) =>
    Promise.resolve({ results: artIds.map((artId) => record[artId] ?? { found: false as const, reason: "art-id-not-found" as const }), readAt: "2026-11-22T09:00:00.000Z" });
  const places = indexPlaces([{ state: "Nasarawa", lga: "Karu", ward: null }, { state: "Nasarawa", lga: "Keffi", ward: null }]);
  const ports = {
    ...world.ports,
    workbook: { ...world.ports.workbook, compare: () => Promise.resolve(sheets) },
    server: {
      ...world.ports.server,
      lookup: (request: LookupRequest, signal?: AbortSignal) => {
        asked.push(request);
        return (given.lookup ?? answer)(request, signal);
      },
    },
    places: { ...world.ports.places, snapshot: () => ({ known: { version: "1", places, completion: indexCompletion([], places) }, isLoading: false, failure: null }) },
  };
  const handed: GivenRows[] = [];
  const desk = createCompareDesk({
    ports,
    today: () => "2026-11-22",
    siteName: () => "Karu",
    siteOrder: () => "dmy",
    saidOf: () => ({}),
    onSubmit: (rows) => handed.push(rows),
    undo: () => ports.workbook.undoLastChange(),
  });
  const view = show(<CompareScreen desk={desk} isSending={false} />);
  return { world, ports, desk, user: userEvent.setup(), asked, marked, said, removed, handed, refusal, container: view.container };
}

/** With a comparison made. */
export async function compared(...given: Parameters<typeof open>) {
  const opened = open(...given);
  await opened.user.click(await screen.findByRole("button", { name: "Compare" }));
  await screen.findByRole("heading", { name: "What was found" });
  await waitFor(() => expect(screen.queryByRole("progressbar")).not.toBeInTheDocument());
  return opened;
}
