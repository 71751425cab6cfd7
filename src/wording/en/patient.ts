/** The card of one patient, and the history of what the record said. */
export const patientWords = {
  title: "Patient",
  back: "Back",
  loading: "Reading the record…",
};
