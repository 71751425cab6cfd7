import type { FieldResults, RowOutcome } from "../../../contract/submissions";
import { contactFieldOf, contactFields, valueFields } from "../../../domain/types";
import type { ContactField, Issue } from "../../../domain/types";
import { paneWords } from "../../../wording/pane.en";
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

/** What stands beside a row that the server has answered. Never a value of the record: the sheet may be passed on. */
export function outcomeText(uuid: string, outcome: RowOutcome, mark: string): StatusText {
  const parts = [changedText(outcome.fields), ...unchangedTexts(outcome), receiptText(uuid, mark)];
  return { status: words.status[outcome.status], detail: parts.filter((part) => part !== "").join(" ") };
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

function changedText(fields: FieldResults): string {
  const names = contactFields.filter((field) => fields[field]?.status === "changed").map((field) => paneWords.contactFields[field]);
  return names.length === 0 ? "" : words.changed(names);
}

function unchangedTexts({ status, fields, issues }: RowOutcome): readonly string[] {
  if (status === "collapsed") return [words.repeated];
  if (status === "unchanged") return [words.already];
  const texts: string[] = [];
  const told = new Set<Issue>();
  for (const field of contactFields) {
    const result = fields[field];
    if (result === undefined || result.status === "changed" || result.status === "unchanged") continue;
    const because = issues.filter((issue) => (result.reason === null ? isAbout(issue, field) : issue.code === result.reason));
    for (const issue of because) told.add(issue);
    const [first] = because;
    texts.push(words.leftAlone(paneWords.contactFields[field], first === undefined ? words.waitsFor : sentenceLine(first)));
  }
  // What concerns the whole row is told once, not for each of its fields.
  const ofRow = issues.filter((issue) => issue.severity === "error" && !told.has(issue) && texts.length === 0);
  return [...texts, ...ofRow.map((issue) => sentenceLine(issue))];
}

function isAbout(issue: Issue, field: ContactField): boolean {
  return issue.severity !== "info" && valueFields.some((value) => value === issue.field && contactFieldOf[value] === field);
}
