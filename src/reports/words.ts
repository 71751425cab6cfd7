import { formats } from "../wording/formats";
import { issueWords } from "../wording/issues";
import { reportWords } from "../wording/reports";
import type { Catalogue } from "../wording/catalogue";
import type { Topics } from "../wording/topics";
import type { Wording } from "../wording/wording";

/** What a report is written with: its own words, and those about rows and numbers that it shares with everything else, all in one language. */
export interface ReportWords {
  readonly reports: Wording<Topics["reports"]>;
  readonly issues: Catalogue;
  readonly formats: Wording<Topics["formats"]>;
}

/** The words of the language that is in force, which change with it; for whoever reads on a screen. */
export const wordsInForce: ReportWords = { reports: reportWords, issues: issueWords, formats };
