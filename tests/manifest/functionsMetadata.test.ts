import { join } from "node:path";
import { generateCustomFunctionsMetadata } from "custom-functions-metadata";
import { functionNames, functionPrefix } from "../../src/functions/names";
import { functionSentences } from "../../src/wording/functions";

const generating = generateCustomFunctionsMetadata([join(__dirname, "../../src/functions/functions.ts")], true);

interface Parameter {
  readonly name: string;
  readonly description?: string;
  readonly type: string;
  readonly dimensionality?: string;
  readonly repeating?: boolean;
}
interface Metadata {
  readonly functions: readonly {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly helpUrl: string;
    readonly options?: Readonly<Record<string, boolean>>;
    readonly parameters: readonly Parameter[];
    readonly result: { readonly type?: string; readonly dimensionality?: string };
  }[];
}
async function read(): Promise<Metadata> {
  const metadata: Metadata = JSON.parse((await generating).metadataJson);
  return metadata;
}

test("the comments of the functions are read without a fault", async () => {
  expect((await generating).errors).toEqual([]);
});

test("ids and names are those that stand in people's workbooks, and each is joined to its function", async () => {
  const { functions } = await read();
  expect(functions.map(({ id }) => id)).toEqual([...functionNames]);
  for (const { id, name } of functions) {
    expect(name).toBe(id);
    expect(id).toMatch(/^[A-Z][A-Z0-9_.]{2,}$/);
  }
  expect((await generating).associate.map(({ id }) => id)).toEqual([...functionNames]);
  expect(functionPrefix).toBe("CONTACTS.");
});

test("none has the name of a function of Excel's own", async () => {
  const builtIn = ["ADDRESS", "LOOKUP", "CELL", "INDEX", "MATCH", "DATE", "NAME", "TEXT", "PHONETIC", "FIND", "SEARCH", "VALUE"];
  for (const { name } of (await read()).functions) expect(builtIn).not.toContain(name);
});

test("none is volatile, none streams; looking up can be cancelled where Excel allows it, and tells its cell", async () => {
  const options = Object.fromEntries((await read()).functions.map((entry) => [entry.id, entry.options ?? {}]));
  const single = { cancelable: true, requiresAddress: true };
  expect(options).toEqual({ PHONE: single, HOMEADDRESS: single, BIRTHDATE: single, FULLNAME: single, STATUS: single, HISTORY: { requiresAddress: true }, GET: { requiresAddress: true }, CHECKPHONE: {}, CHECKBIRTHDATE: {}, CHECKROW: { requiresAddress: true } });
});

test("every function explains itself with an example and a help page, every parameter what it wants", async () => {
  for (const { id, description, helpUrl, parameters } of (await read()).functions) {
    expect(description).toContain(`Example: =CONTACTS.${id}(`);
    expect(helpUrl).toBe(`https://localhost:3000/help/functions.html#${id.toLowerCase()}`);
    for (const parameter of parameters) expect(parameter.description ?? "").not.toBe("");
  }
});

test("ART IDs may be text or numbers, and GET takes a block of them and any number of fields", async () => {
  const functions = new Map((await read()).functions.map((entry) => [entry.id, entry]));
  expect(functions.get("PHONE")?.parameters).toMatchObject([{ name: "artId", type: "any" }]);
  expect(functions.get("GET")?.parameters).toMatchObject([
    { name: "artIds", type: "any", dimensionality: "matrix" },
    { name: "fields", type: "any", dimensionality: "matrix", repeating: true },
  ]);
  expect(functions.get("GET")?.result.dimensionality).toBe("matrix");
});

test("every sentence for a cell tells the person what to do, in one or two short sentences", () => {
  for (const [code, sentence] of Object.entries(functionSentences)) {
    if (code === "phone-fine") continue;
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence.length).toBeLessThanOrEqual(125);
  }
});
