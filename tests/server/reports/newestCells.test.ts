import fc from "fast-check";
import { newestCells } from "../../../server/reports/figures/examples";
import type { ExampleCell } from "../../../server/reports/figures/examples";

/** Which lines of a backlog are read for the examples of a cause. */

const times = ["2026-11-20 08:00:00.000", "2026-11-20 08:00:00.001", "2026-11-21 08:00:00.000"] as const;

interface Row {
  readonly at: string;
  readonly submissionId: number;
  readonly rowKey: number;
}

/** As the tallies make cells: the newest three rows of a submission's line, and the moment of the newest. */
function cellOf(key: string, rows: readonly Row[]): ExampleCell {
  const [newest, ...others] = [...rows].sort(newestFirst);
  if (newest === undefined) throw new Error("a line has rows");
  return { submissionId: newest.submissionId, key, newestAt: newest.at, rowKeys: [newest, ...others].slice(0, 3).map(({ rowKey }) => rowKey) };
}

const newestFirst = (one: Row, other: Row): number => (one.at === other.at ? other.submissionId - one.submissionId || other.rowKey - one.rowKey : one.at < other.at ? 1 : -1);

test("of a long backlog three lines of each cause are left, and the three newest rows of all are in them", () => {
  const cause = fc.constantFrom("phone invalid", "address unknown");
  const moment = fc.constantFrom(...times);
  fc.assert(
    fc.property(fc.array(fc.record({ cause, submissionId: fc.integer({ min: 1, max: 4 }), moments: fc.array(moment, { minLength: 1, maxLength: 5 }) }), { maxLength: 30 }), (lines) => {
      let rowKey = 0;
      const made = lines.map(({ cause: key, submissionId, moments }) => {
        const rows = moments.map((at): Row => ({ at, submissionId, rowKey: (rowKey += 1) }));
        return { key, rows, cell: cellOf(key, rows) };
      });
      const kept = newestCells(made.map(({ cell }) => cell));
      for (const key of ["phone invalid", "address unknown"]) {
        const own = made.filter((line) => line.key === key);
        const cells = kept.filter((cell) => cell.key === key);
        expect(cells).toHaveLength(Math.min(3, own.length));
        const expected = own.flatMap(({ rows }) => rows).sort(newestFirst).slice(0, 3);
        for (const row of expected) expect(cells.some(({ submissionId, rowKeys }) => submissionId === row.submissionId && rowKeys.includes(row.rowKey))).toBe(true);
      }
    }),
  );
});
