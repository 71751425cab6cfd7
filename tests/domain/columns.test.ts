import { columnHeaders, templateFields } from "../../src/domain/columnHeaders";
import { fieldOfHeading, isLineListAddress, isListedBirthdate, recogniseColumns } from "../../src/domain/columns";
import type { CellContent } from "../../src/domain/types";

const row = (...headers: (string | number)[]): CellContent[] => headers.map((value) => ({ value }));
const recognise = (...headers: string[]) => recogniseColumns([row(...headers)]);

describe("lists that are recognised without a click", () => {
  test("NMRS's missed appointments", () => {
    const list = recognise("PepfarID", "HospID", "FirstName", "FamilyName", "Sex", "PhoneNo", "DOB", "Age", "PatientAddress", "AppointmentDate");
    expect(list).toEqual({
      headerIndex: 0,
      columns: { artId: 0, hospitalNumber: 1, givenName: 2, familyName: 3, sex: 4, phone: 5, birthdate: 6, street: 8 },
      streetIncludesLga: true,
      birthdateIsListed: true,
      ignored: [
        { index: 7, header: "Age" },
        { index: 9, header: "AppointmentDate" },
      ],
      statusColumn: null,
      detailColumn: null,
    });
  });

  test("NMRS's viral load eligibility: the present and the next of kin's phone are other people's", () => {
    const list = recognise("PepfarID", "PatientAddress", "RegistrationPhoneNo", "CurrentPhoneNo", "NextOfKinPhoneNo", "DOB");
    expect(list?.columns).toEqual({ artId: 0, street: 1, phone: 2, birthdate: 5 });
    expect(list?.ignored.map(({ header }) => header)).toEqual(["CurrentPhoneNo", "NextOfKinPhoneNo"]);
  });

  test("NMRS's SIRADET", () => {
    const list = recognise("PatientUniqueID", "RegistrationPhoneNo", "ContactPhoneNo", "DateOfBirth");
    expect(list?.columns).toEqual({ artId: 0, phone: 1, birthdate: 3 });
  });

  test("the old script's file", () => {
    const list = recognise("art_id", "new_phone", "new_address", "new_birthdate");
    expect(list?.columns).toEqual({ artId: 0, phone: 1, street: 2, birthdate: 3 });
    expect([list?.streetIncludesLga, list?.birthdateIsListed]).toEqual([false, false]);
  });

  test("our own sheet, with the columns that we wrote", () => {
    const own = templateFields.map((field) => columnHeaders[field].template);
    expect(own).toEqual(["ART ID", "New phone", "New street", "Ward", "LGA", "State", "New birthdate", "Reason"]);
    const list = recognise(...own, "Status", "Detail");
    expect(list?.columns).toEqual({ artId: 0, phone: 1, street: 2, ward: 3, lga: 4, state: 5, birthdate: 6, reason: 7 });
    expect([list?.statusColumn, list?.detailColumn, list?.ignored]).toEqual([8, 9, []]);
  });

  test.each([
    ["art id", "artId"],
    ["ART-ID", "artId"],
    ["ART No.", "artId"],
    ["Patient's ART Number", "artId"],
    ["Unique ID", "artId"],
    ["Phone Number", "phone"],
    ["Patient's Phone Number", "phone"],
    ["Client Phone No.", "phone"],
    ["Tel. No", "phone"],
    ["GSM", "phone"],
    ["NEW PHONE NO", "phone"],
    ["Phone (new)", "phone"],
    ["Date of Birth (DD/MM/YYYY)", "birthdate"],
    ["D.O.B", "birthdate"],
    ["New DOB", "birthdate"],
    ["Home Address", "street"],
    ["Residential\nAddress", "street"],
    ["L.G.A.", "lga"],
    ["Surname", "familyName"],
    ["Client Name", "fullName"],
    ["Gender", "sex"],
    ["Hospital No", "hospitalNumber"],
  ])("%j is the column %s", (header, field) => {
    expect(fieldOfHeading(header)).toBe(field);
  });

  test.each([
    ["DOB", true],
    ["Date of Birth", true],
    ["DOB (DD/MM/YYYY)", true],
    ["Patient's date of birth", true],
    ["Recorded birthdate", true],
    ["Current DOB", true],
    ["New birthdate", false],
    ["new_birthdate", false],
    ["Corrected DOB", false],
    ["DOB (new)", false],
    ["Day of birth as told by phone", false],
  ])("a column %j prints the record's birthdate: %s", (header, listed) => expect(isListedBirthdate(header)).toBe(listed));

  test.each([["CurrentPhoneNo"], ["ContactPhoneNo"], ["NextOfKinPhoneNo"], ["Next of kin phone"], ["Treatment supporter phone"], ["Old phone"], ["Patient ID"], ["ID"], ["Age"], ["State of origin"], ["Facility name"], ["ART start date"], [""]])(
    "%j is not guessed at",
    (header) => expect(fieldOfHeading(header)).toBeNull(),
  );
});

