/** @jest-environment node */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { digestBytes, digestOfParts } from "../../src/client/digest";
import { prepareSubmission, splitRows } from "../../src/client/parts";
import { OpenSubmissionRequest, type RowInput, SubmissionPart } from "../../src/contract/submissions";

const sha256 = (data: Uint8Array | string): string => createHash("sha256").update(data).digest("hex");
const read = (bytes: Uint8Array): readonly RowInput[] => SubmissionPart.parse(JSON.parse(new TextDecoder().decode(bytes))).rows;

const row = fc.record({
  rowId: fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }),
  rowNumber: fc.integer({ min: 1, max: 1_000_000 }),
  cells: fc.record({ artId: fc.record({ value: fc.string({ maxLength: 40, unit: "grapheme" }) }), phone: fc.record({ value: fc.integer() }) }),
});
const reading = { dateOrder: "dmy", date1904: false, streetIncludesLga: false, birthdateIsListed: false, dateCellsSuspect: false } as const;

test.each([
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
])("SHA-256 of %j is the published one", async (text, hex) => {
  expect(await digestBytes(new TextEncoder().encode(text))).toBe(hex);
});

test("a submission's digest is the SHA-256 of its parts' digests as text, one after another", async () => {
  expect(await digestOfParts(["aa", "bb"])).toBe(sha256("aabb"));
});

test("rows are neither lost, doubled, changed nor put in another order by splitting, and no part is too large", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 200, max: 3_000 }), (rows, most, bytes) => {
      const parts = [...splitRows(rows, { rows: most, bytes })];
      expect(parts.flatMap((part) => read(part.bytes))).toEqual(rows);
      for (const part of parts) {
        expect(read(part.bytes)).toHaveLength(part.rowCount);
        expect(part.rowCount).toBeGreaterThan(0);
        expect(part.rowCount).toBeLessThanOrEqual(most);
        if (part.rowCount > 1) expect(part.bytes.byteLength).toBeLessThanOrEqual(bytes);
      }
    }),
  );
});

test("header and parts agree as the server will check them", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
      const source = { workbook: "A.xlsx", sheet: "List", kind: "sheet" } as const;
      const { header, parts } = await prepareSubmission({ rows, reading, source, reason: null }, { rows: 3, bytes: 10_000 });
      expect(OpenSubmissionRequest.parse(header)).toEqual(header);
      expect(header.rowCount).toBe(rows.length);
      expect(header.partCount).toBe(parts.length);
      for (const part of parts) expect(part.digest).toBe(sha256(part.bytes));
      expect(header.digest).toBe(sha256(parts.map((part) => sha256(part.bytes)).join("")));
    }),
    { numRuns: 25 },
  );
});

test("10,000 rows of a line list go in parts of at most 2,000 rows and a megabyte", () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => ({
    rowId: `row-${index}`,
    rowNumber: index + 1,
    cells: { artId: { value: `FCT/001/${index}` }, phone: { value: "08031234567" }, street: { value: "12 Aminu Kano Crescent, Wuse II".repeat(20) } },
  }));
  const parts = [...splitRows(rows)];
  expect(parts.length).toBeGreaterThan(5);
  for (const part of parts) {
    expect(part.rowCount).toBeLessThanOrEqual(2_000);
    expect(part.bytes.byteLength).toBeLessThanOrEqual(1_000_000);
  }
});
