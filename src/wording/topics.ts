import type { apiSentences } from "./en/api";
import type { formats } from "./en/formats";
import type { functionSentences } from "./en/functions";
import type { issueWords } from "./en/issues";
import type { paneWords } from "./en/pane";
import type { fileWords } from "./en/paneFiles";
import type { helpWords } from "./en/paneHelp";
import type { homeWords } from "./en/paneHome";
import type { languageWords } from "./en/paneLanguage";
import type { leftOverWords } from "./en/paneLeftOver";
import type { patientWords } from "./en/panePatient";
import type { noteWords } from "./en/paneNotes";
import type { placeWords } from "./en/panePlaces";
import type { reportsWords } from "./en/paneReports";
import type { searchWords } from "./en/paneSearch";
import type { settingsWords } from "./en/paneSettings";
import type { submissionWords } from "./en/paneSubmissions";
import type { submitWords } from "./en/paneSubmit";
import type { updateWords } from "./en/paneUpdate";
import type { reportWords } from "./en/reports";

/** Every topic that the browser side speaks about, as English says it. A language is whole when it has a wording for each. */
export interface Topics {
  readonly api: typeof apiSentences;
  readonly formats: typeof formats;
  readonly functions: typeof functionSentences;
  readonly issues: typeof issueWords;
  readonly pane: typeof paneWords;
  readonly paneFiles: typeof fileWords;
  readonly paneHelp: typeof helpWords;
  readonly paneHome: typeof homeWords;
  readonly paneLanguage: typeof languageWords;
  readonly paneLeftOver: typeof leftOverWords;
  readonly panePatient: typeof patientWords;
  readonly paneNotes: typeof noteWords;
  readonly panePlaces: typeof placeWords;
  readonly paneReports: typeof reportsWords;
  readonly paneSearch: typeof searchWords;
  readonly paneSettings: typeof settingsWords;
  readonly paneSubmissions: typeof submissionWords;
  readonly paneSubmit: typeof submitWords;
  readonly paneUpdate: typeof updateWords;
  readonly reports: typeof reportWords;
}
