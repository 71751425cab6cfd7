/** The screens of who is signed in, each with a tab. */
export const routes = ["submit", "submissions", "patients"] as const;
/** `files` is reached by a command and leads back to the list; `patient` is reached by choosing one and leads back to where one came from. */
export type Route = (typeof routes)[number] | "files" | "patient";
