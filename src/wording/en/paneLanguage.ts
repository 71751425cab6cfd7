/** All sentences about the language of the pane. */
export const languageWords = {
  title: "Language",
  hint: "For this computer. What stands in the sheet already stays as it is.",
  loading: "Fetching the texts…",
  likeExcel: (name: string) => `As Excel (${name})`,
  failed: "The texts of this language could not be fetched. Check the connection to the server and try again.",
} as const;
