/** What functions in cells say that is no refusal. */
export const functionTexts = {
  status: {
    changed: (day: string) => `Updated ${day}`,
    neverChanged: "Never updated here",
    verified: (day: string) => `verified ${day}`,
    neverVerified: "not verified",
    unreachable: (day: string) => `unreachable since ${day}`,
    dead: "died",
  },
};