describe("several columns for one thing", () => {
  test("beside a new phone the listed phone is only for reading", () => {
    const list = recognise("PepfarID", "PhoneNo", "New phone");
    expect(list?.columns).toEqual({ artId: 0, phone: 2 });
    expect(list?.ignored).toEqual([{ index: 1, header: "PhoneNo" }]);
  });

  test("beside a new address NMRS's printed address is only for reading", () => {
    const list = recognise("PepfarID", "PatientAddress", "New address");
    expect(list?.columns).toEqual({ artId: 0, street: 2 });
    expect(list?.streetIncludesLga).toBe(false);
  });

  test("beside a new birthdate the listed one tells who the patient is", () => {
    expect(recognise("PepfarID", "DOB", "New birthdate")?.columns).toEqual({ artId: 0, knownBirthdate: 1, birthdate: 2 });
    expect(recognise("PepfarID", "New DOB", "DateOfBirth")?.columns).toEqual({ artId: 0, knownBirthdate: 2, birthdate: 1 });
  });

  test("of two equal headings the first counts", () => {
    expect(recognise("ART ID", "Phone", "Phone")).toMatchObject({ columns: { artId: 0, phone: 1 }, ignored: [{ index: 2, header: "Phone" }] });
  });

  test("where the list names its facility, State and LGA are the facility's and never a home", () => {
    const list = recognise("State", "LGA", "Facility Name", "PepfarID", "PhoneNo", "LGA of residence");
    expect(list?.columns).toEqual({ artId: 3, phone: 4, lga: 5 });
    expect(list?.ignored.map(({ header }) => header)).toEqual(["State", "LGA", "Facility Name"]);
  });

  test("a list's own Status column is not ours to write", () => {
    expect(recognise("PepfarID", "PhoneNo", "Status")).toMatchObject({ statusColumn: null, detailColumn: null });
  });
});

describe("where the headings stand", () => {
  test("under title rows and a blank one", () => {
    const rows = [row("GENERAL HOSPITAL", ""), row("Missed appointments, October 2026"), row(), row("S/N", "PepfarID", "PhoneNo"), row(1, "IMO02000020", "0803")];
    expect(recogniseColumns(rows)).toMatchObject({ headerIndex: 3, columns: { artId: 1, phone: 2 } });
  });

  test("a title that happens to be a heading is not taken for one", () => {
    expect(recogniseColumns([row("Name"), row("ART ID", "Phone")])).toMatchObject({ headerIndex: 1 });
  });

  test("of two rows of headings the one with the ART ID counts", () => {
    expect(recogniseColumns([row("Name", "Phone", "Address"), row("ART ID", "Phone")])).toMatchObject({ headerIndex: 1 });
  });

  test("without an ART ID the person still sees what was recognised", () => {
    expect(recognise("Name", "Phone", "Address")?.columns).toEqual({ fullName: 0, phone: 1, street: 2 });
  });

  test.each([[[]], [[row("08031234567", "12 Broad St")]], [[row("Phone")]], [[row(1, 2, 3)]]])("rows without headings are not a list: %j", (rows) => {
    expect(recogniseColumns(rows)).toBeNull();
  });

  test("headings below the twentieth row are not looked for", () => {
    const rows = [...Array.from({ length: 20 }, () => row("x")), row("ART ID", "Phone")];
    expect(recogniseColumns(rows)).toBeNull();
  });

  test("PatientAddress is known by name when a person chooses the column", () => {
    expect([isLineListAddress("PatientAddress"), isLineListAddress("Patient Address"), isLineListAddress("Address")]).toEqual([true, true, false]);
  });
});
