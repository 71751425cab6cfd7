import { readFileSync, readdirSync } from "node:fs";
import { basename, resolve } from "node:path";
import { french } from "../../src/wording/fr/language";
import { typeset } from "../../src/wording/fr/typeset";
import { languages } from "../../src/wording/language";
import { everyStatus } from "../../src/wording/everyStatus";
import { browserProgram, sentencesWithValues, textsKeptForGood } from "./program";
import type { Sample } from "./program";

const wording = resolve(__dirname, "../../src/wording");
type Said = string | ((...given: unknown[]) => string);

/** Every text and sentence under its path: `pane.shell.newSheet`. */
function leaves(words: unknown, path: readonly string[] = []): readonly (readonly [path: string, said: Said])[] {
  if (typeof words === "string" || typeof words === "function") return [[path.join("."), words as Said]];
  return Object.entries(words ?? {}).flatMap(([key, said]: [string, unknown]) => leaves(said, [...path, key]));
}

/** The words in force, which are English here, as the topics themselves give them. */
async function englishWords(): Promise<Record<string, unknown>> {
  const topics = Object.keys(french).map(async (topic) => {
    const exported = (await import(`../../src/wording/${topic}`)) as Record<string, unknown>;
    return [topic, Object.values(exported).find((words) => typeof words === "object")] as const;
  });
  return Object.fromEntries(await Promise.all(topics));
}

const english = new Map<string, Said>();
const foreign = new Map(leaves(french));
const program = browserProgram();
const samples = sentencesWithValues(program);
beforeAll(async () => {
  for (const [path, said] of leaves(await englishWords())) english.set(path, said);
});

function say(said: Said | undefined, given: readonly unknown[] = []): string {
  if (said === undefined) throw new Error("nothing is said");
  return typeof said === "string" ? said : said(...given);
}

const usual = ({ given }: Sample): unknown[] => given.map(([one]) => one);
const numbers = [0, 1, 2, 1234];
/** Everything that French says: plain texts, and sentences with few and many of whatever they count. */
function everythingSaid(): readonly (readonly [path: string, text: string])[] {
  const counted = samples.flatMap((sample) =>
    [usual(sample), ...numbers.map((number) => sample.given.map(([one]) => (typeof one === "number" ? number : one)))].map(
      (given) => [sample.path, say(foreign.get(sample.path), given)] as const,
    ),
  );
  return [...[...foreign].flatMap(([path, said]) => (typeof said === "string" ? [[path, said] as const] : [])), ...counted];
}

/** The same in both languages: names, signs, and words that French has too. */
const shared = new Set(["", "–", "CSV", "PDF", "Site", "OK", "LGA", "Messages", "Excel (.xlsx)", "Date", "Notes", "Note", "Type", "Action", "Conversion", "Message", "Patient", "Patients"]);

/** Sentences that are the same in both languages: a moment that cannot be read, and a word that both have. */
const sameShape = new Set(["formats.moment", "paneHome.recent.patients", "paneReports.rows.patients", "paneWorklists.patients"]);

