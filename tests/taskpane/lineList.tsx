import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { PreviewAnswer, PreviewRequest } from "../../src/contract/submissions";
import { SubmitScreen } from "../../src/taskpane/submit/SubmitScreen";
import { createSubmitStore } from "../../src/taskpane/submit/submitStore";
import { phoneRow, show, unchangedRow } from "./paneWorld";
import type { Grid, World } from "./paneWorld";

/** A server that changes readable phones, asks about numbers that lost their 0 and refuses short ones. */
export function phones({ rows }: PreviewRequest): Promise<PreviewAnswer> {
  const answers = rows.map((row, at): PreviewAnswer["rows"][number] => {
    const typed = row.cells.phone?.value;
    const accepted = row.acceptedRepairs?.[0]?.after;
    const patient = String(row.rowNumber % 10);
    if (typeof typed === "number" && accepted === undefined) {
      const repair = { before: String(typed), after: `0${typed}` };
      return {
        ...phoneRow("08030000000", repair.after, patient),
        status: "waiting",
        issues: [{ code: "leading-zero-lost", severity: "repair", field: "phone", repair }],
        fields: { phone: { status: "waiting", before: "08030000000", after: null, reason: "leading-zero-lost" } },
      };
    }
    if (typed === "0803123") {
      return {
        ...phoneRow("08030000000", "", patient),
        status: "failed",
        issues: [{ code: "phone-too-short", severity: "error", field: "phone", params: { digits: 7 } }],
        fields: { phone: { status: "failed", before: "08030000000", after: null, reason: "phone-too-short" } },
      };
    }
    return typed === undefined ? unchangedRow() : phoneRow("08030000000", accepted ?? String(typed), patient + String(at));
  });
  return Promise.resolve({ rows: answers, today: "2026-11-22" });
}

export const lineList = (): Grid => [
  ["Missed appointments, October"],
  [""],
  ["PepfarID", "PhoneNo", "DOB"],
  ["NAS/001", "08031234567", ""],
  ["NAS/002", 8031234568, ""],
  ["NAS/003", 8031234569, ""],
  ["NAS/004", "0803123", ""],
];

export function open(world: World): { store: ReturnType<typeof createSubmitStore>; user: ReturnType<typeof userEvent.setup> } {
  const store = createSubmitStore(world.ports, () => "2026-11-22");
  store.followOutbox();
  show(<SubmitScreen store={store} personName="Amina Bello" cell={null} />);
  return { store, user: userEvent.setup() };
}

export async function validated(world: World): Promise<ReturnType<typeof open>> {
  const opened = open(world);
  await screen.findByText("4 rows");
  await opened.user.click(screen.getByRole("button", { name: "Validate" }));
  await screen.findByText("Not sent yet");
  return opened;
}
