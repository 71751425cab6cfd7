import { type XmlTree, childrenOf, everyOf, extensionPoint, find, typeOf } from "../support/manifestTree";

/*
 * What an add-in-only manifest must be for Excel to load it: Office rejects or hides an add-in without a word where one of these is broken. Each rule
 * gives the faults that it finds, as sentences; none means that the manifest keeps it.
 */

export type Rule = (manifest: XmlTree) => string[];
const fault = (isFault: boolean, sentence: string): string[] => (isFault ? [sentence] : []);

/** Children stand in the order given; others are unknown. */
function inOrder(tree: XmlTree | undefined, order: readonly string[]): string[] {
  const names = tree?.children.map((child) => child.name) ?? [];
  const unknown = names.filter((name) => !order.includes(name));
  const places = names.map((name) => order.indexOf(name));
  return [
    ...fault(tree === undefined, "the element is missing"),
    ...unknown.map((name) => `${tree?.name ?? ""} may not hold ${name}`),
    ...fault(places.some((place, index) => place < (places[index - 1] ?? 0)), `${tree?.name ?? ""} holds its elements in the wrong order: ${names.join(", ")}`),
  ];
}

const topOrder = [
  ..."Id AlternateId Version ProviderName DefaultLocale DisplayName Description IconUrl HighResolutionIconUrl SupportUrl AppDomains Hosts".split(" "),
  ..."Requirements DefaultSettings Permissions VersionOverrides ExtendedOverrides".split(" "),
];
const addIn = "http://schemas.microsoft.com/office/appforoffice/1.1";
const overridesNamespace = "http://schemas.microsoft.com/office/taskpaneappversionoverrides";

const overrides = (manifest: XmlTree): XmlTree | undefined => find(manifest, "VersionOverrides");
const host = (manifest: XmlTree): XmlTree | undefined => find(overrides(manifest), "Hosts", "Host");
const resources = (manifest: XmlTree): XmlTree | undefined => find(overrides(manifest), "Resources");
const defined = (manifest: XmlTree): XmlTree[] => resources(manifest)?.children.flatMap((group) => group.children) ?? [];
const runtimeResid = (manifest: XmlTree): string | undefined => find(host(manifest), "Runtimes", "Runtime")?.attributes["resid"];
const withResid = (tree: XmlTree | undefined): XmlTree[] =>
  tree?.children.flatMap((child) => [...("resid" in child.attributes ? [child] : []), ...withResid(child)]) ?? [];
const pieces = (version: string): number[] => version.split(".").map(Number);

/** Which group of Resources an element may name. */
function groupFor(element: XmlTree): readonly string[] {
  if (element.name === "Image") return ["Images"];
  if (["SourceLocation", "LearnMoreUrl", "FunctionFile", "Runtime"].includes(element.name)) return ["Urls"];
  return element.name === "Description" ? ["LongStrings"] : ["ShortStrings"];
}

const limitOf: Readonly<Record<string, number>> = { ShortStrings: 125, LongStrings: 250, Urls: 2048, Images: 2048 };

