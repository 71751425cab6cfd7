/** The screens of who is signed in, each with a tab. */
export const routes = ["submit", "submissions", "lookUp"] as const;
/** `files` is reached by a command and leads back to the list. */
export type Route = (typeof routes)[number] | "files";
