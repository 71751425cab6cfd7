import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { functionNames } from "../../src/functions/names";
import { faultsOf } from "../manifest/manifestRules";
import { type XmlTree, everyOf, find, readXml } from "../support/manifestTree";
import { askForFile } from "../support/overHttps";

/* What Office finds when it follows the built manifest to the running server. */

let manifest: XmlTree;
let addresses: string[];
const folder = mkdtempSync(join(tmpdir(), "manifest-"));

beforeAll(async () => {
  const { status, body } = await askForFile("/manifest.xml");
  expect(status).toBe(200);
  const file = join(folder, "manifest.xml");
  writeFileSync(file, body);
  manifest = readXml(file);
  const named = ["IconUrl", "HighResolutionIconUrl", "SupportUrl"].map((name) => find(manifest, name));
  const resources = everyOf(manifest, "Image").concat(everyOf(manifest, "Url"), everyOf(manifest, "SourceLocation"));
  addresses = [...named, ...resources].flatMap((entry) => entry?.attributes["DefaultValue"] ?? []);
});
afterAll(() => rmSync(folder, { recursive: true }));

test("the built manifest keeps the checklist as its source does", () => expect(faultsOf(manifest)).toEqual([]));

test("every address in it is answered by the server, with the right type", async () => {
  const types: Readonly<Record<string, RegExp>> = { png: /^image\/png/, html: /^text\/html/, js: /javascript/, json: /^application\/json/ };
  expect(new Set(addresses).size).toBeGreaterThan(20);
  for (const address of new Set(addresses)) {
    const path = new URL(address).pathname;
    const { status, headers, body } = await askForFile(path);
    expect([path, status]).toEqual([path, 200]);
    expect(headers["content-type"]).toMatch(types[path.split(".").at(-1) ?? ""] ?? /^$/);
    expect(body.length).toBeGreaterThan(0);
  }
});

test("icons come without Cache-Control and Pragma: with them Windows shows a default icon", async () => {
  const icons = [...new Set(addresses.filter((address) => address.endsWith(".png")))];
  expect(icons.length).toBeGreaterThanOrEqual(21);
  for (const icon of icons) {
    const { headers } = await askForFile(new URL(icon).pathname);
    expect(headers["cache-control"]).toBeUndefined();
    expect(headers["pragma"]).toBeUndefined();
  }
});

test("the page loads Office.js first, then the functions' script, then the pane's; all exist, and Office.js is our own server's", async () => {
  const page = (await askForFile("/taskpane.html")).body.toString();
  const scripts = [...page.matchAll(/<script[^>]* src="([^"]+)"/g)].map((match) => match[1] ?? "");
  expect(scripts[0]).toBe("/office-js/office.js");
  expect(scripts).toContain("/functions.js");
  expect(page.indexOf("office.js")).toBeLessThan(page.indexOf("</head>"));
  expect(page).not.toMatch(/<script(?![^>]* src=)/);
  for (const script of scripts) expect([script, (await askForFile(script)).status]).toEqual([script, 200]);
});

test("functions.json names every function, lets them take cells with errors, and its help pages exist", async () => {
  const text = (await askForFile("/functions.json")).body.toString();
  const metadata: { allowErrorForDataTypeAny: boolean; functions: { id: string; helpUrl: string }[] } = JSON.parse(text);
  expect(metadata.allowErrorForDataTypeAny).toBe(true);
  expect(metadata.functions.map((entry) => entry.id)).toEqual([...functionNames]);
  const help = (await askForFile("/help/functions.html")).body.toString();
  for (const { helpUrl } of metadata.functions) {
    const { pathname, hash } = new URL(helpUrl);
    expect(pathname).toBe("/help/functions.html");
    expect(help).toContain(`id="${hash.slice(1)}"`);
  }
});

test("the functions' script associates each id with its function", async () => {
  const script = (await askForFile("/functions.js")).body.toString();
  const associated = [...script.matchAll(/CustomFunctions\.associate\("([A-Z]+)"/g)].map((match) => match[1]);
  expect(associated.sort()).toEqual([...functionNames].sort());
});

test("files whose name tells their contents may be kept, all others are asked for anew", async () => {
  const page = (await askForFile("/taskpane.html")).body.toString();
  const hashed = /src="(\/static\/[^"]+)"/.exec(page)?.[1] ?? "";
  expect((await askForFile(hashed)).headers["cache-control"]).toContain("immutable");
  for (const path of ["/taskpane.html", "/functions.js", "/functions.json", "/manifest.xml"]) {
    expect((await askForFile(path)).headers["cache-control"]).toBe("no-cache");
  }
});
