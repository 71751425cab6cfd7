import { ApiFailure } from "../../client/apiFailure";
import type { PatientCard } from "../../contract/patientCard";
import type { PatientUuid } from "../../contract/patientSearch";
import type { AddressView, ContactField, IssueCode, ValueField } from "../../domain/types";
import { locatorFromRowId, rowIdFor } from "../submit/engine/sentRows";
import { createFreshening } from "../common/freshCells";
import { createStore } from "../store";
import { toProblem } from "../problem";
import { createPlacesStore } from "../places/placesStore";
import { WorkbookError } from "../workbook/port";
import { rowMark } from "../workbook/rowMark";
import { checkForm, circumstancesOf } from "./checking";
import { emptyDraft, issuesOfDraft, withErased, withRow, withText } from "./draft";
import type { Draft, ErasableField } from "./draft";
import { newForm } from "./formState";
import type { FormState, UpdateState } from "./formState";
import { followForm, resumeForms, retryForm, submitForm, takeBackForm, writeBeside } from "./sending";
import { settleForm } from "./settling";
import type { UpdateDeps, UpdatePorts, UpdateSurroundings } from "./updateDeps";
import { moveWalk, retryWalk, startWalk } from "./walking";

export type UpdateStore = ReturnType<typeof createUpdateStore>;

const nothing: UpdateState = { forms: new Map(), walk: null, walkProblem: null, isStarting: false };

