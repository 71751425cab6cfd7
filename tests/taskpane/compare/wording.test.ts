import { compareWords as english } from "../../../src/wording/en/paneCompare";
import { compareWords as french } from "../../../src/wording/fr/paneCompare";

/** The marks in the sheet tell the columns apart by their names in the texts beside the rows. */
test.each([
  ["English", english],
  ["French", french],
])("no name of a column begins another in %s, and none holds what separates them", (_, { fields, marks }) => {
  const names = Object.values(fields);
  for (const name of names) {
    expect(names.filter((other) => other !== name && other.startsWith(`${name} `))).toEqual([]);
    expect(name).not.toMatch(/;/);
  }
  for (const word of [...Object.values(marks.differences), ...Object.values(marks.noPatient)]) expect(word).not.toMatch(/;/);
});
