/** The screens of who is signed in. */
export const routes = ["submit", "submissions", "lookUp"] as const;
export type Route = (typeof routes)[number];
