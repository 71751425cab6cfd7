import { namesAgree } from "../../src/domain/names";
import { checkPatientGuard } from "../../src/domain/wrongPatient";
import type { PatientGuard } from "../../src/domain/types";
import { record } from "./record";

describe("names that can be one person's", () => {
  test.each([
    ["Ngozi Okafor", "Ngozi Okafor"],
    ["OKAFOR NGOZI", "Ngozi Okafor"],
    ["Okafor, Ngozi", "Ngozi Okafor"],
    ["ngozi  okafor", "Ngozi Okafor"],
    ["Ngozi Okafor", "Ngozi Chidinma Okafor"],
    ["Ngozi Chidinma Okafor", "Ngozi Okafor"],
    ["N. Okafor", "Ngozi Okafor"],
    ["Ngozi O.", "Ngozi Okafor"],
    ["Ngozi", "Ngozi Okafor"],
    ["Mrs Ngozi Okafor", "Ngozi Okafor"],
    ["Alhaji Musa Bello", "Musa Bello"],
    ["Ngozi Okafur", "Ngozi Okafor"], // one letter wrong
    ["Ngozi Okafo", "Ngozi Okafor"], // one missing
    ["Ngozi Okkafor", "Ngozi Okafor"], // one too many
    ["Ngozi Okafro", "Ngozi Okafor"], // two swapped
    ["Abdul-Rahman Sani", "Abdulrahman Sani"],
    ["Abdul Rahman Sani", "Sani Abdulrahman"],
    ["Sa'adatu Bello", "Saadatu Bello"],
    ["Sa’adatu Bello", "Sa'adatu Bello"],
    ["Adébáyọ̀ Ọláyínká", "Adebayo Olayinka"],
  ])("%s and %s", (sheet, known) => {
    expect(namesAgree([sheet], known.split(" "))).toBe(true);
    expect(namesAgree(known.split(" "), [sheet])).toBe(true);
  });
});

describe("names that are somebody else's", () => {
  test.each([
    ["Ngozi Okafor", "Musa Bello"],
    ["Grace Okafor", "Ngozi Okafor"], // a sister
    ["Ngozi Eze", "Ngozi Okafor"], // perhaps married: a person must say
    ["Musa Sani Ibrahim", "Musa Aliyu Ibrahim"],
    ["N. O.", "Ngozi Okafor"], // initials alone prove nothing
    ["Ada Obi", "Ade Obi"], // three letters are too short for a slip
    ["Ngozi Okafor", "Ngozi Okoro"],
  ])("%s and %s", (sheet, known) => {
    expect(namesAgree([sheet], known.split(" "))).toBe(false);
    expect(namesAgree(known.split(" "), [sheet])).toBe(false);
  });
});

const known = record({
  names: [
    ["Ngozi", "Chidinma", "Okafor"],
    ["Ngozi", "Eze"],
  ],
  sex: "F",
  birthdate: "1987-03-14",
  hospitalNumbers: ["GH/0042"],
});

describe("a row compared with the record of its ART ID", () => {
  test.each<[PatientGuard, string[]]>([
    [{}, []],
    [{ names: ["Ngozi", "Okafor"], sex: "Female", birthdate: "1987-03-14", hospitalNumber: "gh/42" }, []],
    [{ names: ["Ngozi Eze"] }, []], // any of her names
    [{ names: ["Musa Bello"] }, ["name-differs"]],
    [{ sex: "M" }, ["sex-differs"]],
    [{ sex: "male" }, ["sex-differs"]],
    [{ sex: "1" }, ["sex-differs"]],
    [{ sex: "2" }, []],
    [{ sex: "not known" }, []],
    [{ birthdate: "1987-04-13" }, ["birthdate-differs"]],
    [{ hospitalNumber: "GH 0042".replace(" ", "/") }, []],
    [{ hospitalNumber: " gh/0042 " }, []],
    [{ hospitalNumber: "GH/0043" }, ["hospital-number-differs"]],
    [{ names: ["Musa Bello"], sex: "M", birthdate: "1990-01-01", hospitalNumber: "7" }, ["name-differs", "sex-differs", "birthdate-differs", "hospital-number-differs"]],
  ])("%j: %j", (guard, expected) => {
    const issues = checkPatientGuard(guard, known);
    expect(issues.map((issue) => issue.code)).toEqual(expected);
    expect(issues.every((issue) => issue.severity === "warning")).toBe(true);
  });

  test("what the record does not say proves nothing", () => {
    const guard: PatientGuard = { names: ["Musa Bello"], sex: "M", birthdate: "1990-01-01", hospitalNumber: "7" };
    expect(checkPatientGuard(guard, record())).toEqual([]);
  });

  test("of an estimated birthdate only the year is compared, give or take one", () => {
    const estimated = record({ birthdate: "1987-01-01", birthdateEstimated: true });
    expect(checkPatientGuard({ birthdate: "1988-03-14" }, estimated)).toEqual([]);
    expect(checkPatientGuard({ birthdate: "1990-03-14" }, estimated)).toHaveLength(1);
  });

  test("never reveals what the record holds", () => {
    const guard: PatientGuard = { names: ["Musa Bello"], sex: "M", birthdate: "1990-01-01", hospitalNumber: "7" };
    const said = JSON.stringify(checkPatientGuard(guard, known));
    for (const value of ["Ngozi", "Okafor", "Eze", "1987", "0042"]) expect(said).not.toContain(value);
  });
});
