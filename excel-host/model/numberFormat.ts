import { format, isDateFormat } from "numfmt";
import { isError, type CellValue } from "./cell";

/** Days between the two date systems of Excel (1900 and 1904). */
export const days1904 = 1462;

/** Excel shows its built-in short date in the form of the computer's region, whatever the stored text of the format says. */
export const shortDateFormat = "m/d/yyyy";

export interface FormatSettings {
  readonly date1904: boolean;
  /** How the person's region writes a short date, for example `dd/mm/yyyy`. */
  readonly shortDate: string;
}

const unshowable = "##########";

function formatNumber(value: number, numberFormat: string, settings: FormatSettings): string {
  if (!isDateFormat(numberFormat)) return format(numberFormat, value, { throws: false });
  const serial = settings.date1904 ? value + days1904 : value;
  return serial < 0 ? unshowable : format(numberFormat, serial, { throws: false });
}

/** The text that a person sees in the cell. */
export function formatValue(value: CellValue, numberFormat: string | undefined, settings: FormatSettings): string {
  if (isError(value)) return value.error;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "string" && (numberFormat === undefined || numberFormat === "@")) return value;
  if (typeof value === "number" && numberFormat === "@") return String(value);
  const shown = numberFormat === shortDateFormat ? settings.shortDate : (numberFormat ?? "General");
  return typeof value === "number" ? formatNumber(value, shown, settings) : format(shown, value, { throws: false });
}

export { isDateFormat };
