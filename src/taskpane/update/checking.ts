import type { PatientCard } from "../../contract/patientCard";
import type { PreviewRow } from "../../contract/submissions";
import { contactFields } from "../../domain/types";
import type { Issue } from "../../domain/types";
import { isCancelled, isUnreachable, toProblem } from "../problem";
import { previewInput, readingOf } from "../submit/engine/wire";
import { asksToErase, checkDraft, contextOf, isOpen, issuesOfDraft, lacksReason, paneRowOf } from "./draft";
import type { Circumstances, Draft } from "./draft";
import type { FormState } from "./formState";
import type { UpdateDeps } from "./updateDeps";

/** Why the form cannot be checked now, as a word for `src/wording`; null where it can. */
export type WhyNot = "no-art-id" | "hidden" | "nothing" | "errors" | "repairs" | "warnings" | "reason" | "erase" | "busy";

export function circumstancesOf(deps: Pick<UpdateDeps, "today" | "siteOrder" | "role">, card: PatientCard): Circumstances {
  return { card, role: deps.role() ?? "clerk", typed: { today: deps.today(), dateOrder: deps.siteOrder() ?? "dmy" } };
}

/** What the person must do before the form can be compared with the record. */
export function whyNotCheck({ draft, said, phase }: FormState, circumstances: Circumstances): WhyNot | null {
  const { card } = circumstances;
  if (card.artId === null) return "no-art-id";
  if (card.masked) return "hidden";
  if (phase.name !== "editing") return "busy";
  const issues = issuesOfDraft(draft, circumstances, said);
  const open = issues.filter((issue) => isOpen(issue, draft) && !isForTheServer(issue));
  if (open.some(({ severity }) => severity === "error")) return "errors";
  if (open.some(({ severity }) => severity === "repair")) return "repairs";
  if (open.some((issue) => issue.severity === "warning" && !draft.confirmed.includes(issue.code))) return "warnings";
  if (open.some((issue) => lacksReason(issue, draft.reason))) return "reason";
  if (asksToErase(draft)) return "erase";
  return givesSomething(draft, circumstances) ? null : "nothing";
}

/** An error of the whole row is the server's to find, and perhaps gone by now: the person may ask again. */
function isForTheServer({ severity, field }: Issue): boolean {
  return severity === "error" && (field === null || field === "artId");
}

function givesSomething(draft: Draft, circumstances: Circumstances): boolean {
  return draft.kept.length > 0 || contactFields.some((field) => checkDraft(draft, circumstances).update[field] !== undefined);
}

/** Whether anything of it goes to NMRS at all. */
export function changesRecord(draft: Draft, circumstances: Circumstances): boolean {
  const { update } = paneRowOf(draft, circumstances, null).checked;
  return contactFields.some((field) => update[field] !== undefined);
}

/** Compares the form with the record and opens the confirmation, or shows what the person must decide first. */
export async function checkForm(deps: UpdateDeps, card: PatientCard): Promise<void> {
  const { store, change, ports } = deps;
  const { patient } = card;
  const form = store.get().forms.get(patient);
  const circumstances = circumstancesOf(deps, card);
  if (form === undefined || whyNotCheck(form, circumstances) !== null) return;
  if (!changesRecord(form.draft, circumstances)) {
    change(patient, (now) => ({ ...now, problem: null, isSame: false, phase: { name: "confirming", preview: null, isSending: false } }));
    return;
  }
  change(patient, (now) => ({ ...now, phase: { name: "checking" }, problem: null, isSame: false }));
  const asked = form.draft;
  try {
    const row = paneRowOf(asked, circumstances, null);
    const request = { reading: readingOf(contextOf(asked, circumstances)), rows: [previewInput(row)], reason: reasonOf(asked) };
    const { rows } = await ports.server.preview(request, deps.signal());
    const [preview] = rows;
    change(patient, (now) => (now.draft === asked && preview !== undefined ? answered(now, preview, circumstances) : { ...now, phase: { name: "editing" } }));
  } catch (error) {
    if (isCancelled(error)) return change(patient, (now) => ({ ...now, phase: { name: "editing" } }));
    const problem = toProblem(error);
    // Without the server it is sent blind, as a list is: the server asks before it replaces anything.
    const phase: FormState["phase"] = isUnreachable(problem) ? { name: "confirming", preview: null, isSending: false } : { name: "editing" };
    change(patient, (now) => ({ ...now, phase, problem: isUnreachable(problem) ? null : problem }));
  }
}

/** What the server's word makes of the form. */
function answered(form: FormState, preview: PreviewRow, circumstances: Circumstances): FormState {
  const { draft } = form;
  const isSettled = !issuesOfDraft(draft, circumstances, preview).some((issue) => isOpen(issue, draft));
  const isChanging = contactFields.some((field) => preview.fields[field]?.status === "changed");
  const isClear = contactFields.every((field) => !isLeft(preview.fields[field]?.status));
  if (isSettled && isClear && (isChanging || keptNumbers(draft, circumstances).length > 0)) {
    return { ...form, said: preview, phase: { name: "confirming", preview, isSending: false } };
  }
  return { ...form, said: preview, isSame: isSettled && isClear && !isChanging, phase: { name: "editing" } };
}

function isLeft(status: string | undefined): boolean {
  return status === "failed" || status === "waiting" || status === "conflict";
}

/** Numbers that are kept beside NMRS's when the form is sent. */
export function keptNumbers(draft: Draft, circumstances: Pick<Circumstances, "card" | "typed">): readonly string[] {
  const { update } = checkDraft(draft, circumstances);
  const own = !draft.isPreferred && update.phone?.kind === "value" ? [update.phone.value] : [];
  return [...new Set([...own, ...draft.kept])];
}

/** The person's reason as the server takes it. */
export function reasonOf({ reason }: Pick<Draft, "reason">): string | null {
  const text = reason.trim();
  return text === "" ? null : text.slice(0, 255);
}
