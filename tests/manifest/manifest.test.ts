import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandIds } from "../../src/taskpane/shell/commands";
import { type XmlTree, everyOf, extensionPoint, find, readXml, typeOf } from "../support/manifestTree";
import { faultsOf, rules } from "./manifestRules";

const root = join(__dirname, "../..");
const file = join(root, "manifest.xml");
const manifest = readXml(file);

describe("the manifest keeps every line of the checklist", () => {
  test.each(Object.entries(rules))("%s", (_name, rule) => expect(rule(manifest)).toEqual([]));

  test("its commands are those that the pane associates, on the ribbon and in the cell's menu", () => {
    const named = new Set(everyOf(manifest, "FunctionName").map((name) => name.text));
    expect([...named].sort()).toEqual([...commandIds].sort());
  });

  test("the ribbon opens the pane, validates, submits, makes a sheet, undoes, refreshes and fills from the record", () => {
    const tab = everyOf(manifest, "CustomTab")[0];
    const actions = everyOf(tab, "Action").map((action) => find(action, "FunctionName")?.text ?? typeOf(action));
    expect(actions).toEqual(["ShowTaskpane", "validateRows", "submitRows", "newSheet", "undoLastChange", "refreshContacts", "fillFromRecord"]);
  });

  test("every icon that it names is in the assets, in the size that its name tells", () => {
    const icons = everyOf(find(manifest, "VersionOverrides", "Resources"), "Image").map((image) => image.attributes["DefaultValue"] ?? "");
    const others = ["IconUrl", "HighResolutionIconUrl"].map((name) => find(manifest, name)?.attributes["DefaultValue"] ?? "");
    for (const address of [...icons, ...others]) {
      const path = join(root, new URL(address).pathname);
      expect(existsSync(path)).toBe(true);
      const png = readFileSync(path);
      expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
      const size = Number(/-(\d+)\.png$/.exec(address)?.[1]);
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
  });

  test("all addresses are of one origin, which the build replaces", () => {
    const addresses = readFileSync(file, "utf8").match(/https?:\/\/[^"<\s]+/g) ?? [];
    const own = addresses.filter((address) => !address.startsWith("http://schemas.microsoft.com/") && !address.startsWith("http://www.w3.org/"));
    expect(new Set(own.filter((address) => !address.startsWith("https://…")).map((address) => new URL(address).origin))).toEqual(new Set(["https://localhost:3000"]));
  });
});

/** One thing broken in a copy of the manifest. */
type Break = (tree: XmlTree) => void;
const resource = (tree: XmlTree, id: string): XmlTree => {
  const found = everyOf(find(tree, "VersionOverrides", "Resources"), "String").concat(everyOf(tree, "Url"), everyOf(tree, "Image"));
  return required(found.find((entry) => entry.attributes["id"] === id));
};
const required = (tree: XmlTree | undefined): XmlTree => {
  if (tree === undefined) throw new Error("the manifest has no such element to break");
  return tree;
};
const setText = (name: string, text: string): Break => (tree) => void (required(everyOf(tree, name)[0]).text = text);
const setAttribute = (name: string, attribute: string, value: string): Break => (tree) => void (required(everyOf(tree, name)[0]).attributes[attribute] = value);
const swap = (...path: string[]): Break => (tree) => void required(find(tree, ...path)).children.reverse();
const add = (parent: string, child: Partial<XmlTree> & { name: string }): Break => (tree) => {
  const owner = parent === "OfficeApp" ? tree : required(everyOf(tree, parent)[0]);
  owner.children.unshift({ namespace: owner.namespace, attributes: {}, children: [], text: "", ...child });
};
const remove = (name: string): Break => (tree) => {
  const walk = (node: XmlTree): void => {
    node.children = node.children.filter((child) => child.name !== name);
    node.children.forEach(walk);
  };
  walk(tree);
};

const breaks: [line: string, what: string, how: Break][] = [
  ["1", "another order", swap()],
  ["1", "an element that Office does not know", add("OfficeApp", { name: "Colour" })],
  ["2", "a version of three numbers", setText("Version", "1.0.0")],
  ["2", "an Id without hyphens", setText("Id", "d2b30231c5a94f0d9fdf2b1539aba3c4")],
  ["2", "the small icon for the large one", setAttribute("HighResolutionIconUrl", "DefaultValue", "https://localhost:3000/assets/icons/contacts-32.png")],
  ["3", "a domain with a path", add("OfficeApp", { name: "AppDomain", text: "https://login.example/path" })],
  ["4", "read-only", setText("Permissions", "ReadDocument")],
  ["5", "a newer Excel", (tree) => void (required(everyOf(tree, "Set")[1]).attributes["MinVersion"] = "1.20")],
  ["5", "custom functions demanded", add("Sets", { name: "Set", attributes: { Name: "CustomFunctionsRuntime", MinVersion: "1.1" } })],
  ["6", "demands in VersionOverrides", add("VersionOverrides", { name: "Requirements" })],
  ["6", "a nested VersionOverrides", add("VersionOverrides", { name: "VersionOverrides" })],
  ["7", "form factors before runtimes", swap("VersionOverrides", "Hosts", "Host")],
  ["8", "a short runtime", setAttribute("Runtime", "lifetime", "short")],
  ["8", "two runtimes", add("Runtimes", { name: "Runtime" })],
  ["9", "another page for functions", (tree) => void (required(find(extensionPoint(tree, "CustomFunctions"), "Page", "SourceLocation")).attributes["resid"] = "Help.Url")],
  ["10", "another page for commands", setAttribute("FunctionFile", "resid", "Help.Url")],
  ["11", "the tab's label before its groups", (tree) => void required(everyOf(tree, "CustomTab")[0]).children.reverse()],
  ["11", "an Office tab beside ours", add("ExtensionPoint", { name: "OfficeTab" })],
  ["12", "two controls of one id", (tree) => void (required(everyOf(tree, "Control")[1]).attributes["id"] = everyOf(tree, "Control")[0]?.attributes["id"] ?? "")],
  ["12", "a button's icon before its label", (tree) => void required(everyOf(tree, "Control")[0]).children.reverse()],
  ["13", "an icon without 80 pixels", (tree) => void required(everyOf(tree, "Icon")[0]).children.pop()],
  ["13", "an ICO file", (tree) => void (resource(tree, "Icon.open.16").attributes["DefaultValue"] = "https://localhost:3000/assets/open.ico")],
  ["14", "two entries in the cell's menu", add("OfficeMenu", { name: "Control" })],
  ["15", "a second button that shows a pane", (tree) => void (required(everyOf(tree, "Action")[1]).attributes["xsi:type"] = "ShowTaskpane")],
  ["15", "a TaskpaneId", add("Action", { name: "TaskpaneId" })],
  ["16", "a name that is nowhere defined", setAttribute("LearnMoreUrl", "resid", "Nowhere.Url")],
  ["16", "a text in the wrong group", setAttribute("Title", "resid", "GetStarted.Description")],
  ["16", "a label of more than 125 characters", (tree) => void (resource(tree, "Tab.Label").attributes["DefaultValue"] = "x".repeat(126))],
  ["16", "a text that nothing uses", remove("GetStarted")],
  ["16", "an address without https", (tree) => void (resource(tree, "Help.Url").attributes["DefaultValue"] = "http://localhost:3000/help/functions.html")],
  ["17", "an Override with an id", setAttribute("Override", "id", "x")],
  ["18", "shortcuts that are not last", add("OfficeApp", { name: "ExtendedOverrides" })],
  ["20", "another namespace", (tree) => void (resource(tree, "Functions.Namespace").attributes["DefaultValue"] = "PATIENT")],
];

describe("a manifest that is broken on purpose is caught", () => {
  test.each(breaks)("line %s: %s", (line, _what, breakIt) => {
    const broken = structuredClone(manifest);
    breakIt(broken);
    expect(faultsOf(broken).filter((sentence) => sentence.startsWith(`${line} `))).not.toEqual([]);
  });

  test("XML that is not well-formed", () => {
    const path = join(tmpdir(), `broken-manifest-${process.pid}.xml`);
    writeFileSync(path, readFileSync(file, "utf8").replace("</Hosts>", ""));
    expect(() => readXml(path)).toThrow(/Opening and ending tag mismatch/);
    execFileSync("rm", [path]);
  });
});
