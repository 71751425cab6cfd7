import { contactFields } from "../../src/domain/types";
import type { ContactField } from "../../src/domain/types";
import type { MadeAddress, MadeBirthdate, MadeCell, MadeField, MadeRow, MadeSubmission, MadeValues, seeded } from "./madeHistory";

type Random = ReturnType<typeof seeded>;

const words = ["3 New Road", "Ọjà Ọba, off Bank Rd", "“Mama” Kemi's shop 📞", "KM 4; Lagos-Ibadan", "=HYPERLINK(1)", " ", "Ward 2\nbehind the school"];
const places = [null, "", "IKORODU", "Ìbàdàn North", "FCT"];
const reasonsGiven = ["Asked at the desk", "Réponse de la patiente", "📞 called", "  ", ""];

function orNone<Value>(random: Random, value: Value): Value | null {
  return random.chance(20) ? null : value;
}

function phone(random: Random): string {
  return `080${String(random.below(100_000_000)).padStart(8, "0")}`;
}

function address(random: Random): MadeAddress {
  return { street: orNone(random, random.pick(words)), ward: random.pick(places), lga: random.pick(places), state: random.pick(places) };
}

function birthdate(random: Random): MadeBirthdate {
  return { day: `19${10 + random.below(90)}-0${1 + random.below(9)}-${10 + random.below(19)}`, estimated: random.chance(40) };
}

function oldAndNew<Value>(random: Random, draw: (random: Random) => Value): { before: Value | null; after: Value | null } {
  return { before: orNone(random, draw(random)), after: orNone(random, draw(random)) };
}

function values(random: Random): MadeValues {
  const parts = { state: random.pick(words), street: random.pick(words), lga: random.pick(words), ward: random.pick(words) };
  const names = (["state", "lga", "ward", "street"] as const).filter((name) => name === "street" || random.chance(40));
  return {
    phone: oldAndNew(random, phone),
    address: oldAndNew(random, address),
    birthdate: oldAndNew(random, birthdate),
    // The last part that people write comes first, as a sheet may have its columns.
    givenAddress: Object.fromEntries(names.map((name) => [name, parts[name]])),
  };
}

/** The ART ID as a cell shows it, with or without a reason and a value beside it. */
function cells(random: Random, artId: string): Readonly<Record<string, MadeCell>> {
  const number = 1 + random.below(1_000_000);
  const shown = random.pick<MadeCell>([{ value: artId }, { value: artId }, { value: ` ${artId} ` }, { value: number }, { value: number, text: `00${number}` }, { value: artId, text: ` ${artId}\t` }, { value: `a "b" \\ ${artId}` }]);
  const beside = { ...(random.chance(50) ? { phone: { value: '"reason":{"value":"x"}' } } : {}), ...(random.chance(30) ? { reason: { value: random.pick(reasonsGiven) } } : {}) };
  return random.chance(30) ? { ...beside, artId: shown } : { artId: shown, ...beside };
}

function withoutSome<Value>(random: Random, of: Readonly<Partial<Record<ContactField, Value>>>): Readonly<Partial<Record<ContactField, Value>>> {
  return Object.fromEntries(contactFields.flatMap((field) => (of[field] === undefined || random.chance(10) ? [] : [[field, of[field]]])));
}

/** Of some that failed no cause is known. */
function withoutCause(random: Random, field: MadeField): MadeField {
  return field.status === "failed" && random.chance(15) ? { status: "failed", reason: null } : field;
}

function rowWithValues(random: Random, row: MadeRow): MadeRow {
  const fields = Object.fromEntries(contactFields.flatMap((name) => (row.fields[name] === undefined ? [] : [[name, withoutCause(random, row.fields[name])]])));
  return { ...row, fields, given: withoutSome(random, row.given), values: values(random), cells: cells(random, row.artId), rowNumber: 1 + random.below(200_000) };
}

/**
 * The submission with values, as people typed them and as the record held them, with reasons, and accepted at a moment that others may share:
 * what a list of rows shows beside what is counted.
 */
export function withValues(random: Random, made: MadeSubmission): MadeSubmission {
  // One without rows is not accepted yet.
  const earliest = made.rows.map(({ finishedAt }) => finishedAt).sort()[0] ?? "";
  const acceptedAt = random.pick([earliest, `${earliest.slice(0, 10)} 00:00:00.000`, `${earliest.slice(0, 8)}01 00:00:00.000`]);
  return {
    ...made,
    ...(earliest === "" ? {} : { acceptedAt }),
    rows: made.rows.map((row) => rowWithValues(random, row)),
    reason: orNone(random, random.pick(reasonsGiven)),
  };
}
