import type { CustomFunctions } from "../formula/customFunctions";
import type { FormulaEngine } from "../formula/engine";
import { HostError } from "../model/hostError";
import type { Workbook } from "../model/workbook";
import type { EventHub } from "./eventHub";
import type { ObjectFactory } from "./objectFactory";
import type { References } from "./references";

/** What a test or a person can switch in the host's behaviour. */
export interface HostConditions {
  /** Another workbook has the focus: Excel on Windows and Mac then refuses to select and to activate. */
  focusLost: boolean;
  /** The version of ExcelApi that this Excel has: what came later is refused. */
  excelApi: string;
}

/** The task pane, as far as the API moves it. */
export interface PaneControl {
  isVisible(): boolean;
  setVisible(visible: boolean): void;
}

/** What every object of the API works on. */
export interface HostServices {
  readonly workbook: Workbook;
  readonly engine: FormulaEngine;
  readonly functions: CustomFunctions;
  readonly references: References;
  readonly events: EventHub;
  readonly conditions: HostConditions;
  readonly pane: PaneControl;
  readonly objects: ObjectFactory;
}

export function requireFocus(services: HostServices, location: string): void {
  if (services.conditions.focusLost)
    throw new HostError("GeneralException", "There was an internal error while processing the request.", location);
}
