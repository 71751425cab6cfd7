import type { Need } from "../../contract/dashboard";
import type { PatientUuid } from "../../contract/patientSearch";
import type { HistoryStore } from "../history/historyStore";
import type { PatientStore } from "../patient/patientStore";
import type { Store } from "../store";
import type { Route } from "./routes";
import type { ShellState } from "./shellState";

/** The ways from screen to screen. */
export interface Navigation {
  readonly show: (route: Route) => void;
  /** Leads to one patient's card, and back to where one came from. */
  readonly showPatient: (patient: PatientUuid) => void;
  readonly leavePatient: () => void;
  /** Leads to one submission, or to what needs somebody. */
  readonly showSubmission: (uuid: string) => void;
  /** The same from a patient's card, with the way back to it. */
  readonly showSubmissionOfPatient: (uuid: string) => void;
  readonly backToPatient: () => void;
  readonly showNeeds: (need?: Need) => void;
}

export function createNavigation(shell: Store<ShellState>, { history, patient }: { readonly history: HistoryStore; readonly patient: PatientStore }): Navigation {
  const show = (route: Route): void => shell.set((state) => ({ ...state, route, notice: null, isFromPatient: false }));
  const showSubmission = (uuid: string): void => {
    show("submissions");
    void history.openByUuid(uuid);
  };
  const showSubmissionOfPatient = (uuid: string): void => {
    showSubmission(uuid);
    shell.set((state) => ({ ...state, isFromPatient: true }));
  };
  const backToPatient = (): void => {
    history.close();
    show("patient");
  };
  let cameFrom: Route = "home";
  const showPatient = (uuid: PatientUuid): void => {
    const { route } = shell.get();
    if (route !== "patient") cameFrom = route;
    void patient.open(uuid);
    show("patient");
  };
  const showNeeds = (need?: Need): void => {
    const { needs } = history.get();
    const approval = needs?.told.mayApprove === true && need === "approval" ? needs.told.counts.approval : null;
    const [only] = approval?.newest ?? [];
    history.setFilter(approval === null ? "needs" : "approval");
    show("submissions");
    // Where there is one, there is nothing to choose.
    if (approval?.submissions === 1 && only !== undefined) void history.openToSettle(only);
    else if (history.get().open !== null) history.close();
  };
  return { show, showPatient, leavePatient: () => show(cameFrom), showSubmission, showSubmissionOfPatient, backToPatient, showNeeds };
}
