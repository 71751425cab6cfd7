/** What this Excel can do. `missing` names requirement sets without which the pane cannot work. */
export interface OfficeStart {
  readonly kind: "ready" | "too-old" | "no-office";
  readonly missing: readonly string[];
  readonly hasFunctions: boolean;
}

const needed: readonly (readonly [set: string, version: string])[] = [
  ["ExcelApi", "1.11"],
  ["SharedRuntime", "1.1"],
];

/** Waits for Office.js, but not for ever: without the network it never answers. */
export async function startOffice(milliseconds: number): Promise<OfficeStart> {
  const nothing: OfficeStart = { kind: "no-office", missing: [], hasFunctions: false };
  if (typeof Office === "undefined") return nothing;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  const info = await Promise.race([Office.onReady(), late]);
  clearTimeout(timer);
  if (info === null || (info.host as Office.HostType | null) !== Office.HostType.Excel) return nothing;
  const { requirements } = Office.context;
  const missing = needed.filter(([set, version]) => !requirements.isSetSupported(set, version)).map(([set, version]) => `${set} ${version}`);
  return { kind: missing.length === 0 ? "ready" : "too-old", missing, hasFunctions: requirements.isSetSupported("CustomFunctionsRuntime", "1.1") };
}

/** The language of Excel's own menus, as `fr-FR`; the browser's where Excel does not say. */
export function officeLanguage(): string {
  if (typeof Office === "undefined") return navigator.language;
  const context = Office.context as Partial<Pick<Office.Context, "displayLanguage">> | undefined;
  return context?.displayLanguage ?? navigator.language;
}

/** Whether Office itself is dark; null where it does not say (Excel on the web may not). */
export function isOfficeDark(): boolean | null {
  const theme = (Office.context as Partial<Pick<Office.Context, "officeTheme">>).officeTheme as Partial<Office.OfficeTheme> | undefined;
  const colour = theme?.bodyBackgroundColor;
  if (typeof colour !== "string" || !/^#?[0-9a-f]{6}$/i.test(colour)) return null;
  const hex = colour.replace("#", "");
  const [red = 255, green = 255, blue = 255] = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
