import { mapTakingTurns } from "../../server/takeTurns";

describe("long lists", () => {
  test("what else waits gets its turn several times while a list of 5,000 rows is worked on", async () => {
    let turns = 0;
    let over = false;
    const other = (): void => {
      turns += 1;
      if (!over) setImmediate(other);
    };
    setImmediate(other);
    await mapTakingTurns(Array.from({ length: 5_000 }, (_, index) => index), (value) => value);
    over = true;
    expect(turns).toBeGreaterThanOrEqual(10);
  });

  test("every answer stands at its row's place", async () => {
    const rows = Array.from({ length: 1_001 }, (_, index) => `row ${index}`);
    expect(await mapTakingTurns(rows, (row, index) => `${row} at ${index}`)).toEqual(rows.map((row, index) => `${row} at ${index}`));
  });

  test("a fault in one row ends the whole", async () => {
    await expect(
      mapTakingTurns([1, 2, 3], (value) => {
        if (value === 2) throw new Error("unreadable");
        return value;
      }),
    ).rejects.toThrow("unreadable");
  });
});
