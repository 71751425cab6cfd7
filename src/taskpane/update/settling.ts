import { systemClock } from "../../client/clock";
import { followSubmission } from "../../client/followSubmission";
import type { PatientUuid } from "../../contract/patientSearch";
import type { RowOutcome, SubmissionStatus } from "../../contract/submissions";
import { contactFields } from "../../domain/types";
import { refreshCells } from "../common/freshCells";
import { createGoingOn } from "../common/goingOn";
import { createLeftOverStore } from "../leftOver/leftOverStore";
import { isCancelled, toProblem } from "../problem";
import type { FormResult } from "./formState";
import { writeBeside } from "./sending";
import { keptWith } from "./keeping";
import type { UpdateDeps } from "./updateDeps";

/** Whether something of the row waits for a decision of the person. */
export function isLeftOver(outcome: RowOutcome | null): boolean {
  return outcome !== null && contactFields.some((field) => outcome.fields[field]?.status === "conflict" || outcome.fields[field]?.status === "waiting");
}

/** Shows what was seen, what is there now and what is wanted, to be decided as for a row of a list. */
export async function settleForm(deps: UpdateDeps, patient: PatientUuid): Promise<void> {
  const { ports, store, change } = deps;
  const form = store.get().forms.get(patient);
  if (form?.phase.name !== "result" || form.phase.result.uuid === null) return;
  const { uuid } = form.phase.result;
  const withResult = (of: Partial<FormResult>): void =>
    change(patient, (now) => (now.phase.name === "result" ? { ...now, phase: { name: "result", result: { ...now.phase.result, ...of } } } : now));
  change(patient, (now) => ({ ...now, problem: null }));
  try {
    const origin = await ports.server.readSubmission(uuid, deps.signal());
    const settling = createLeftOverStore(ports, origin, {
      onSent: (begun) => carryOn(deps, patient, begun),
      onLeft: () => {
        withResult({ isLeft: true, settling: null });
        return Promise.resolve();
      },
    });
    withResult({ settling });
    await settling.load();
  } catch (error) {
    if (isCancelled(error)) return;
    const problem = toProblem(error);
    change(patient, (now) => ({ ...now, problem }));
  }
}

/** The follow-up has been handed over: its end takes the place of the first result. */
async function carryOn(deps: UpdateDeps, patient: PatientUuid, begun: SubmissionStatus): Promise<void> {
  const { ports, store, change } = deps;
  const { uuid, kind } = begun;
  const signal = deps.signal();
  const tell = (error: unknown): void => {
    const problem = toProblem(error);
    change(patient, (now) => ({ ...now, problem }));
  };
  const showEnd = (outcome: RowOutcome | null, state: SubmissionStatus["state"]): FormResult | null => {
    const form = store.get().forms.get(patient);
    if (form?.phase.name !== "result") return null;
    const result: FormResult = { ...form.phase.result, uuid, kind, state, outcome, kept: keptAfter(form.phase.result, outcome), settling: null, isLeft: false };
    change(patient, (now) => ({ ...now, problem: null, phase: { name: "result", result } }));
    deps.onChanged(patient);
    return result;
  };
  try {
    await createGoingOn(systemClock, signal).untilDone(async () => {
      const { state } = await followSubmission({ api: ports.server, clock: systemClock, uuid, signal, onStatus: () => undefined });
      ports.entry.forgetLookups();
      try {
        const [outcome = null] = await ports.outbox.results(uuid, signal);
        const result = showEnd(outcome, state);
        if (result !== null) await writeBeside(deps, patient, result);
      } finally {
        // The record has changed, whether or not it can be said what became of the row.
        await refreshCells(ports.workbook);
      }
    }, tell);
  } catch (error) {
    if (!isCancelled(error)) tell(error);
  }
}

/** What was kept already stays kept; the follow-up brings the numbers where the first try did not. */
function keptAfter({ kept, numbers }: FormResult, outcome: FormResult["outcome"]): FormResult["kept"] {
  return kept.length > 0 ? kept : keptWith(outcome, numbers);
}
