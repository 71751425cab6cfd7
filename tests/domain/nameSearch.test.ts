import { foldName, nameParts, rankName, searchWords, soundOf } from "../../src/domain/nameSearch";
import type { NameColumns } from "../../src/domain/nameSearch";

const sound = (name: string) => soundOf(foldName(name));

describe("names that are spelt in several ways", () => {
  test.each([
    ["Mohammed", "Muhammad"],
    ["Mohammed", "Mohamed"],
    ["Muhammad", "Mohamad"],
    ["Aisha", "Aishat"],
    ["Aisha", "Aysha"],
    ["Aisha", "Aishah"],
    ["Chukwuemeka", "Chukuemeka"],
    ["Chukwudi", "Chukudi"],
    ["Nwachukwu", "Nwachuku"],
    ["Yusuf", "Yusuff"],
    ["Yusuf", "Yousuf"],
    ["Ibrahim", "Ebrahim"],
    ["Ibrahim", "Ibraheem"],
    ["Fatima", "Fatimah"],
    ["Fatima", "Fatimat"],
    ["Halima", "Haleemat"],
    ["Abubakar", "Abubaker"],
    ["Abdullahi", "Abdulahi"],
    ["Suleiman", "Sulaiman"],
    ["Umar", "Omar"],
    ["Aliyu", "Aliu"],
    ["Hauwa", "Hawwa"],
    ["Zainab", "Zaynab"],
    ["Shola", "Ṣọlá"],
    ["Showande", "Ṣówándé"],
    ["Stephen", "Steven"],
    ["Asma'u", "Asmau"],
    ["Isa", "Issa"],
    ["Bassey", "Bassi"],
    ["Philip", "Filip"],
    ["Khadija", "Kadija"],
  ])("%s sounds like %s", (one, other) => {
    expect(sound(one)).not.toBeNull();
    expect(sound(one)).toBe(sound(other));
  });

  test.each([
    ["Oluwaseun", "Oluwaseyi"],
    ["Chukwuemeka", "Chukwudi"],
    ["Musa", "Moses"],
    ["Umar", "Amar"],
    ["Lawal", "Lawan"],
    ["Chinedu", "Chidinma"],
    ["Okafor", "Okonkwo"],
    ["Yusuf", "Isa"],
    ["Adeyemi", "Adeleke"],
    ["Ngozi", "Nkechi"],
    ["Sani", "Sanusi"],
  ])("%s does not sound like %s", (one, other) => expect(sound(one)).not.toBe(sound(other)));

  test.each(["Bo", "J", "'"])("%s is too short to have a sound", (name) => expect(sound(name)).toBeNull());
});

describe("a name that is searched for", () => {
  const asma: NameColumns = ["Asma'u", "Hauwa", "Abdul-Rahman", null];
  test.each<[string, NameColumns, ReturnType<typeof rankName>]>([
    ["Ngozi Okonkwo", ["Ngozi", null, "Okonkwo", null], "exact"],
    ["okonkwo ngozi", ["Ngozi", null, "Okonkwo", null], "exact"],
    ["Ngo", ["Ngozi", null, "Okonkwo", null], "prefix"],
    ["okon ngo", ["Ngozi", null, "Okonkwo", null], "prefix"],
    ["Okonkwoh Ngozi", ["Ngozi", null, "Okonkwo", null], "misspelt"],
    ["Muhammad", ["Musa", null, "Mohammed", null], "misspelt"],
    ["Mohammed Mohammed", ["Musa", null, "Mohammed", null], null],
    ["Mohammed Muhammad", ["Muhammad", null, "Mohammed", null], "exact"],
    ["Ngozi Eze", ["Ngozi", null, "Okonkwo", null], null],
    ["asmau", asma, "exact"],
    ["ASMA’U hauwa", asma, "exact"],
    ["abdulrahman", asma, "exact"],
    ["rahman asmau", asma, "exact"],
    ["Abdul Rahman", ["Sani", null, "Abdulrahman", null], "misspelt"],
    ["Abdul Rahman", ["Sani", null, "Abdul Rahman", null], "exact"],
    ["olawumi", ["Ọláwùmí", null, "Ojo", null], "exact"],
    ["Ọláwùmí", ["Olawumi", null, "Ojo", null], "exact"],
    ["Ngozi", [null, null, null, null], null],
    ["Musa Musa", ["Musa", null, "Musa", null], "exact"],
    ["Musa Musa", ["Musa", null, "Bello", null], null],
    ["Okafor Ada Mary", ["Ada", "Mary", "Okafor", null], "exact"],
  ])("%s against %j is %s", (typed, recorded, rank) => expect(rankName(searchWords(typed), recorded)).toBe(rank));

  test("every part of a name is one that it can be found by", () => {
    expect(nameParts(["Abdul-Rahman", "de Souza", "Asma'u", null])).toEqual(["abdulrahman", "de", "souza", "asmau", "abdul", "rahman", "desouza"]);
  });
});
