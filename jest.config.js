// One project per kind of test, so that `scripts/test.ts` can run and count each on a line of its own.
const transform = {
  "^.+\\.(t|j|mj)sx?$": [
    "@swc/jest",
    {
      jsc: {
        parser: { syntax: "typescript", tsx: true },
        target: "es2022",
        transform: { react: { runtime: "automatic" } },
      },
      module: { type: "commonjs" },
    },
  ],
};
const common = {
  transform,
  transformIgnorePatterns: ["/node_modules/(?!(jose|idb)/)"],
  rootDir: __dirname,
  // A busy machine is slow, not wrong: a time limit is there for what never ends.
  setupFilesAfterEnv: ["<rootDir>/tests/support/patience.ts"],
};

module.exports = {
  projects: [
    {
      ...common,
      displayName: "unit",
      testEnvironment: "node",
      testMatch: ["<rootDir>/tests/{domain,wording,contract,reports,manifest,scripts}/**/*.test.ts"],
    },
    {
      ...common,
      displayName: "pane",
      testEnvironment: "jsdom",
      testMatch: ["<rootDir>/tests/{client,taskpane,functions}/**/*.test.{ts,tsx}"],
      setupFiles: ["<rootDir>/tests/support/browserRuntime.ts"],
      setupFilesAfterEnv: [...common.setupFilesAfterEnv, "<rootDir>/tests/support/patientScreens.ts"],
    },
    {
      ...common,
      displayName: "server",
      testEnvironment: "node",
      testMatch: ["<rootDir>/tests/server/**/*.test.ts"],
      globalSetup: "<rootDir>/tests/support/databaseSetup.ts",
      globalTeardown: "<rootDir>/tests/support/databaseTeardown.ts",
    },
    {
      ...common,
      displayName: "excel-host",
      testEnvironment: "node",
      testMatch: ["<rootDir>/tests/excel-host/**/*.test.ts"],
    },
    {
      ...common,
      displayName: "journey",
      testEnvironment: "node",
      testMatch: ["<rootDir>/tests/journey/**/*.test.ts"],
      globalSetup: "<rootDir>/tests/support/journeySetup.ts",
      globalTeardown: "<rootDir>/tests/support/journeyTeardown.ts",
    },
  ],
};