describe("French is whole", () => {
  test("it has the keys of English, each with a text or a sentence as there", () => {
    expect([...foreign.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [path, said] of english) expect([path, typeof foreign.get(path)]).toEqual([path, typeof said]);
  });

  test("nothing was left in English", () => {
    const same = [...english].filter(([path, said]) => typeof said === "string" && said === foreign.get(path) && !shared.has(said));
    expect(same).toEqual([]);
    const sentences = samples.filter((sample) => !sameShape.has(sample.path) && /[a-z]{3}/.test(words(say(english.get(sample.path), usual(sample)))));
    expect(sentences.filter((sample) => say(english.get(sample.path), usual(sample)) === say(foreign.get(sample.path), usual(sample))).map(({ path }) => path)).toEqual([]);
  });

  test("every sentence that takes values is known with their types", () => {
    expect(samples.map(({ path }) => path).sort()).toEqual([...english].flatMap(([path, said]) => (typeof said === "function" ? [path] : [])).sort());
  });

  test("every sentence uses what English uses: another value, another sentence", () => {
    const deaf = samples.flatMap((sample) =>
      sample.given.flatMap((pair, at) => {
        const changed = usual(sample).map((value, place) => (place === at ? pair[1] : value));
        const differs = (said: Said | undefined): boolean => say(said, usual(sample)) !== say(said, changed);
        return differs(english.get(sample.path)) && !differs(foreign.get(sample.path)) ? [`${sample.path}, argument ${at + 1}`] : [];
      }),
    );
    expect(deaf).toEqual([]);
  });

  test("names and what somebody typed are repeated as they are", () => {
    const lost = samples.flatMap((sample) => {
      const odd = sample.given.map(([one]) => (one === "Oba" ? "Salle : 'B' ?" : one));
      return say(english.get(sample.path), odd).includes("Salle : 'B' ?") && !say(foreign.get(sample.path), odd).includes("Salle : 'B' ?") ? [sample.path] : [];
    });
    expect(lost).toEqual([]);
  });

  test("sentences about rows have the same places for values", () => {
    const places = (said: Said): readonly string[] => [...say(said).matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();
    for (const [path, said] of english) {
      const other = foreign.get(path);
      if (typeof said !== "string" || typeof other !== "string") continue;
      expect([path, ...new Set(places(other))]).toEqual([path, ...new Set(places(said))]);
    }
  });

  test("no sentence is broken, whatever is counted", () => {
    expect(everythingSaid().filter(([, text]) => /undefined|NaN|null|\[object|\bfunction\b| {2}|^ | $/.test(text))).toEqual([]);
  });

  test("nought and one are singular, everything else plural", () => {
    const alwaysPlural = /\b(?:fois|mois|Mo|sur|dans|pas|plus|jours? \/)\b/;
    const wrong = samples.flatMap((sample) =>
      [0, 1].flatMap((number) => {
        const text = say(foreign.get(sample.path), sample.given.map(([one]) => (typeof one === "number" ? number : one)));
        return [...text.matchAll(/(?<![\p{L}\d] ?)[01] (\p{L}{3,}[sx])(?!\p{L})/gu)].flatMap(([part]) => (alwaysPlural.test(part) ? [] : [`${sample.path}: ${text}`]));
      }),
    );
    expect(wrong).toEqual([]);
  });

  test("it is set as French is printed", () => {
    const faults = everythingSaid().filter(([, text]) => / [;:!?»]|« |\p{L}'|\.\.\.|“|”/u.test(text));
    expect(faults).toEqual([]);
  });

  // They stand in a menu or in a sentence, or are read out; each was looked at in a pane of 320 pixels.
  const wide = new Set(["pane.shell.undo", "issues.columns.artId", "panePatient.marks.no-art-id.title"]);
  test("what stands on buttons and tabs is not much longer than in English", () => {
    const tooLong = [...english].flatMap(([path, said]) => {
      const sample = samples.find((one) => one.path === path);
      const given = sample === undefined ? [] : usual(sample);
      const [short, long] = [say(said, given), say(foreign.get(path), given)];
      const isLabel = short.length <= 30 && !/[.:…?,]$/.test(short);
      return isLabel && !wide.has(path) && long.length > short.length * 1.6 + 6 ? [`${path}: ${short} → ${long}`] : [];
    });
    expect(tooLong).toEqual([]);
  });

  test("sentences about rows stay short enough to be read beside a list", () => {
    const issues = Object.entries(french.issues.issues);
    for (const [code, { problem, remedy, many }] of issues) {
      expect([code, problem.length <= 120, remedy.length <= 110, many.length <= 80]).toEqual([code, true, true, true]);
    }
  });
});

describe("one sheet, several languages", () => {
  test("no two states share a word, in whatever language, and none is changed by typesetting", () => {
    expect(new Set(everyStatus()).size).toBe(everyStatus().length);
    expect(everyStatus().map(typeset)).toEqual(everyStatus());
  });
});

describe("a switch reaches every text", () => {
  test("no text is kept outside of a function, where it would stay in the language of the start", () => {
    expect(textsKeptForGood(program)).toEqual([]);
  });

  test("nobody but the words in force takes texts from one language", () => {
    const faults = sourcesIn(resolve(__dirname, "../../src")).filter((path) => !path.startsWith(wording) && /wording\/(?:en|fr|ha|yo|ig)\//.test(readFileSync(path, "utf8")));
    expect(faults).toEqual([]);
  });

  test("no screen puts a colon between two words itself: French has a space before it", () => {
    const faults = sourcesIn(resolve(__dirname, "../../src/taskpane")).flatMap((path) => [...readFileSync(path, "utf8").matchAll(/.*\}: \$\{.*/g)].map(([line]) => line.trim()));
    expect(faults).toEqual([]);
  });

  test("the server, which speaks to everybody at once, never changes the language", () => {
    const faults = sourcesIn(resolve(__dirname, "../../server")).filter((path) => /wording\/(?:language|inForce)/.test(readFileSync(path, "utf8")));
    expect(faults).toEqual([]);
    // A PDF is written in the language of who asked for it; everything else that the server says by itself is English.
    const french = sourcesIn(resolve(__dirname, "../../server")).filter((path) => /wording\/fr\//.test(readFileSync(path, "utf8")));
    expect(french.map((path) => basename(path))).toEqual(["pdfWords.ts"]);
  });

  test("every language that is offered has a folder of its own", () => {
    expect(readdirSync(wording, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort()).toEqual([...languages].sort());
  });
});

function words(text: string): string {
  return text.replace(/Oba|Uzo|\d/g, "");
}

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => resolve(folder, path));
}
