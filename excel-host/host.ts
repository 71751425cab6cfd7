/**
 * The emulated Excel: the workbook, the language in which Office.js speaks to it, and nothing of the add-in that runs on it.
 *
 *   model/    the workbook: cells, sheets, tables, filters, protection, undo, number formats; knows no API
 *   formula/  formulas and the add-in's custom functions: reading, calculating, spilling, dependencies
 *   wire/     Excel's API as the pinned Office.js sends it: one file per kind of object; what is missing is refused by name
 *   channel/  the frame of the add-in: the messages of Excel on the web, requirement sets, ribbon commands, dialogs
 *   file/     the workbook from and to files of Excel and text; loaded when it is asked for
 *   preview/  the page: grid, ribbon, sheet tabs, the pane beside them; bundled on its own
 *   automation.ts  what tests do on the page through `window.excelHost`
 *
 * It is as faithful as what was read from Office.js and Microsoft's documentation; nothing was compared with a real Excel.
 */
import { defaultRequirements } from "./channel/requirements";
import { CustomFunctions, type MessageEntry } from "./formula/customFunctions";
import { FormulaEngine } from "./formula/engine";
import { Workbook } from "./model/workbook";
import { EventHub } from "./wire/eventHub";
import { createObjects } from "./wire/objects";
import { References } from "./wire/references";
import { RichApi } from "./wire/richApi";
import type { HostConditions, HostServices, PaneControl } from "./wire/services";

export type MessageSender = (entries: readonly MessageEntry[]) => void;

export interface ExcelHost {
  readonly workbook: Workbook;
  readonly engine: FormulaEngine;
  readonly functions: CustomFunctions;
  readonly events: EventHub;
  readonly api: RichApi;
  readonly conditions: HostConditions;
  readonly pane: SwitchablePane;
  /** Where events and calls of custom functions go; the channel sets it when a page is mounted. */
  send: MessageSender;
}

/** The pane's visibility, with someone to tell when it changes. */
export interface SwitchablePane extends PaneControl {
  onChange(listener: (visible: boolean) => void): () => void;
}

function createPane(): SwitchablePane {
  let visible = true;
  const listeners = new Set<(visible: boolean) => void>();
  return {
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isVisible: () => visible,
    setVisible: (wanted) => {
      if (wanted === visible) return;
      visible = wanted;
      for (const listener of listeners) listener(wanted);
    },
  };
}

/** A host with an empty workbook and no page yet. */
export function createExcelHost(): ExcelHost {
  const workbook = new Workbook();
  let sender: MessageSender = () => undefined;
  const send: MessageSender = (entries) => sender(entries);
  const functions = new CustomFunctions(send);
  const engine = new FormulaEngine(workbook, functions);
  const events = new EventHub(workbook, send);
  const conditions: HostConditions = { focusLost: false, excelApi: defaultRequirements["ExcelApi"] ?? "1.17" };
  const pane = createPane();
  const objects = createObjects(() => services);
  const services: HostServices = { workbook, engine, functions, references: new References(workbook), events, conditions, pane, objects };
  return {
    workbook,
    engine,
    functions,
    events,
    conditions,
    pane,
    api: new RichApi(services),
    get send() {
      return sender;
    },
    set send(next) {
      sender = next;
    },
  };
}
