/** All sentences of the screen *Fill from the record*. */
export const fillWords = {
  title: "Fill from the record",
} as const;
