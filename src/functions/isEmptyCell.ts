/** Excel passes an empty cell as nothing on the web and as 0 on desktops, and inside of a range as 0 everywhere; nothing that we read is 0. */
export function isEmptyCell(value: unknown): value is null | undefined | "" | 0 {
  return value === null || value === undefined || value === "" || value === 0;
}
