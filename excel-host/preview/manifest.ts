/** A command of the add-in as its manifest describes it. */
export interface ManifestCommand {
  readonly id: string;
  readonly label: string;
  readonly tip: string;
  /** Address of the icon, on this page's own origin. */
  readonly icon: string | null;
  /** Null: the command shows the pane. */
  readonly functionName: string | null;
}

export interface ManifestGroup {
  readonly label: string;
  readonly commands: readonly ManifestCommand[];
}

export interface Manifest {
  readonly id: string;
  readonly name: string;
  readonly paneUrl: string;
  readonly functionsUrl: string | null;
  readonly namespace: string | null;
  readonly tabLabel: string;
  readonly groups: readonly ManifestGroup[];
  readonly cellMenu: ManifestGroup | null;
}

const children = (parent: Element | null, name: string): Element[] =>
  [...(parent?.children ?? [])].filter((child) => child.localName === name);

function descend(parent: Element | null, ...names: readonly string[]): Element | null {
  return names.reduce<Element | null>((found, name) => children(found, name)[0] ?? null, parent);
}

const everyElement = (root: Document, name: string): Element[] => [...root.getElementsByTagNameNS("*", name)];
const extensionPoint = (root: Document, type: string): Element | null =>
  everyElement(root, "ExtensionPoint").find((point) => typeOf(point) === type) ?? null;
const typeOf = (element: Element): string => element.getAttribute("xsi:type") ?? "";

/** The file may have been built for another address of the same server: only the path counts. */
const onThisOrigin = (address: string): string => {
  const url = new URL(address, location.href);
  return `${location.origin}${url.pathname}${url.search}`;
};

/**
 * The pane's page. `?pane=https://localhost:3001` loads it from another port of this machine's name: as in Excel on the web it may then run in
 * a process of its own, so that what the workbook does cannot hold the pane up.
 */
function paneAddress(address: string): string {
  const here = new URL(onThisOrigin(address));
  const asked = new URLSearchParams(location.search).get("pane");
  if (asked === null) return here.href;
  const other = new URL(asked);
  if (other.hostname !== location.hostname) throw new Error("The pane can only be loaded from another port of the same name.");
  return `${other.origin}${here.pathname}${here.search}`;
}

class Resources {
  private readonly values: ReadonlyMap<string, string>;

  constructor(root: Document) {
    const resources = ["Image", "Url", "String"].flatMap((name) => everyElement(root, name)).filter((entry) => entry.hasAttribute("id"));
    this.values = new Map(resources.map((entry) => [entry.getAttribute("id") ?? "", entry.getAttribute("DefaultValue") ?? ""]));
  }

  of(element: Element | null): string {
    return this.values.get(element?.getAttribute("resid") ?? "") ?? "";
  }

  /** The icon of 32 pixels, or whatever there is. */
  icon(owner: Element): string | null {
    const images = children(descend(owner, "Icon"), "Image");
    const image = images.find((candidate) => candidate.getAttribute("size") === "32") ?? images[0];
    const address = image ? this.of(image) : "";
    return address === "" ? null : onThisOrigin(address);
  }
}

function readCommand(control: Element, resources: Resources): ManifestCommand {
  const action = descend(control, "Action");
  const isFunction = action !== null && typeOf(action) === "ExecuteFunction";
  return {
    id: control.getAttribute("id") ?? "",
    label: resources.of(descend(control, "Label")),
    tip: resources.of(descend(control, "Supertip", "Description")),
    icon: resources.icon(control),
    functionName: isFunction ? (descend(action, "FunctionName")?.textContent.trim() ?? "") : null,
  };
}

function readGroup(group: Element, resources: Resources): ManifestGroup {
  const controls = [...children(group, "Control"), ...children(descend(group, "Items"), "Item")];
  const commands = controls.flatMap((control) =>
    typeOf(control) === "Menu" ? readGroup(control, resources).commands : [readCommand(control, resources)],
  );
  return { label: resources.of(descend(group, "Label")), commands };
}

/** Reads what Excel would show of an add-in: its pane, its tab, its cell menu, its functions. */
export function readManifest(xml: string): Manifest {
  const root = new DOMParser().parseFromString(xml, "application/xml");
  const fault = root.querySelector("parsererror");
  if (fault) throw new Error(`The manifest cannot be read: ${fault.textContent}`);
  const resources = new Resources(root);
  const functions = extensionPoint(root, "CustomFunctions");
  const tab = descend(extensionPoint(root, "PrimaryCommandSurface"), "CustomTab");
  const menu = descend(extensionPoint(root, "ContextMenu"), "OfficeMenu", "Control");
  const metadata = resources.of(descend(functions, "Metadata", "SourceLocation"));
  const top = root.documentElement;
  return {
    id: descend(top, "Id")?.textContent.trim() ?? "",
    name: descend(top, "DisplayName")?.getAttribute("DefaultValue") ?? "Add-in",
    paneUrl: paneAddress(descend(top, "DefaultSettings", "SourceLocation")?.getAttribute("DefaultValue") ?? "/taskpane.html"),
    functionsUrl: metadata === "" ? null : onThisOrigin(metadata),
    namespace: resources.of(descend(functions, "Namespace")) || null,
    tabLabel: resources.of(descend(tab, "Label")),
    groups: children(tab, "Group").map((group) => readGroup(group, resources)),
    cellMenu: menu ? readGroup(menu, resources) : null,
  };
}

export function findCommand(manifest: Manifest, controlId: string): ManifestCommand | null {
  const commands = [...manifest.groups, ...(manifest.cellMenu ? [manifest.cellMenu] : [])].flatMap((group) => group.commands);
  return commands.find((command) => command.id === controlId || command.functionName === controlId) ?? null;
}
