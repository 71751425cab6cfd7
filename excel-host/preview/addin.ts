import { mountAddin, type MountedAddin } from "../channel/addinFrame";
import type { DialogPresenter } from "../channel/dialogs";
import { withRequirements } from "../channel/requirements";
import type { FunctionsMetadata } from "../formula/functionMetadata";
import type { ExcelHost } from "../host";
import { findCommand, type Manifest, type ManifestCommand } from "./manifest";

export type SetChanges = Readonly<Record<string, string | null>>;

/** `?sets=ExcelApi:1.11,CustomFunctionsRuntime:none` */
export function setsFromAddress(search: string): SetChanges {
  const text = new URLSearchParams(search).get("sets") ?? "";
  const pairs = text
    .split(",")
    .filter(Boolean)
    .map((pair) => pair.split(":"));
  return Object.fromEntries(pairs.map(([name = "", version = "none"]) => [name, version === "none" ? null : version]));
}

/** The add-in on the host: its frame, its functions, its commands. */
export class Addin {
  private mounted: MountedAddin | null = null;
  private invocations = 0;
  private readonly host: ExcelHost;
  private readonly manifest: Manifest;
  private readonly functions: FunctionsMetadata | null;
  private readonly container: HTMLElement;
  private readonly dialogs: DialogPresenter;

  constructor(parts: {
    host: ExcelHost;
    manifest: Manifest;
    functions: FunctionsMetadata | null;
    container: HTMLElement;
    dialogs: DialogPresenter;
  }) {
    this.host = parts.host;
    this.manifest = parts.manifest;
    this.functions = parts.functions;
    this.container = parts.container;
    this.dialogs = parts.dialogs;
  }

  /** Loads the page anew in an Excel with the given changes of requirement sets; resolves when its document has loaded. */
  mount(changes: SetChanges): Promise<void> {
    this.mounted?.unmount();
    const requirements = withRequirements(changes);
    this.host.conditions.excelApi = requirements["ExcelApi"] ?? "1.1";
    const knowsFunctions = "CustomFunctionsRuntime" in requirements;
    this.host.functions.load(this.manifest.namespace ?? "", knowsFunctions && this.functions ? this.functions : { functions: [] });
    this.host.engine.functionsChanged();
    const mounted = mountAddin(this.container, this.host, {
      url: this.manifest.paneUrl,
      addinId: this.manifest.id,
      addinName: this.manifest.name,
      requirements,
      dialogs: this.dialogs,
    });
    this.mounted = mounted;
    return new Promise((resolve) => mounted.frame.addEventListener("load", () => resolve(), { once: true }));
  }

  async run(command: ManifestCommand): Promise<void> {
    if (command.functionName === null) return this.host.pane.setVisible(true);
    if (!this.mounted) throw new Error("The add-in is not there.");
    await this.mounted.runCommand(command.functionName, `${command.id}#${++this.invocations}`);
  }

  async runById(controlId: string): Promise<void> {
    const command = findCommand(this.manifest, controlId);
    if (!command) throw new Error(`The manifest has no command ${controlId}.`);
    await this.run(command);
  }
}