/** The single update: one form for each patient that was opened, and the rows of the sheet that are gone through with it. */
export function createUpdateStore(ports: UpdatePorts, surroundings: UpdateSurroundings) {
  const store = createStore<UpdateState>(nothing);
  let stop = new AbortController();
  const change: UpdateDeps["change"] = (patient, how) =>
    store.set((state) => {
      const form = state.forms.get(patient);
      if (form === undefined) return state;
      const changed = how(form);
      return changed === form ? state : { ...state, forms: new Map(state.forms).set(patient, changed) };
    });
  const deps: UpdateDeps = { ...surroundings, ports, store, change, sent: new Map(), arriving: new Set(), fresh: createFreshening(ports), noteIds: new Map(), signal: () => stop.signal };

  /** Something else is typed: what the server has said of the form no longer holds. */
  function edit(card: PatientCard, how: (draft: Draft, form: FormState) => Draft): void {
    change(card.patient, (form) => (form.phase.name === "editing" ? { ...form, draft: how(form.draft, form), said: null, isSame: false, isNotKept: false } : form));
  }

  const issuesOf = (card: PatientCard, { draft, said }: FormState) => issuesOfDraft(draft, circumstancesOf(deps, card), said);
  const type = (card: PatientCard, field: ValueField, text: string): void => edit(card, (draft, form) => withText(draft, field, text, issuesOf(card, form)));

  return {
    get: store.get,
    subscribe: store.subscribe,
    circumstances: (card: PatientCard) => circumstancesOf(deps, card),
    /** What addresses are completed from. */
    places: createPlacesStore(ports),

    /** A patient's card is in front: there is a form for it, filled in from the sheet's row where the person goes through rows. */
    meet: (card: PatientCard): void => {
      const { forms, walk } = store.get();
      const known = forms.get(card.patient) ?? newForm;
      const row = walk?.patient === card.patient ? walk.row : null;
      const isNew = row !== null && known.draft.row?.sheet !== row.sheet;
      // A result stays until the person types anew; another row of the sheet is something new.
      const isFree = known.phase.name === "editing" || (known.phase.name === "result" && known.phase.result.row?.sheet !== row?.sheet);
      const met = isNew && isFree ? { ...known, phase: { name: "editing" as const }, said: null, isSame: false, draft: withRow(known.draft, row, card) } : known;
      if (met !== forms.get(card.patient)) store.set((state) => ({ ...state, forms: new Map(state.forms).set(card.patient, met) }));
    },
    type,
    leaveField: (patient: PatientUuid, field: ValueField): void =>
      change(patient, (form) => (form.visited.has(field) ? form : { ...form, visited: new Set([...form.visited, field]) })),
    erase: (card: PatientCard, field: ErasableField): void => edit(card, (draft, form) => withErased(draft, field, issuesOf(card, form))),
    setPreferred: (card: PatientCard, isPreferred: boolean): void => edit(card, (draft) => ({ ...draft, isPreferred })),
    /** Uses one of several numbers of the field; the others are kept beside NMRS's, or dropped. */
    choosePhone: (card: PatientCard, phone: string, others: readonly string[]): void =>
      edit(card, (draft, form) => ({ ...withText(draft, "phone", phone, issuesOf(card, form)), kept: [...new Set([...draft.kept, ...others])] })),
    dropKept: (card: PatientCard, phone: string): void => edit(card, (draft) => ({ ...draft, kept: draft.kept.filter((number) => number !== phone) })),
    /** A tick does not make the server's word out of date: it is asked again before anything is sent. */
    confirm: (patient: PatientUuid, code: IssueCode, isConfirmed: boolean): void =>
      change(patient, (form) => {
        const others = form.draft.confirmed.filter((known) => known !== code);
        return { ...form, draft: { ...form.draft, confirmed: isConfirmed ? [...others, code] : others } };
      }),
    setReason: (patient: PatientUuid, reason: string): void => change(patient, (form) => ({ ...form, draft: { ...form.draft, reason } })),
    /** Puts an earlier value of the record into the form, to be looked at before anything is sent. */
    prefill: (card: PatientCard, value: EarlierValue): void => {
      change(card.patient, (form) => (form.phase.name === "result" ? { ...form, phase: { name: "editing" } } : form));
      if (value.field === "phone") type(card, "phone", value.phone);
      else if (value.field === "birthdate") type(card, "birthdate", value.birthdate);
      else for (const part of ["street", "ward", "lga", "state"] as const) if (value.address[part] !== null) type(card, part, value.address[part] ?? "");
    },
    /** Forgets what was typed. */
    discard: (patient: PatientUuid): void =>
      change(patient, (form) => (form.phase.name === "editing" ? { ...newForm, draft: { ...emptyDraft, row: form.draft.row } } : form)),

    check: (card: PatientCard): Promise<void> => checkForm(deps, card),
    closeConfirmation: (patient: PatientUuid): void =>
      change(patient, (form) => (form.phase.name === "confirming" && !form.phase.isSending ? { ...form, phase: { name: "editing" } } : form)),
    submit: (card: PatientCard): Promise<void> => submitForm(deps, card),
    takeBack: (patient: PatientUuid): Promise<void> => takeBackForm(deps, patient),
    retry: (patient: PatientUuid): Promise<void> => retryForm(deps, patient),
    settle: (patient: PatientUuid): Promise<void> => settleForm(deps, patient),
    writeAgain: async (patient: PatientUuid): Promise<void> => {
      const form = store.get().forms.get(patient);
      if (form?.phase.name === "result") await writeBeside(deps, patient, form.phase.result);
    },
    /** After a result: the form is empty again. */
    startAgain: (patient: PatientUuid): void => change(patient, () => newForm),

    startWalk: (): Promise<void> => startWalk(deps),
    nextRow: (): Promise<void> => moveWalk(deps, 1),
    previousRow: (): Promise<void> => moveWalk(deps, -1),
    retryRow: (): Promise<void> => retryWalk(deps),
    /** The row's patient again, after the person has looked at another one. */
    returnToRow: (): void => {
      const patient = store.get().walk?.patient ?? null;
      if (patient !== null) deps.showPatient(patient);
    },
    /** Selects the row in the sheet. */
    jumpToRow: async (): Promise<void> => {
      const { walk } = store.get();
      if (walk?.row == null) return;
      const { sheet, list } = walk.row;
      try {
        await ports.workbook.jumpToCell(list, { locator: locatorFromRowId(rowIdFor(sheet, rowMark(sheet.cells)), sheet.rowNumber), field: null });
      } catch (error) {
        const problem = toProblem(error);
        store.set((state) => (state.walk === null ? state : { ...state, walk: { ...state.walk, problem: { kind: "problem", problem } } }));
      }
    },
    rowSeen: (): void => store.set((state) => (state.walk?.isNew === true ? { ...state, walk: { ...state.walk, isNew: false } } : state)),
    endWalk: (): void => store.set((state) => ({ ...state, walk: null, walkProblem: null })),

    followOutbox: (): (() => void) => ports.outbox.subscribe((event) => void followForm(deps, event).catch(unlessRefused)),
    resume: (): Promise<void> => resumeForms(deps).catch(unlessRefused),
    /** The person signed out: nothing that was typed or seen is left for the next. */
    forget: (): void => {
      stop.abort();
      stop = new AbortController();
      deps.sent.clear();
      deps.noteIds.clear();
      store.set(() => nothing);
    },
  };
}

/** What Excel or the server refuses while no form is there to say so stays untold, and is tried again when the outbox is next heard of. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof WorkbookError || error instanceof ApiFailure)) throw error;
}

/** A value that the patient had, from the history of the record. */
export type EarlierValue =
  | { readonly field: Extract<ContactField, "phone">; readonly phone: string }
  | { readonly field: Extract<ContactField, "address">; readonly address: AddressView }
  | { readonly field: Extract<ContactField, "birthdate">; readonly birthdate: string };
