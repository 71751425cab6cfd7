/**
 * How long a list of 10,000 rows takes to be recognised and checked offline, as the pane does it before it asks the server. Prints JSON on
 * its last line. The pane must not freeze: aim for under 300 ms.
 */
import { inferDateOrder } from "../../src/domain/dateOrder";
import { checkContactRow } from "../../src/domain/contactRow";
import { findDuplicateRows } from "../../src/domain/duplicates";
import type { CellContent, ContactRow, ReadingContext } from "../../src/domain/types";

const rowCount = 10_000;
const context: ReadingContext = { today: "2026-11-20", dateOrder: "dmy", date1904: false, streetIncludesLga: false, birthdateIsListed: false, dateCellsSuspect: false };
const phones: readonly CellContent[] = [
  { value: "08031234567" },
  { value: 8031234567 },
  { value: "+234-08051234567" },
  { value: "0803 123 4567 / 0805 123 4567" },
  { value: "O8031234567" },
  { value: "0803-123" },
];
const birthdates: readonly CellContent[] = [{ value: 31850, isDate: true }, { value: "14/03/1987" }, { value: "12/31/1980" }, { value: "14 March 1987" }, { value: "" }];
const rows = Array.from({ length: rowCount }, (_, index): ContactRow => ({
  cells: {
    artId: { value: `IMO0200${String(index).padStart(4, "0")}` },
    phone: phones[index % phones.length] ?? { value: "" },
    street: { value: `${index} Okigwe  Road, Owerri` },
    lga: { value: index % 3 === 0 ? "Owerri Municipal" : "" },
    birthdate: birthdates[index % birthdates.length] ?? { value: "" },
    fullName: { value: "Ngozi Okafor" },
    sex: { value: "F" },
  },
}));

const runs = Array.from({ length: 7 }, () => {
  const start = performance.now();
  inferDateOrder(rows.map((row) => row.cells.birthdate ?? { value: "" }));
  const checked = rows.map((row) => checkContactRow(row, context));
  const checkedAt = performance.now();
  findDuplicateRows(checked.map((one) => ({ key: (one.artId ?? "").toLowerCase(), checked: one })));
  return { check: checkedAt - start, duplicates: performance.now() - checkedAt };
});
const [first] = runs;
const median = [...runs].sort((a, b) => a.check - b.check)[3];
console.log(
  JSON.stringify({
    rows: rowCount,
    firstRunMs: Math.round(first?.check ?? 0),
    medianMs: Math.round(median?.check ?? 0),
    duplicatesMs: Math.round(median?.duplicates ?? 0),
    rowsPerSecond: Math.round((rowCount / (median?.check ?? 1)) * 1000),
  }),
);
