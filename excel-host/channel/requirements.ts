/** The requirement sets that the host says it supports, by name. Versions are texts: "1.10" is not 1.1. */
export type Requirements = Readonly<Record<string, string>>;

/**
 * Excel as the host can play it. ExcelApi stops where the host's own members stop; `DelayForCellEdit` and the internal
 * sets switch on what the library does with them.
 */
export const defaultRequirements: Requirements = {
  ExcelApi: "1.17",
  SharedRuntime: "1.1",
  SharedRuntimeInternal: "1.2",
  DialogApi: "1.2",
  DialogOrigin: "1.1",
  CustomFunctionsRuntime: "1.3",
  CustomFunctions: "1.9",
  AddinCommands: "1.1",
  DelayForCellEdit: "1.1",
  RichApiRuntimeFlag: "1.2",
  RedirectV1Api: "1.1",
  Settings: "1.1",
  Selection: "1.1",
  DocumentEvents: "1.1",
  MatrixCoercion: "1.1",
  TextCoercion: "1.1",
};

/** The defaults with changes; `null` takes a set away, as in an Excel that lacks it. */
export function withRequirements(changes: Readonly<Record<string, string | null>>): Requirements {
  const entries = Object.entries({ ...defaultRequirements, ...changes });
  return Object.fromEntries(entries.flatMap(([name, version]) => (version === null ? [] : [[name, version] as const])));
}
