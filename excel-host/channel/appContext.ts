import type { Requirements } from "./requirements";

export interface AppContextOptions {
  readonly addinId: string;
  readonly addinName: string;
  readonly documentName: string;
  readonly locale: string;
  readonly requirements: Requirements;
  readonly settings: Readonly<Record<string, string>>;
  readonly appDomains: readonly string[];
  readonly size: { readonly width: number; readonly height: number };
}

const excelOnTheWeb = 16;
const taskpaneControl = 1;
/** The numbers of `Office.VisibilityMode` in the library's start-up code. */
const displayModes = { unknown: 0, hidden: 1, taskpane: 2 } as const;

/** What Office.js asks for before it becomes ready. */
export function appContext(options: AppContextOptions, isVisible: boolean): Record<string, unknown> {
  return {
    _id: options.addinId,
    _appName: excelOnTheWeb,
    _appVersion: "16.01",
    _appMinorVersion: 1,
    _appUILocale: options.locale,
    _dataLocale: options.locale,
    _docUrl: `https://preview.invalid/${encodeURIComponent(options.documentName)}`,
    _clientMode: 0,
    _settings: Object.entries(options.settings),
    _reason: "documentOpened",
    _osfControlType: taskpaneControl,
    _eToken: "",
    _correlationId: "preview",
    _appInstanceId: options.addinId,
    _requirementMatrix: JSON.stringify(options.requirements),
    _hostFullVersion: "16.0.18000.0",
    _clientWindowHeight: options.size.height,
    _clientWindowWidth: options.size.width,
    _addinName: options.addinName,
    _appDomains: options.appDomains,
    _initialDisplayMode: isVisible ? displayModes.taskpane : displayModes.hidden,
  };
}

/** Flags in the host information: a shared runtime, and custom functions in it. */
const sharedRuntime = 1;
const customFunctions = 2;

/** The name of the frame, from which Office.js learns in what it runs and with whom it talks. */
export function frameName(
  conversationId: string,
  addinId: string,
  options: { locale: string; isDialog: boolean; withFunctions: boolean },
): string {
  const flags = sharedRuntime | (options.withFunctions ? customFunctions : 0);
  const hostInfo = [
    "Excel",
    "Web",
    "16.01",
    options.locale,
    "preview",
    options.isDialog ? "isDialog" : "",
    "disableLogging",
    String(flags),
  ].join("$");
  return JSON.stringify({
    baseFrameName: "preview",
    hostInfo,
    xdmInfo: `${conversationId}|${addinId}|${location.origin}`,
    serializerVersion: 1,
    flights: "[]",
  });
}
