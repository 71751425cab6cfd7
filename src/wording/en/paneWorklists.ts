/** All sentences of the screen *Worklists*. */
export const worklistsWords = {
  title: "Worklists",
} as const;