export const rules: Readonly<Record<string, Rule>> = {
  "1 the elements stand in the order that Office demands": (manifest) => [
    ...fault(manifest.name !== "OfficeApp" || manifest.namespace !== addIn, "the root is OfficeApp of appforoffice/1.1"),
    ...fault(typeOf(manifest) !== "TaskPaneApp", "it is a TaskPaneApp"),
    ...inOrder(manifest, topOrder),
  ],
  "2 Id, Version, names and icons have their forms": (manifest) => {
    const version = find(manifest, "Version")?.text ?? "";
    return [
      ...fault(!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(find(manifest, "Id")?.text ?? ""), "Id is a GUID with hyphens"),
      ...fault(!/^\d{1,5}(\.\d{1,5}){3}$/.test(version), `Version ${version} has four numbers of at most five digits`),
      ...fault((find(manifest, "DisplayName")?.attributes["DefaultValue"] ?? "").length > 125, "DisplayName has at most 125 characters"),
      ...fault((find(manifest, "Description")?.attributes["DefaultValue"] ?? "").length > 250, "Description has at most 250 characters"),
      ...fault(!(find(manifest, "IconUrl")?.attributes["DefaultValue"] ?? "").endsWith("-32.png"), "IconUrl is the icon of 32 pixels"),
      ...fault(!(find(manifest, "HighResolutionIconUrl")?.attributes["DefaultValue"] ?? "").endsWith("-64.png"), "HighResolutionIconUrl is that of 64"),
    ];
  },
  "3 AppDomains are other origins, written as origins": (manifest) => {
    const own = new URL(find(manifest, "DefaultSettings", "SourceLocation")?.attributes["DefaultValue"] ?? "https://none").origin;
    return everyOf(manifest, "AppDomain").flatMap(({ text }) => [
      ...fault(!/^https:\/\/[a-z0-9.-]+(:\d+)?$/i.test(text), `AppDomain ${text} has a protocol, no path, no closing slash, no wildcard`),
      ...fault(text === own, "AppDomain is not the pane's own origin"),
    ]);
  },
  "4 it is for workbooks, and may read and write them": (manifest) => [
    ...fault(childrenOf(find(manifest, "Hosts"), "Host").map((one) => one.attributes["Name"]).join() !== "Workbook", "its only host is Workbook"),
    ...fault(find(manifest, "Permissions")?.text !== "ReadWriteDocument", "it asks for ReadWriteDocument"),
  ],
  "5 it asks for no newer Excel than the code needs": (manifest) => {
    const sets = everyOf(find(manifest, "Requirements"), "Set").map(({ attributes }) => `${attributes["Name"] ?? ""} ${attributes["MinVersion"] ?? ""}`);
    const newer = everyOf(find(manifest, "Requirements"), "Set").filter(({ attributes }) => {
      const [major = 0, minor = 0] = pieces(attributes["MinVersion"] ?? "");
      return attributes["Name"] === "ExcelApi" && (major > 1 || minor > 11);
    });
    return [
      ...fault(!sets.includes("SharedRuntime 1.1"), "it asks for SharedRuntime 1.1"),
      ...fault(newer.length > 0, "it asks for ExcelApi 1.11 at the most"),
      ...fault(sets.some((set) => set.startsWith("CustomFunctions")), "it does not ask for custom functions: without them the pane still works"),
    ];
  },
  "6 there is one VersionOverrides, of version 1.0, without demands of its own": (manifest) => [
    ...fault(everyOf(manifest, "VersionOverrides").length !== 1, "there is exactly one VersionOverrides, not nested"),
    ...fault(overrides(manifest)?.namespace !== overridesNamespace || typeOf(overrides(manifest)) !== "VersionOverridesV1_0", "it is VersionOverridesV1_0"),
    ...fault(find(overrides(manifest), "Requirements") !== undefined, "it has no Requirements: where they are unmet every command would vanish"),
    ...inOrder(overrides(manifest), ["Description", "Requirements", "Hosts", "Resources", "WebApplicationInfo", "EquivalentAddins"]),
  ],
  "7 the host holds Runtimes, AllFormFactors, DesktopFormFactor, in that order": (manifest) => [
    ...fault(typeOf(host(manifest)) !== "Workbook", "the host is Workbook"),
    ...inOrder(host(manifest), ["Runtimes", "AllFormFactors", "DesktopFormFactor"]),
  ],
  "8 there is one long-lived runtime": (manifest) => {
    const runtimes = everyOf(find(host(manifest), "Runtimes"), "Runtime");
    return [
      ...fault(runtimes.length !== 1, "there is exactly one Runtime"),
      ...fault(runtimes[0]?.attributes["lifetime"] !== "long", "its lifetime is long"),
      ...fault((runtimes[0]?.children.length ?? 0) > 0, "it has no Override"),
    ];
  },
  "9 functions run in the pane's own page": (manifest) => {
    const point = extensionPoint(manifest, "CustomFunctions");
    return [
      ...inOrder(point, ["Script", "Page", "Metadata", "Namespace"]),
      ...["Script", "Page", "Metadata"].flatMap((name) =>
        fault(find(point, name, "SourceLocation")?.attributes["resid"] === undefined, `${name} names its address`),
      ),
      ...fault(find(point, "Namespace")?.attributes["resid"] === undefined, "Namespace is named"),
      ...fault(find(point, "Page", "SourceLocation")?.attributes["resid"] !== runtimeResid(manifest), "Page is the runtime's page"),
      ...fault(everyOf(manifest, "Namespace").length > 1, "there is one namespace"),
    ];
  },
  "10 commands run in the pane's own page": (manifest) => {
    const factor = find(host(manifest), "DesktopFormFactor");
    return [
      ...inOrder(factor, ["GetStarted", "FunctionFile", "ExtensionPoint"]),
      ...fault(find(factor, "FunctionFile")?.attributes["resid"] !== runtimeResid(manifest), "FunctionFile is the runtime's page"),
    ];
  },
  "11 there is one tab of our own, its groups before its label": (manifest) => {
    const tabs = everyOf(manifest, "CustomTab");
    return [
      ...fault(tabs.length !== 1, "there is exactly one CustomTab"),
      ...inOrder(tabs[0], ["Group", "Label"]),
      ...fault(childrenOf(tabs[0], "Group").length === 0 || childrenOf(tabs[0], "Label").length !== 1, "it has groups and one label"),
      ...["OfficeTab", "InsertAfter", "InsertBefore", "OfficeGroup", "OfficeControl"].flatMap((name) =>
        fault(everyOf(manifest, name).length > 0, `${name} is not for Excel, or not beside a tab of our own`),
      ),
    ];
  },
  "12 groups, buttons and menus hold what they must, and their ids are their own": (manifest) => {
    const controls = [...everyOf(manifest, "Control"), ...everyOf(manifest, "Item")];
    const ids = [...controls, ...everyOf(manifest, "Group"), ...everyOf(manifest, "CustomTab")].map((control) => control.attributes["id"] ?? "");
    const button = ["Label", "Supertip", "Icon", "Action", "Enabled"];
    return [
      ...everyOf(manifest, "Group").flatMap((group) => inOrder(group, ["Label", "Icon", "Control"])),
      ...controls.flatMap((control) => inOrder(control, typeOf(control) === "Menu" ? ["Label", "Supertip", "Icon", "Items"] : button)),
      ...everyOf(manifest, "Supertip").flatMap((tip) => [...inOrder(tip, ["Title", "Description"]), ...fault(tip.children.length !== 2, "a supertip has both")]),
      ...fault(new Set(ids).size !== ids.length || ids.includes(""), "every control has an id of its own"),
      ...fault(ids.some((id) => id.length > 125), "ids have at most 125 characters"),
      ...fault(everyOf(manifest, "Item").some((item) => everyOf(item, "Items").length > 0), "menus have one level"),
    ];
  },
  "13 every icon comes in 16, 32 and 80 pixels, as PNG": (manifest) => [
    ...everyOf(manifest, "Icon").flatMap((icon) =>
      fault(childrenOf(icon, "Image").map((image) => image.attributes["size"]).join() !== "16,32,80", "an icon has 16, 32 and 80 pixels"),
    ),
    ...childrenOf(find(resources(manifest), "Images"), "Image").flatMap(({ attributes }) => [
      ...fault(!/^https:.*\.png$/.test(attributes["DefaultValue"] ?? ""), `${attributes["id"] ?? ""} is a PNG over https`),
    ]),
    ...withResid(manifest)
      .filter((element) => element.name === "Image")
      .flatMap((image) => fault(!(image.attributes["resid"] ?? "").endsWith(`.${image.attributes["size"] ?? ""}`), "an icon is named for its size")),
  ],
  "14 the cell's menu holds exactly one entry, which is a menu": (manifest) => {
    const menu = find(extensionPoint(manifest, "ContextMenu"), "OfficeMenu");
    return [
      ...fault(menu?.attributes["id"] !== "ContextMenuCell", "it is the menu of a cell"),
      ...fault(menu?.children.length !== 1 || typeOf(menu.children[0]) !== "Menu", "it holds one Control of type Menu"),
      ...fault(everyOf(menu, "Enabled").length > 0, "nothing in it is Enabled or not"),
    ];
  },
  "15 one button shows the pane, all others run functions": (manifest) => {
    const actions = everyOf(manifest, "Action");
    const shows = actions.filter((action) => typeOf(action) === "ShowTaskpane");
    const runs = actions.filter((action) => typeOf(action) === "ExecuteFunction");
    return [
      ...fault(shows.length !== 1, "exactly one action is ShowTaskpane"),
      ...fault(shows.some((action) => find(action, "SourceLocation")?.attributes["resid"] !== runtimeResid(manifest)), "it shows the runtime's page"),
      ...fault(everyOf(manifest, "TaskpaneId").length > 0, "there is no TaskpaneId beside a long runtime"),
      ...fault(shows.length + runs.length !== actions.length, "actions are ShowTaskpane or ExecuteFunction"),
      ...fault(runs.some((action) => (find(action, "FunctionName")?.text ?? "") === ""), "every ExecuteFunction names its function"),
    ];
  },
  "16 every name of a resource is short, defined once, in the right group, and used": (manifest) => {
    const used = withResid(overrides(manifest));
    const ids = defined(manifest).map((entry) => entry.attributes["id"] ?? "");
    const groupOf = new Map(resources(manifest)?.children.flatMap((group) => group.children.map((entry) => [entry.attributes["id"] ?? "", group.name])) ?? []);
    return [
      ...inOrder(resources(manifest), ["Images", "Urls", "ShortStrings", "LongStrings"]),
      ...fault(new Set(ids).size !== ids.length, "every id is defined once"),
      ...ids.flatMap((id) => [
        ...fault(id.length > 32 || id === "", `${id} has at most 32 characters`),
        ...fault(!used.some((element) => element.attributes["resid"] === id), `${id} is used`),
      ]),
      ...used.flatMap((element) => {
        const id = element.attributes["resid"] ?? "";
        const group = groupOf.get(id);
        return fault(group === undefined || !groupFor(element).includes(group), `${element.name} names ${id}, which stands in ${group ?? "no group"}`);
      }),
      ...(resources(manifest)?.children ?? []).flatMap((group) =>
        [...group.children, ...everyOf(group, "Override")].flatMap(({ attributes }) => {
          const value = attributes["DefaultValue"] ?? attributes["Value"] ?? "";
          const isAddress = group.name === "Urls" || group.name === "Images";
          return [
            ...fault(value === "" || value.length > (limitOf[group.name] ?? 0), `“${value}” is too long for ${group.name}, or empty`),
            ...fault(isAddress && !value.startsWith("https://"), `${value} is https`),
          ];
        }),
      ),
    ];
  },
  "17 other languages are overrides without ids of their own": (manifest) =>
    everyOf(manifest, "Override").flatMap(({ attributes }) => [
      ...fault("id" in attributes, "an Override has no id"),
      ...fault(!/^[a-z]{2}-[A-Z]{2}$/.test(attributes["Locale"] ?? ""), "an Override has a Locale"),
      ...fault((attributes["Value"] ?? "") === "", "an Override has a Value"),
    ]),
  "18 where keyboard shortcuts are named, they come last": (manifest) =>
    fault(find(manifest, "ExtendedOverrides") !== undefined && manifest.children.at(-1)?.name !== "ExtendedOverrides", "ExtendedOverrides is the last child"),
  "20 the namespace of the functions never changes": (manifest) => {
    const id = find(extensionPoint(manifest, "CustomFunctions"), "Namespace")?.attributes["resid"];
    const entry = defined(manifest).find((resource) => resource.attributes["id"] === id);
    return [
      ...fault(entry?.attributes["DefaultValue"] !== "CONTACTS", "formulas begin with CONTACTS."),
      ...fault((entry?.children.length ?? 0) > 0, "in every language"),
    ];
  },
};

/** Every fault of a manifest, by its rule. */
export function faultsOf(manifest: XmlTree): string[] {
  return Object.entries(rules).flatMap(([name, rule]) => rule(manifest).map((sentence) => `${name}: ${sentence}`));
}
