/**
 * Names cells that hold a value of the record, stretch by stretch, so that *Clean before sharing* finds them again wherever they move.
 * Gives the names.
 */
export async function nameAreas(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  { areas, start }: { readonly areas: readonly (readonly { readonly row: number; readonly column: number }[])[]; readonly start: string },
): Promise<readonly string[]> {
  if (areas.length === 0) return [];
  const { names } = context.workbook;
  names.load("items/name");
  await context.sync();
  const taken = new Set(names.items.map(({ name }) => name.toLowerCase()));
  const made: string[] = [];
  let number = 1;
  for (const area of areas) {
    const [first] = area;
    if (first === undefined) continue;
    while (taken.has(`${start}${number}`)) number += 1;
    const name = `${start}${number}`;
    number += 1;
    names.add(name, sheet.getRangeByIndexes(first.row, first.column, area.length, 1));
    made.push(name);
    if (made.length % 300 === 0) await context.sync();
  }
  await context.sync();
  return made;
}

/** Takes the names away where they are still there. */
export async function dropNames(context: Excel.RequestContext, names: readonly string[]): Promise<void> {
  const kept = names.map((name) => context.workbook.names.getItemOrNullObject(name).load("name"));
  await context.sync();
  for (const name of kept) if (!name.isNullObject) name.delete();
}
