import { sampleRow, sampleRows } from "../../scripts/openmrs/sampleRows";
import { samplePatients } from "../../scripts/openmrs/samplePatients";
import type { TrapPatient } from "../../scripts/openmrs/trapPatient";
import { traps } from "../../scripts/openmrs/traps";

const addressesOf = (patient: TrapPatient) => patient.addresses;
const all: readonly TrapPatient[] = [...Object.values(traps), ...samplePatients];

test("no two named patients have one person_id, and all are below the generated ones", () => {
  expect(new Set(all.map(({ personId }) => personId)).size).toBe(all.length);
  expect(Math.max(...all.map(({ personId }) => personId))).toBeLessThan(10_000);
});

test("one ART ID is on two patients, and only there by intent", () => {
  const active = all.flatMap(({ identifiers }) => identifiers).filter(({ voided }) => voided !== 1);
  const seen = new Map<string, number>();
  for (const { identifier } of active) seen.set(identifier.trim().toUpperCase(), (seen.get(identifier.trim().toUpperCase()) ?? 0) + 1);
  expect([...seen].filter(([, count]) => count > 1)).toEqual([["IMO02000106", 2]]);
});

test.each([
  ["two active phones", traps.twoActivePhones.phones.length, 2],
  ["voided addresses that are still preferred", addressesOf(traps.voidedStillPreferred).filter(({ voided, preferred }) => voided === 1 && preferred === 1).length, 2],
  ["no preferred address", addressesOf(traps.severalActiveAddresses).filter(({ preferred }) => preferred === 1).length, 0],
  ["two ART IDs", traps.twoArtIds.identifiers.length, 2],
  ["all 15 lines of an address", Object.keys(addressesOf(traps.fullAddress)[0] ?? {}).filter((column) => /^address\d+$/.test(column)).length, 15],
])("a named patient has %s", (_what, value, expected) => {
  expect(value).toBe(expected);
});

test("every row of the sample stands alone, in the order of the sheet", () => {
  const rows = sampleRows.map(({ row }) => row);
  expect([...new Set(rows)].sort((a, b) => a - b)).toEqual(rows);
  expect(new Set(sampleRows.map(({ name }) => name)).size).toBe(sampleRows.length);
});

test("the sample's damaged rows are about patients who exist", () => {
  const known = new Set(all.map(({ personId }) => personId));
  for (const { personId } of sampleRows) expect(personId === null || known.has(personId)).toBe(true);
  expect(sampleRow("lost leading zero, cell is a number").typed.PhoneNo).toBe(8036660201);
});
