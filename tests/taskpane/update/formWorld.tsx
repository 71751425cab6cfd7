import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactElement } from "react";
import type { NoteResult } from "../../../src/client/notesQueue";
import type { ContactNote } from "../../../src/contract/contactNotes";
import type { PatientCard } from "../../../src/contract/patientCard";
import type { PatientSearchAnswer, PatientSearchRequest } from "../../../src/contract/patientSearch";
import type { PreviewAnswer, PreviewRequest, RowInput, RowOutcome } from "../../../src/contract/submissions";
import type { DateOrder, Role } from "../../../src/domain/types";
import { RowWalkBar } from "../../../src/taskpane/update/RowWalkBar";
import { UpdateForm } from "../../../src/taskpane/update/UpdateForm";
import { createUpdateStore } from "../../../src/taskpane/update/updateStore";
import type { UpdateStore } from "../../../src/taskpane/update/updateStore";
import { createStore, useStore } from "../../../src/taskpane/store";
import { makeWorld, show } from "../paneWorld";
import type { Grid, World } from "../paneWorld";

/** A patient of the record whose contacts may be seen. */
export function cardOf(more: Partial<PatientCard> = {}): PatientCard {
  return {
    patient: "11111111-0000-4000-8000-000000000001",
    name: "Grace Audu",
    sex: "F",
    age: 38,
    identifiers: [{ identifier: "NAS/001", type: "ART Number", isArtId: true, voided: false }],
    facility: "General Hospital Karu",
    marks: [],
    artId: "NAS/001",
    birthdate: { birthdate: "1987-03-14", estimated: true },
    phones: [{ value: "08030000000", since: "2024-05-01" }],
    address: { street: "14 Ayangburen Road", ward: "Karu", lga: "Karu", state: "Nasarawa" },
    masked: false,
    lastVerified: null,
    unreachableSince: null,
    lastChanged: null,
    readAt: "2026-11-22T09:00:00.000Z",
    ...more,
  };
}

type Answer = PreviewAnswer["rows"][number];

/** What the server would make of a row: every given field changes, from what the card says. */
export function changing(row: RowInput, card: PatientCard = cardOf()): Answer {
  const text = (field: "phone" | "street" | "ward" | "lga" | "state" | "birthdate"): string | undefined => row.cells[field]?.read;
  const phone = text("phone");
  const birthdate = text("birthdate");
  const before = card.address ?? { street: null, ward: null, lga: null, state: null };
  const after = { street: text("street") ?? before.street, ward: text("ward") ?? before.ward, lga: text("lga") ?? before.lga, state: text("state") ?? before.state };
  const isMoved = (["street", "ward", "lga", "state"] as const).some((part) => text(part) !== undefined);
  return {
    patient: "a".repeat(64),
    status: "updated",
    issues: [],
    fields: {
      ...(phone !== undefined && { phone: { status: "changed", before: card.phones[0]?.value ?? null, after: phone === "CLEAR" ? null : phone, reason: null } }),
      ...(isMoved && { address: { status: "changed", before, after, reason: null } }),
      ...(birthdate !== undefined && { birthdate: { status: "changed", before: card.birthdate, after: { birthdate, estimated: false }, reason: null } }),
    },
    baseline: { phone: "b".repeat(64), address: "c".repeat(64), birthdate: "d".repeat(64) },
  };
}

export function outcomeOf(row: Pick<RowInput, "rowId" | "rowNumber">, more: Partial<RowOutcome> = {}): RowOutcome {
  return {
    ordinal: 0,
    rowId: row.rowId,
    rowNumber: row.rowNumber,
    status: "updated",
    issues: [],
    fields: { phone: { status: "changed", before: "08030000000", after: "08031234567", reason: null } },
    reverted: [],
    finishedAt: "2026-11-22T09:00:01.000Z",
    ...more,
  };
}

export interface FormWorld extends World {
  readonly store: UpdateStore;
  readonly user: ReturnType<typeof userEvent.setup>;
  readonly notes: ContactNote[];
  readonly searched: PatientSearchRequest[];
  readonly revealed: () => number;
  readonly opened: string[];
  readonly changed: string[];
  /** Another card in front. */
  readonly put: (card: PatientCard | null) => void;
}

