import { count, number } from "./formats";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** What a PDF of a report says of its own; all else are the words of the report. */
export const pdfWords = {
  product: "Patient Contact Management",
  number,
  /** 0 to 1, as `62.5%` or `60%`; in a column `60.0%`. */
  share: (value: number) => value.toLocaleString("en-GB", { style: "percent", maximumFractionDigits: 1 }),
  shareInColumn: (value: number) => value.toLocaleString("en-GB", { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  /** `2 Nov 2026`; the month is 1 to 12. Short, because columns of paper are narrow. */
  day: (year: number, month: number, date: number) => `${date} ${months[month - 1] ?? month} ${year}`,
  /** A day as above, and `14:03:22`. */
  moment: (day: string, time: string) => `${day}, ${time}`,
  /** Stand beside each other at the foot of a page: `Page 2 of 14`. */
  page: (page: number) => `Page ${number(page)}`,
  ofPages: (pages: number) => `of ${number(pages)}`,
  howToRead: "How to read this report",
  figures: "Main figures",
  noRows: "There is nothing in this list.",
  /** Under bars of which only the longest are drawn. */
  moreInTable: (more: number) => `${count(more, "more line stands", "more lines stand")} in the table only.`,
  /** Read aloud in place of a chart. */
  chart: (title: string, points: string) => `Chart: ${title}. ${points}`,
  chartPoint: (category: string, values: string) => `${category}: ${values}`,
  chartValue: (series: string, value: string) => `${series} ${value}`,
  chartRange: (points: number, first: string, last: string) => `${count(points, "point")}, from ${first} to ${last}; all of them are in the table.`,
  signatures: "Signatures",
  preparedBy: "Prepared by",
  checkedBy: "Checked by",
  name: "Name",
  signature: "Signature",
  date: "Date",
  digest: "SHA-256 of the data",
  digestMeaning:
    "This number is made from the data of the report. Made again from the same data, the report bears the same number; if anything in the data was changed, it bears another.",
} as const;
