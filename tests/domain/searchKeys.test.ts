import { searchWords } from "../../src/domain/nameSearch";
import { headPairKey, nameKeys, phoneAnswers, phoneKeys, readTypedPhone, soundKey, soundPairKey, tailKey } from "../../src/domain/searchKeys";

describe("what a person is found by", () => {
  test("a name of two parts has six keys: two of each part and two of the pair", () => {
    expect([...nameKeys(["Musa", null, "Ibrahim", null])].sort()).toEqual([
      "head ibr", "head mus", "heads ibr mus", "sound Ebraham", "sound musa", "sounds Ebraham musa",
    ]);
  });

  test.each([
    ["ibrahim musa", ["Musa", null, "Ibrahim", null]],
    ["Ebraheem Musah", ["Musa", null, "Ibrahim", null]],
    ["Hauwa Asmau", ["Asma'u", "Hauwa", "Garba", null]],
  ])("%s and %j have a pair of sounds in common", (typed, recorded) => {
    const [one = "", other = ""] = searchWords(typed);
    expect(nameKeys(recorded)).toContain(soundPairKey(one, other));
    expect(nameKeys(recorded)).toContain(soundKey(one));
  });

  test("a pair is the same in both orders", () => expect(headPairKey("musa", "ibrahim")).toBe(headPairKey("ibrahim", "musa")));

  test.each([
    ["08031234567", ["phone 08031234567", "tail 4567", "tail 234567"]],
    ["+234 803 123 4567", ["phone 08031234567", "tail 4567", "tail 234567"]],
    ["8031234567", ["phone 08031234567", "tail 4567", "tail 234567"]],
    ["08031234567/08059999999", ["phone 08031234567", "phone 08059999999", "tail 4567", "tail 234567", "tail 9999", "tail 999999"]],
    ["0803123456", ["tail 3456", "tail 123456"]],
    ["NIL", []],
    ["0803ABCDEFG", ["tail 0803"]],
  ])("the stored phone %s is found by %j", (stored, keys) => expect(phoneKeys(stored)).toEqual(keys));

  test.each([
    ["0803 123 4567", { whole: "08031234567" }],
    ["+2348031234567", { whole: "08031234567" }],
    ["2348031234567", { whole: "08031234567" }],
    ["8031234567", { whole: "08031234567" }],
    ["4567", { tail: "4567" }],
    ["…123 4567", { tail: "1234567" }],
    ["567", null],
    ["Ngozi", null],
    ["IMO02000020", null],
  ])("%s typed is %j", (typed, read) => expect(readTypedPhone(typed)).toEqual(read));

  test.each([
    ["567", null],
    ["4567", "tail 4567"],
    ["34567", "tail 4567"],
    ["234567", "tail 234567"],
    ["1234567", "tail 234567"],
  ])("the last digits %s are looked for as %s", (typed, key) => {
    expect(tailKey(typed)).toBe(key);
    if (key !== null) expect(phoneKeys("08031234567")).toContain(key);
  });

  test("last digits answer only numbers that end with all of them", () => {
    expect(phoneAnswers({ tail: "34567" }, "08031234567")).toBe(true);
    expect(phoneAnswers({ tail: "94567" }, "08031234567")).toBe(false);
    expect(phoneAnswers({ whole: "08031234567" }, "+234-0803 1234567")).toBe(true);
    expect(phoneAnswers({ whole: "08031234567" }, "08031234568")).toBe(false);
  });
});
