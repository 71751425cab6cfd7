/** All sentences of the screen *Compare with the record*. */
export const compareWords = {
  title: "Compare with the record",
} as const;
