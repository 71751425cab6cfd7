import type { ExcelHost } from "../host";
import { HostError } from "../model/hostError";

/** What the parts of the page share. */
export interface Stage {
  readonly host: ExcelHost;
  /** Runs something that a person does as one undoable step; a refusal becomes a sentence, and false. */
  act(label: string, work: () => void): boolean;
  /** Shows a sentence to the person for a while. */
  notify(text: string): void;
}

const refusals: Readonly<Record<string, string>> = {
  AccessDenied: "The cell or sheet you are trying to change is protected. Unprotect the sheet first.",
  InvalidArgument: "That is not possible here.",
  ItemAlreadyExists: "That name is already taken. Choose another one.",
};

export function createStage(host: ExcelHost, notify: (text: string) => void): Stage {
  return {
    host,
    notify,
    act: (label, work) => {
      try {
        host.workbook.change(label, "person", work);
        host.engine.settle();
        return true;
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        host.engine.settle();
        notify(refusals[error.code] ?? error.message);
        return false;
      }
    },
  };
}
