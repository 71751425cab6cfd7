/** The screens of who is signed in, each with a tab. */
export const routes = ["home", "submit", "patients", "submissions"] as const;
/** `fill`, `compare`, `worklists` and `reports` are reached from home. `settings` is reached from the menu and from home; `files` is reached by a command and leads back to the list; `calls` is reached from the patients; `patient` is reached by choosing one and leads back to where one came from. */
export type Route = (typeof routes)[number] | "settings" | "fill" | "compare" | "worklists" | "reports" | "files" | "patient" | "calls";
