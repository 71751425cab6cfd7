import { maskAddress, maskBirthdate, maskPhone, maskTypedText, maskVoidReason } from "../../src/domain/masking";
import { seesContactsMasked } from "../../src/domain/roles";

describe("what a hidden contact still says", () => {
  test.each([
    ["08031234567", "0803•••••67"],
    ["+234-0803 123 4567", "0803•••••67"],
    ["2348031234567", "0803•••••67"],
    ["8031234567", "0803•••••67"],
    ["08031234567 / 08059876543", "•••••"], // the second one would be given away by its end
    ["08031234567 Ngozi's sister", "•••••"],
    ["123", "•••••"],
    ["none", "•••••"],
    ["", "•••••"],
  ])("of the phone %p it shows %p", (phone, shown) => expect(maskPhone(phone)).toBe(shown));

  test.each([
    [
      { street: "14 Ayangburen Road", ward: "Ikorodu Central", lga: "IKORODU", state: "LAGOS" },
      { street: "•••••", ward: "Ikorodu Central", lga: "IKORODU", state: "LAGOS" },
    ],
    [
      { street: null, ward: null, lga: "IKORODU", state: null },
      { street: null, ward: null, lga: "IKORODU", state: null },
    ],
    [
      { street: null, ward: null, lga: "14 Ayangburen Road, Ikorodu", state: "LAGOS" },
      { street: null, ward: null, lga: "•••••", state: "LAGOS" },
    ],
  ])("of an address the street is hidden, and a missing one stays missing", (address, shown) => expect(maskAddress(address)).toEqual(shown));

  test.each([
    ["1988-04-12", "1988"],
    [null, null],
  ])("of the birthdate %p it shows %p", (birthdate, shown) =>
    expect(maskBirthdate({ birthdate, estimated: true })).toEqual({ birthdate: shown, estimated: true }),
  );

  test.each([
    ["Called from 0803 123 4567, March survey", "Called from •••••, March survey"],
    ["New number +234-803-123-4567", "New number •••••"],
    ["Number 0803.123.4567/08059876543 confirmed", "Number ••••• confirmed"],
    ["Visit of 12/04/2026, room 12", "Visit of •••••, room 12"], // eight digits: rather one too many than a number shown
    ["March survey 2026", "March survey 2026"],
  ])("of the reason %p it shows %p", (typed, shown) => expect(maskTypedText(typed)).toBe(shown));

  test.each([
    ["New value: 08051111222", "New value: 0805•••••22"],
    ["New value: ", "•••••"],
    ["New value: 08051111222\nsecond line", "New value: •••••"],
    ["Contact update, submission 3f9a2c1b-0000-4000-8000-000000000001", "Contact update, submission 3f9a2c1b-0000-4000-8000-000000000001"],
    ["Undo of submission 3f9a2c1b-0000-4000-8000-000000000001", "Undo of submission 3f9a2c1b-0000-4000-8000-000000000001"],
    ["Contact update, submission 08051111222", "•••••"],
    ["moved to 5 New Road", "•••••"],
  ])("of the void reason %p it shows %p", (reason, shown) => expect(maskVoidReason(reason)).toBe(shown));

  test.each([
    ["clerk", false],
    ["supervisor", true],
    ["administrator", true],
  ] as const)("contacts are hidden from a %s: %p", (role, masked) => expect(seesContactsMasked(role)).toBe(masked));
});
