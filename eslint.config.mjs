import js from "@eslint/js";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import importX from "eslint-plugin-import-x";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** `target` may not import from `from`: the rooms and the direction of the arrows between them (README, map of rooms). */
const zone = (target, from, message) => ({ target, from, message });
const zones = [
  zone(
    "./src/domain",
    ["./src/wording", "./src/contract", "./src/reports", "./src/client", "./src/taskpane", "./src/functions", "./server", "./excel-host"],
    "src/domain imports nothing but itself.",
  ),
  zone(
    "./src/wording",
    ["./src/contract", "./src/reports", "./src/client", "./src/taskpane", "./src/functions", "./server", "./excel-host"],
    "src/wording knows the domain only.",
  ),
  zone(
    "./src/contract",
    ["./src/reports", "./src/client", "./src/taskpane", "./src/functions", "./server", "./excel-host"],
    "src/contract is shared by both sides and knows neither.",
  ),
  zone(
    "./src/reports",
    ["./src/client", "./src/taskpane", "./src/functions", "./server", "./excel-host"],
    "src/reports is shared by both sides and knows neither.",
  ),
  zone("./src/client", ["./src/taskpane", "./src/functions", "./server", "./excel-host"], "src/client serves the pane and the functions."),
  zone("./src/taskpane", ["./server", "./excel-host"], "The browser side never imports the server."),
  zone("./src/functions", ["./src/taskpane", "./server", "./excel-host"], "Functions share src/client with the pane, not its screens."),
  zone("./server", ["./src/client", "./src/taskpane", "./src/functions", "./excel-host"], "The server never imports the browser side."),
  zone("./excel-host", ["./src", "./server"], "The emulated Excel knows nothing of the add-in that it runs."),
];

/** A global that only one place may name. */
const only = (name, place) => ({ name, message: `Only ${place} says ${name}.` });

export default tseslint.config(
  { ignores: ["node_modules/", "dist/", ".local/", ".cache/"] },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "import-x": importX, "react-hooks": reactHooks },
    settings: { "import-x/resolver-next": [createTypeScriptImportResolver()] },
    rules: {
      "import-x/no-restricted-paths": ["error", { zones }],
      "import-x/no-cycle": "error",
      "no-restricted-globals": [
        "error",
        only("fetch", "src/client/transport.ts"),
        only("indexedDB", "src/client/outbox.ts"),
        only("Excel", "src/taskpane/workbook/"),
      ],
      "no-restricted-properties": ["error", { object: "process", property: "env", message: "Only server/config.ts says process.env." }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "max-params": ["error", 4],
    },
  },
  { files: ["src/client/transport.ts"], rules: { "no-restricted-globals": "off" } },
  { files: ["src/client/outbox.ts", "src/taskpane/workbook/**"], rules: { "no-restricted-globals": ["error", only("fetch", "src/client/transport.ts")] } },
  {
    files: ["server/config.ts", "scripts/**", "tests/**"],
    rules: { "no-restricted-properties": "off", "no-restricted-globals": "off" },
  },
  {
    files: ["tests/**"],
    rules: { "@typescript-eslint/no-unsafe-assignment": "off", "@typescript-eslint/no-unsafe-member-access": "off", "@typescript-eslint/unbound-method": "off" },
  },
  {
    files: ["**/*.{js,mjs,cjs}"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly", module: "writable", require: "readonly", __dirname: "readonly" } },
  },
);