export interface FormGiven {
  readonly card?: PatientCard | null;
  readonly cards?: readonly PatientCard[];
  readonly preview?: (request: PreviewRequest) => Promise<PreviewAnswer>;
  readonly role?: Role;
  readonly grid?: Grid;
  readonly workbook?: Parameters<typeof makeWorld>[1] extends infer G ? (G extends { workbook?: infer W } ? W : never) : never;
  readonly dateOrder?: DateOrder;
  readonly note?: (note: ContactNote) => Promise<NoteResult>;
  readonly search?: (request: PatientSearchRequest) => Promise<PatientSearchAnswer>;
  readonly server?: Partial<World["ports"]["server"]>;
  readonly followUps?: Partial<World["ports"]["followUps"]>;
}

/** The form with what stands around it on a patient's screen, over plain objects. */
export function openForm(given: FormGiven = {}): FormWorld {
  const world = makeWorld(given.grid ?? [], {
    ...(given.workbook !== undefined && { workbook: given.workbook }),
    preview: given.preview ?? ((request) => Promise.resolve({ today: "2026-11-22", rows: request.rows.map((row) => changing(row)) })),
  });
  const notes: ContactNote[] = [];
  const searched: PatientSearchRequest[] = [];
  const opened: string[] = [];
  const changed: string[] = [];
  let revealed = 0;
  const cards = given.cards ?? [];
  const front = createStore<PatientCard | null>(given.card === undefined ? cardOf() : given.card);
  const server = {
    ...world.ports.server,
    searchPatients: (request: PatientSearchRequest) => {
      searched.push(request);
      return given.search?.(request) ?? Promise.resolve({ hits: cards.filter(({ artId }) => artId === request.text).map((card) => ({ ...card, foundBy: "artId" as const })), next: null, knownUntil: null, entered: 1 });
    },
    ...given.server,
  };
  const store = createUpdateStore(
    { ...world.ports, server, notes: { ...world.ports.notes, note: (note) => (notes.push(note), given.note?.(note) ?? Promise.resolve({ state: "done" })) }, followUps: { ...world.ports.followUps, ...given.followUps } },
    {
      today: () => "2026-11-22",
      siteOrder: () => given.dateOrder ?? null,
      role: () => given.role ?? "clerk",
      correctionsOf: () => ({}),
      showPatient: (patient) => {
        opened.push(patient);
        front.set(() => cards.find((card) => card.patient === patient) ?? null);
      },
      onChanged: (patient) => changed.push(patient),
    },
  );
  store.followOutbox();
  function Around(): ReactElement {
    const card = useStore(front);
    return (
      <>
        <RowWalkBar store={store} patient={card?.patient ?? null} />
        {card !== null && (
          <UpdateForm
            key={card.patient}
            store={store}
            card={card}
            personName="Amina Bello"
            onReveal={() => {
              revealed += 1;
              front.set((now) => (now === null ? null : { ...cardOf({ patient: now.patient }), masked: false }));
            }}
            onSubmission={() => undefined}
          />
        )}
      </>
    );
  }
  show(<Around />);
  return { ...world, store, user: userEvent.setup(), notes, searched, revealed: () => revealed, opened, changed, put: (card) => act(() => front.set(() => card)) };
}

/** A field by its label: one to type in, or one with names to choose from. */
export const fieldOf = (name: string): HTMLElement => screen.queryByRole("textbox", { name }) ?? screen.getByRole("combobox", { name });
export const checkButton = (): HTMLElement => screen.getByRole("button", { name: "Check and submit" });

/** Types a new phone and goes through the confirmation. */
export async function submitPhone({ user }: Pick<FormWorld, "user">, phone = "08031234567"): Promise<void> {
  await user.type(fieldOf("New phone"), phone);
  await user.click(checkButton());
  await user.click(await screen.findByRole("button", { name: "Submit" }));
}
