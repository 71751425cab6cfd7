import type { SheetRect } from "../model/sheetRect";
import { containsCell, overlaps } from "../model/address";
import { invalidArgument, notImplemented } from "../model/hostError";
import { requireAllowed } from "../model/protection";
import type { Validation } from "../model/validation";
import { validValues } from "../model/validationCheck";
import { defineType } from "./hostObject";
import { isRecord, type JsonRecord } from "./protocol";
import type { HostServices } from "./services";

interface ValidationTarget {
  readonly services: HostServices;
  readonly areas: readonly SheetRect[];
}

const ruleTypes: Readonly<Record<string, string>> = {
  list: "List",
  wholeNumber: "WholeNumber",
  decimal: "Decimal",
  textLength: "TextLength",
  date: "Date",
  time: "Time",
  custom: "Custom",
};

function at({ areas }: ValidationTarget): Validation | null {
  const [area] = areas;
  return area?.sheet.state.validations.find(({ rect }) => containsCell(rect, area.rect.row, area.rect.column)) ?? null;
}

function put(target: ValidationTarget, change: Partial<Validation>): void {
  for (const { sheet, rect } of target.areas) {
    requireAllowed(sheet, "allowFormatCells", "DataValidation");
    const existing = sheet.state.validations.find((validation) => overlaps(validation.rect, rect));
    const base: Validation = existing ?? { rect, type: "None", rule: {}, prompt: null, errorAlert: null, ignoreBlanks: true };
    const others = sheet.state.validations.filter((validation) => !overlaps(validation.rect, rect));
    sheet.update({ validations: [...others, { ...base, rect, ...change }] });
    target.services.workbook.emit({ kind: "layout", sheet });
  }
}

function asObject(value: unknown, location: string): JsonRecord {
  if (!isRecord(value)) throw invalidArgument(location);
  return value;
}

/** The rules are kept and shown; like Excel, the host lets writing through the API and pasting pass them by. */
export const dataValidationObject = defineType<ValidationTarget>({
  name: "DataValidation",
  properties: {
    Type: { get: (target) => at(target)?.type ?? "None" },
    Rule: {
      get: (target) => at(target)?.rule ?? {},
      set: (target, value) => {
        const rule = asObject(value, "DataValidation.rule");
        const [kind] = Object.keys(rule);
        const type = kind === undefined ? undefined : ruleTypes[kind];
        if (!type) throw notImplemented(`DataValidation.rule.${kind ?? "(empty)"}`);
        put(target, { rule, type });
      },
    },
    Prompt: {
      get: (target) => at(target)?.prompt ?? null,
      set: (target, value) => put(target, { prompt: asObject(value, "DataValidation.prompt") }),
    },
    ErrorAlert: {
      get: (target) => at(target)?.errorAlert ?? null,
      set: (target, value) => put(target, { errorAlert: asObject(value, "DataValidation.errorAlert") }),
    },
    IgnoreBlanks: {
      get: (target) => at(target)?.ignoreBlanks ?? true,
      set: (target, value) => put(target, { ignoreBlanks: value === true }),
    },
    Valid: {
      get: (target) => {
        const answers = target.areas.map(({ sheet, rect }) => validValues(target.services.workbook, sheet, rect));
        return answers.every((answer) => answer === true) ? true : answers.every((answer) => answer === false) ? false : null;
      },
    },
  },
  methods: {
    Clear: ({ services, areas }) => {
      for (const { sheet, rect } of areas) {
        sheet.update({ validations: sheet.state.validations.filter((validation) => !overlaps(validation.rect, rect)) });
        services.workbook.emit({ kind: "layout", sheet });
      }
    },
  },
});
