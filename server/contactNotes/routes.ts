import { ContactNote, PatientNotesRequest, SheetAttemptsRequest } from "../../src/contract/contactNotes";
import type { Deps } from "../deps";
import { endpoint } from "../http/endpoint";
import type { Route } from "../http/route";
import { noteContact } from "./noteContact";
import { noteSheet } from "./noteSheet";
import { readNotes } from "./readNotes";

export function contactNoteRoutes(deps: Deps): readonly Route[] {
  return [
    { method: "post", path: "/patients/notes", handler: endpoint(deps, { action: "look-up", body: PatientNotesRequest, run: readNotes }) },
    { method: "post", path: "/contact-notes", handler: endpoint(deps, { action: "note-contact", body: ContactNote, run: noteContact }) },
    {
      method: "post",
      path: "/contact-notes/sheet",
      bodyLimit: "8mb",
      handler: endpoint(deps, { action: "note-contact", body: SheetAttemptsRequest, run: noteSheet }),
    },
  ];
}
