import type { FiguresAnswer, ReportChoices, RowsAnswer } from "../../contract/reports";
import type { SessionPerson } from "../../contract/session";
import { can } from "../../domain/roles";
import type { ReportContext, ReportDocument, ReportRow } from "../../reports/document";
import { figuresDocument } from "../../reports/figuresDocument";
import { auditCells, rowsDocument, updateCells } from "../../reports/rowsDocument";
import { siteMoment } from "../../reports/siteMoment";
import { wordsInForce } from "../../reports/words";
import { namesIn } from "./reportChoice";
import type { ReportAsked } from "./sheetPort";

/** Who makes a report, where, and what the site calls things. */
export interface Maker {
  readonly person: SessionPerson;
  readonly siteName: string;
  readonly choices: ReportChoices;
}

/** What a report is made of beside its figures. A clerk's is about the clerk, whatever was chosen. */
export function contextOf({ person, siteName, choices }: Maker, { filters }: ReportAsked, madeAt: string): ReportContext {
  const { facilityName, personName } = namesIn(choices, filters);
  return {
    filters,
    facilityName,
    personName: can(person.role, "read-all-submissions") ? personName : person.displayName,
    siteName,
    madeBy: person.displayName,
    madeAt: siteMoment(madeAt, choices.timeZone).slice(0, 16),
    timeZone: choices.timeZone,
    mayOpenRows: can(person.role, "report-values"),
    seesValues: can(person.role, "report-values"),
  };
}

/** A report of figures, in the language that is in force. */
export function documentOf(maker: Maker, asked: ReportAsked, answer: FiguresAnswer): ReportDocument {
  return figuresDocument(answer.figures, contextOf(maker, asked, answer.madeAt), wordsInForce);
}

/** A list, without its rows. */
export function listDocumentOf(maker: Maker, asked: ReportAsked, madeAt: string): ReportDocument {
  return rowsDocument(asked.kind === "audit" ? "audit" : "updates", contextOf(maker, asked, madeAt), wordsInForce, asked);
}

/** The rows of one page, on the clocks of the site. */
export function rowsOf(answer: RowsAnswer, timeZone: string): readonly ReportRow[] {
  return answer.kind === "audit"
    ? answer.rows.map((row) => auditCells(row, wordsInForce, siteMoment(row.at, timeZone)))
    : answer.rows.map((row) => updateCells(row, wordsInForce, siteMoment(row.at, timeZone)));
}
