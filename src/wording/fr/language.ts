import type { Language } from "../inForce";
import { apiSentences } from "./api";
import { formats } from "./formats";
import { functionSentences } from "./functions";
import { functionTexts } from "./functionTexts";
import { issueWords } from "./issues";
import { paneWords } from "./pane";
import { fileWords } from "./paneFiles";
import { helpWords } from "./paneHelp";
import { homeWords } from "./paneHome";
import { languageWords } from "./paneLanguage";
import { leftOverWords } from "./paneLeftOver";
import { noteWords } from "./paneNotes";
import { patientWords } from "./panePatient";
import { placeWords } from "./panePlaces";
import { reportsWords } from "./paneReports";
import { searchWords } from "./paneSearch";
import { settingsWords } from "./paneSettings";
import { submissionWords } from "./paneSubmissions";
import { submitWords } from "./paneSubmit";
import { updateWords } from "./paneUpdate";
import { fillWords } from "./paneFill";
import { compareWords } from "./paneCompare";
import { worklistsWords } from "./paneWorklists";
import { reportWords } from "./reports";
import { typesetAll } from "./typeset";

/** Everything that the browser side says, in French. */
export const french: Language = typesetAll({
  api: apiSentences,
  formats,
  functions: functionSentences,
  functionTexts,
  issues: issueWords,
  pane: paneWords,
  paneFiles: fileWords,
  paneHelp: helpWords,
  paneHome: homeWords,
  paneLanguage: languageWords,
  paneLeftOver: leftOverWords,
  paneNotes: noteWords,
  panePatient: patientWords,
  panePlaces: placeWords,
  paneReports: reportsWords,
  paneSearch: searchWords,
  paneSettings: settingsWords,
  paneSubmissions: submissionWords,
  paneSubmit: submitWords,
  paneUpdate: updateWords,
  paneFill: fillWords,
  paneCompare: compareWords,
  paneWorklists: worklistsWords,
  reports: reportWords,
});
