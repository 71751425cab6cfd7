import fc from "fast-check";
import { readStreetNames, splitTyped, typedKey } from "../../src/domain/streetNames";

const here = { places: ["ALAUSA", "IKEJA", "LAGOS"], ownNames: ["Ngozi", "Okonkwo"] };
const names = (street: string) => readStreetNames(street, here).map(({ name }) => name);

describe("what is kept of an address", () => {
  test.each<[string, string[]]>([
    ["14 Ayangburen Road", ["Ayangburen Road"]],
    ["14B AYANGBUREN RD.", ["Ayangburen Road"]],
    ["No. 14, Ayangburen Rd", ["Ayangburen Road"]],
    ["No14 Ayangburen road, Ikeja, Lagos State", ["Ayangburen Road"]],
    ["Plot 12/14 Block C Ahmadu Bello Way", ["Ahmadu Bello Way"]],
    ["Flat 3, House 7, 2nd Avenue", ["2nd Avenue"]],
    ["7 Road 5, Kubwa Phase 2", ["Road 5", "Kubwa Phase 2"]],
    ["Broad Street 14 IKEJA", ["Broad Street"]],
    ["Broad St Ikeja", ["Broad Street"]],
    ["#5 Marina Dr", ["Marina Drive"]],
    ["12 Ado-Odo Rd", ["Ado-Odo Road"]],
    ["behind the central mosque", ["Behind Central Mosque"]],
    ["5 Kano Road behind central mosque", ["Kano Road", "Behind Central Mosque"]],
    ["near Total filling station", ["Near Total Filling Station"]],
    ["Opp. St. Mary's", ["Opposite St. Mary's"]],
    ["opposite St Mary’s Hospital, Oke-Odo", ["Opposite St. Mary’s Hospital", "Oke-Odo"]],
    ["close to market", ["Close to Market"]],
    ["in front of LEA Primary School", ["In front of LEA Primary School"]],
    ["off Aba Road by Rumuola junction", ["Off Aba Road", "By Rumuola Junction"]],
    ["Sabon Gari", ["Sabon Gari"]],
    ["Alhaji Masha Road", ["Alhaji Masha Road"]],
    ["Dr. Nnamdi Azikiwe Street", ["Dr. Nnamdi Azikiwe Street"]],
    ["Chief Okeke Estate", ["Chief Okeke Estate"]],
    ["Okonkwo Street", ["Okonkwo Street"]],
    ["Government House Road", ["Government House Road"]],
    ["behind Government House", ["Behind Government House"]],
  ])("%j: %j", (street, expected) => expect(names(street)).toEqual(expected));
});

describe("what is taken off, because it leads to one home or one person", () => {
  test.each([
    "c/o Mallam Musa",
    "C/O Okonkwo family",
    "c/o Mr Bello, 08031234567",
    "care of the catechist",
    "Mrs Adebayo's house",
    "near Alhaji Musa's house",
    "behind Chief Okeke compound",
    "Gidan Malam Sani",
    "Mama Ngozi shop",
    "Iya Basira",
    "Okonkwo villa",
    "Ngozi Nwosu",
    "Bello family",
    "wife of Ibrahim",
    "S/O Danladi",
    "Musa's",
    "14",
    "No. 5",
    "Flat C",
    "House",
    "0803 123 4567",
    "+234-803-123-4567",
    "O8031234567",
    "P.O. Box 1234",
    "Road",
    "Street",
    "IKEJA",
    "Ikeja, Lagos, Nigeria",
    "lagos state",
    "near",
    "-",
    "",
    "the house with the red roof after the second culvert on the left of the path to the river bank behind the well",
  ])("%j", (street) => expect(names(street).filter((name) => /musa|bello|okonkwo|ngozi|okeke|adebayo|basira|sani|danladi|ibrahim|\d|catechist|ikeja|lagos|^road$|^street$|^house$|roof|^near$/i.test(name))).toEqual([]));

  test("a part that names a person does not take the street with it", () => {
    expect(names("c/o Mallam Musa, 5 Kano Road")).toEqual(["Kano Road"]);
    expect(names("5 Kano Road, 08031234567")).toEqual(["Kano Road"]);
    expect(names("5 Kano Road 0803 123 4567 behind central mosque")).toEqual(["Kano Road", "Behind Central Mosque"]);
    expect(names("c/o Musa behind central mosque")).toEqual([]);
  });

  test("no number of three digits or more is ever left, whatever the address", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom("Kano", "Road", "No.", "Plot", "behind", "mosque", ",", "c/o", "Phase", "B", "#", "/", "-"), fc.integer({ min: 0, max: 99_999_999_999 }).map(String), fc.string({ maxLength: 6 })), { maxLength: 12 }), (words) => {
        for (const { key, name } of readStreetNames(words.join(" "), here)) {
          expect(name).not.toMatch(/\d{3}/);
          expect(key).toMatch(/^[\p{L}\p{N}]+(?: [\p{L}\p{N}]+)*$/u);
          expect(name.length).toBeLessThanOrEqual(60);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

test("spellings of one street count as one", () => {
  const keys = ["14 Ayangburen Rd", "AYANGBUREN ROAD", "2b, ayangburen road.", "Ayangbùren Rd, Ikeja"].flatMap((street) => readStreetNames(street, here).map(({ key }) => key));
  expect(new Set(keys)).toEqual(new Set(["ayangburen road"]));
  expect(keys).toHaveLength(4);
});

describe("while a street is typed", () => {
  test.each([
    ["14 Aya", "14 ", "Aya"],
    ["Aya", "", "Aya"],
    ["No. 14, Aya", "No. 14, ", "Aya"],
    ["Plot 5 Block C Ahma", "Plot 5 Block C ", "Ahma"],
    ["14 Ayangburen Road behind cen", "14 Ayangburen Road ", "behind cen"],
    ["14 Ayangburen Road, cen", "14 Ayangburen Road, ", "cen"],
    ["14 Ayangburen Road close to ma", "14 Ayangburen Road ", "close to ma"],
    ["2nd Ave", "", "2nd Ave"],
    ["14", "14", ""],
    ["14 ", "14 ", ""],
    ["", "", ""],
  ])("of %j the part to complete stands after %j: %j", (text, kept, typed) => {
    expect(splitTyped(text)).toEqual({ kept, typed });
  });

  test.each([
    ["Aya", "aya"],
    ["opp st mar", "opposite saint mar"],
    ["Opp. St. Mary's", "opposite saint marys"],
    ["broad st", "broad st"],
    ["behind the cen", "behind cen"],
    ["Ado-Odo", "ado odo"],
    ["close to ma", "close to ma"],
    ["c/o Musa", ""],
    ["0803123", ""],
    ["%_\\", ""],
  ])("%j is searched as %j", (typed, key) => expect(typedKey(typed)).toBe(key));
});
