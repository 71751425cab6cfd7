import { useEffect, useRef } from "react";
import type { ReactElement } from "react";
import type { PatientCard } from "../../contract/patientCard";
import { ContactAttempts } from "./ContactAttempts";
import type { NotesDesk } from "./notesDesk";
import { OtherNumbers } from "./OtherNumbers";

interface Props {
  readonly desk: NotesDesk;
  readonly card: PatientCard;
  /** The server has taken something noted of the patient: what the card says of it is older. */
  readonly onTaken: () => void;
  readonly onCorrect: () => void;
}

/** What is noted of a patient beside the record, while the card is open. */
export function NotesSections({ desk, card, onTaken, onCorrect }: Props): ReactElement {
  const { patient, masked } = card;
  const taken = useRef(onTaken);
  useEffect(() => {
    taken.current = onTaken;
  });
  useEffect(() => desk.enter(patient, !masked, () => taken.current()), [desk, patient, masked]);
  return (
    <>
      <ContactAttempts desk={desk} card={card} today={desk.today()} onCorrect={card.artId === null ? null : onCorrect} />
      <OtherNumbers desk={desk} patient={patient} />
    </>
  );
}
