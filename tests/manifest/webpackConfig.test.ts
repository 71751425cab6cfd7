import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readXml } from "../support/manifestTree";
import { faultsOf } from "./manifestRules";

/* The build for another place than this machine: addresses in the manifest, and where Office.js comes from. */

interface Pattern {
  readonly to: string;
  readonly transform?: (content: Buffer) => string;
}
interface Config {
  readonly name: string;
  readonly mode: string;
  readonly entry: Readonly<Record<string, string>>;
  readonly plugins: readonly { patterns?: readonly Pattern[]; userOptions?: { filename: string; templateContent: string; chunks: string[] } }[];
}
const root = join(__dirname, "../..");

function configFor(env: Record<string, string>, officeJs?: string): readonly Config[] {
  const before = process.env["OFFICE_JS"];
  if (officeJs === undefined) delete process.env["OFFICE_JS"];
  else process.env["OFFICE_JS"] = officeJs;
  try {
    const make: (env: Record<string, string>) => readonly Config[] = jest.requireActual(join(root, "webpack.config.js"));
    return make(env);
  } finally {
    if (before === undefined) delete process.env["OFFICE_JS"];
    else process.env["OFFICE_JS"] = before;
  }
}

const pane = (configs: readonly Config[]): Config => {
  const found = configs.find((config) => config.name === "pane");
  if (found === undefined) throw new Error("there is no configuration of the pane");
  return found;
};
const pageOf = (config: Config): string => config.plugins.find((plugin) => plugin.userOptions !== undefined)?.userOptions?.templateContent ?? "";
const manifestFor = (config: Config): string => {
  const pattern = config.plugins.flatMap((plugin) => plugin.patterns ?? []).find(({ to }) => to === "manifest.xml");
  return pattern?.transform?.(readFileSync(join(root, "manifest.xml"))) ?? "";
};

test("a manifest for a clinic's own address names that address everywhere, and keeps the checklist", () => {
  const text = manifestFor(pane(configFor({ address: "https://contacts.clinic.example:8443/ignored/path" })));
  expect(text).not.toContain("localhost");
  expect(text.match(/https:\/\/contacts\.clinic\.example:8443\//g)?.length).toBeGreaterThan(25);
  const folder = mkdtempSync(join(tmpdir(), "manifest-"));
  const file = join(folder, "manifest.xml");
  writeFileSync(file, text);
  expect(faultsOf(readXml(file))).toEqual([]);
  rmSync(folder, { recursive: true });
});

test("an address that is none stops the build", () => expect(() => configFor({ address: "contacts.clinic" })).toThrow());

test.each([
  [undefined, "/office-js/office.js"],
  ["server", "/office-js/office.js"],
  ["cdn", "https://appsforoffice.microsoft.com/lib/1/hosted/office.js"],
])("OFFICE_JS=%s loads %s first", (officeJs, address) => {
  const page = pageOf(pane(configFor({}, officeJs)));
  expect(/<script src="([^"]+)">/.exec(page)?.[1]).toBe(address);
});

test("another word for OFFICE_JS stops the build with the words that it knows", () =>
  expect(() => configFor({}, "https://evil.example/office.js")).toThrow(/server, cdn/));

test("pane, preview and server are built for production, each by itself", () => {
  const configs = configFor({});
  expect(configs.map(({ name, mode }) => `${name} ${mode}`)).toEqual(["pane production", "preview production", "server production"]);
  expect(Object.keys(pane(configs).entry)).toEqual(["functions", "taskpane"]);
  expect(JSON.stringify(pane(configs).entry)).not.toContain("excel-host");
});
