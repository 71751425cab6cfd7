import { createAutomation } from "../../../excel-host/automationHandle";
import type { ExcelHostAutomation } from "../../../excel-host/automation";
import { createExcelHost, type ExcelHost } from "../../../excel-host/host";
import type { MessageEntry } from "../../../excel-host/formula/customFunctions";
import type { FunctionMetadata } from "../../../excel-host/formula/functionMetadata";

export interface HostWorld {
  readonly host: ExcelHost;
  readonly excel: ExcelHostAutomation;
  /** What the host sent to the add-in's page. */
  readonly sent: MessageEntry[];
}

/** A host without a page: tests of the workbook and its formulas need no browser. */
export function createWorld(functions: readonly FunctionMetadata[] = []): HostWorld {
  const host = createExcelHost();
  const sent: MessageEntry[] = [];
  host.send = (entries) => sent.push(...entries);
  host.functions.load("TEST", { functions });
  host.functions.ready();
  const refuse = (): Promise<never> => Promise.reject(new Error("There is no page."));
  return { host, sent, excel: createAutomation(host, { ready: Promise.resolve(), runCommand: refuse, remount: refuse }) };
}

/** The calls of functions among what was sent: id, name, arguments. */
export function invocations(sent: readonly MessageEntry[]): { id: number; name: string; args: unknown[] }[] {
  return sent
    .filter(([, type]) => type === 1000)
    .map(([, , , message]) => {
      const [id, name, args] = JSON.parse(message) as [number, string, unknown[]];
      return { id, name, args };
    });
}

export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
