import type { FieldResults, RowOutcome, SubmissionKind } from "../../../contract/submissions";
import { contactFieldOf, contactFields, valueFields } from "../../../domain/types";
import type { ContactField, Issue, RowStatus } from "../../../domain/types";
import { paneWords } from "../../../wording/pane";
import { leftOverWords } from "../../../wording/paneLeftOver";
import { sentenceLine } from "../../../wording/sentence";
import { openIssuesOf } from "./paneRow";
import type { PaneRow } from "./paneRow";
import { receiptText } from "./sentRows";
import { verdictOf } from "./verdict";

const words = paneWords.sheet;

export interface StatusText {
  readonly status: string;
  readonly detail: string;
}

/** What was sent, and what became of a row of it. */
export interface AnsweredRow {
  readonly uuid: string;
  readonly kind: SubmissionKind;
  readonly outcome: RowOutcome;
  /** `rowMark` of what stands in the row. */
  readonly mark: string;
}

/** What stands beside a row that the server has answered. Never a value of the record: the sheet may be passed on. */
export function outcomeText({ uuid, kind, outcome, mark }: AnsweredRow): StatusText {
  const wording = wordingOf(kind);
  const parts = [changedText(outcome.fields, wording), ...unchangedTexts(outcome, wording), receiptText(uuid, mark)];
  return { status: wording.status[outcome.status], detail: parts.filter((part) => part !== "").join(" ") };
}

/** What stands beside a row whose record a person has decided to leave as it is. */
export function leftOutText(uuid: string, mark: string): StatusText {
  return { status: words.status.leftOut, detail: `${leftOverWords.leftDetail} ${receiptText(uuid, mark)}` };
}

interface Wording {
  readonly status: Readonly<Record<RowStatus, string>>;
  readonly changed: (names: readonly string[]) => string;
  readonly leftAlone: (name: string, why: string) => string;
  readonly already: string;
}

function wordingOf(kind: SubmissionKind): Wording {
  const { status } = words;
  if (kind !== "undo") return words;
  return {
    status: {
      ...status,
      updated: status.takenBack,
      unchanged: status.takenBack,
      partly: status.takenBackPartly,
      failed: status.notTakenBack,
      conflict: status.notTakenBack,
      waiting: status.notTakenBack,
    },
    changed: words.takenBack,
    leftAlone: words.notTakenBack,
    already: words.asBefore,
  };
}

/** What stands beside a row that was validated and did not go along. */
export function notSentText(row: PaneRow): StatusText {
  switch (verdictOf(row)) {
    case "same":
      return { status: words.status.notNeeded, detail: words.already };
    case "repeated":
      return { status: words.status.collapsed, detail: words.repeated };
    default: {
      const stopping = openIssuesOf(row).filter((issue) => issue.severity !== "info");
      const detail = stopping.map((issue) => sentenceLine(issue)).join(" ");
      return { status: words.status.notSent, detail: detail === "" ? words.notAsked : detail };
    }
  }
}

function changedText(fields: FieldResults, wording: Wording): string {
  const names = contactFields.filter((field) => fields[field]?.status === "changed").map((field) => paneWords.contactFields[field]);
  return names.length === 0 ? "" : wording.changed(names);
}

function unchangedTexts({ status, fields, issues }: RowOutcome, wording: Wording): readonly string[] {
  if (status === "collapsed") return [words.repeated];
  if (status === "unchanged") return [wording.already];
  if (status === "withdrawn") return issues.map((issue) => sentenceLine(issue));
  const texts: string[] = [];
  const told = new Set<Issue>();
  for (const field of contactFields) {
    const result = fields[field];
    if (result === undefined || result.status === "changed" || result.status === "unchanged") continue;
    const because = issues.filter((issue) => (result.reason === null ? isAbout(issue, field) : issue.code === result.reason));
    for (const issue of because) told.add(issue);
    const [first] = because;
    texts.push(wording.leftAlone(paneWords.contactFields[field], first === undefined ? words.waitsFor : sentenceLine(first)));
  }
  // What concerns the whole row is told once, not for each of its fields.
  const ofRow = issues.filter((issue) => issue.severity === "error" && !told.has(issue) && texts.length === 0);
  return [...texts, ...ofRow.map((issue) => sentenceLine(issue))];
}

function isAbout(issue: Issue, field: ContactField): boolean {
  return issue.severity !== "info" && valueFields.some((value) => value === issue.field && contactFieldOf[value] === field);
}
