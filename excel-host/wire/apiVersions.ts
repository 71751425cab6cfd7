import { HostError } from "../model/hostError";
import type { HostServices } from "./services";

/**
 * In which version of ExcelApi a member came, as the pinned Office.js itself says (`_throwIfApiNotSupported`), for the members that
 * this host has. The library does not check it: an older Excel answers ApiNotFound, and so does the host. What is older than 1.8 is left out.
 */
const introduced: Readonly<Record<string, readonly string[]>> = {
  "1.8": [
    "Runtime.enableEvents",
    "Chart.plotVisibleOnly",
    "ChartAxis.numberFormat",
    "Workbook.readOnly",
    "Worksheet.showGridlines",
    "Range.dataValidation",
    "Worksheet._RegisterCalculatedEvent",
    "WorksheetCollection._RegisterCalculatedEvent",
  ],
  "1.9": [
    "Application.calculationEngineVersion",
    "Application.calculationState",
    "Application.suspendScreenUpdatingUntilNextSync",
    "Workbook.autoSave",
    "Workbook.calculationEngineVersion",
    "Workbook.isDirty",
    "Workbook.previouslySaved",
    "Workbook.usePrecisionAsDisplayed",
    "Workbook.getSelectedRanges",
    "Worksheet.autoFilter",
    "Worksheet.getRanges",
    "Worksheet._RegisterFormatChangedEvent",
    "WorksheetCollection._RegisterDataChangedEvent",
    "WorksheetCollection._RegisterFormatChangedEvent",
    "WorksheetCollection._RegisterSelectionChangedEvent",
    "Range.copyFrom",
    "Range.find",
    "Range.findOrNullObject",
    "Range.getSpecialCells",
    "Range.getSpecialCellsOrNullObject",
    "Range.getTables",
    "Range.setDirty",
    "TableCollection._RegisterAddedEvent",
    "TableCollection._RegisterDeletedEvent",
    "Table.autoFilter",
    "RangeFormat.indentLevel",
    "RangeFont.strikethrough",
    "ConditionalFormat.getRanges",
  ],
  "1.11": [
    "Application.cultureInfo",
    "Application.decimalSeparator",
    "Application.thousandsSeparator",
    "Application.useSystemSeparators",
    "Worksheet._RegisterRowHiddenChangedEvent",
    "WorksheetCollection._RegisterRowHiddenChangedEvent",
  ],
  "1.12": [
    "ChartSeries.getDimensionValues",
    "Range.hasSpill",
    "Range.getSpillParent",
    "Range.getSpillParentOrNullObject",
    "Range.getSpillingToRange",
    "Range.getSpillingToRangeOrNullObject",
    "CultureInfo.datetimeFormat",
  ],
  "1.13": ["Table.resize"],
  "1.14": [
    "Worksheet._RegisterProtectionChangedEvent",
    "WorksheetCollection._RegisterProtectionChangedEvent",
    "AutoFilter.clearColumnCriteria",
  ],
  "1.15": ["ChartSeries.getDimensionDataSourceString"],
};

const versionOf = new Map(
  Object.entries(introduced).flatMap(([version, members]) => members.map((member) => [member.toLowerCase(), version] as const)),
);

/** Versions are compared part by part: 1.10 is later than 1.9. */
function isAtLeast(have: string, wanted: string): boolean {
  const [left, right] = [have, wanted].map((version) => version.split(".").map(Number));
  for (let part = 0; part < Math.max(left?.length ?? 0, right?.length ?? 0); part++) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

export function hasApi(services: HostServices, typeName: string, member: string): boolean {
  const version = versionOf.get(`${typeName}.${member}`.toLowerCase());
  return version === undefined || isAtLeast(services.conditions.excelApi, version);
}

export function requireApi(services: HostServices, typeName: string, member: string): void {
  if (hasApi(services, typeName, member)) return;
  const version = versionOf.get(`${typeName}.${member}`.toLowerCase()) ?? "";
  throw new HostError(
    "ApiNotFound",
    `The API ${typeName}.${member} is not in ExcelApi ${services.conditions.excelApi}; it came with ${version}.`,
    `${typeName}.${member}`,
  );
}
