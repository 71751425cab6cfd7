import { readdirSync } from "node:fs";
import { join } from "node:path";
import { helpPages, pageOfRoute } from "../../../src/taskpane/help/helpStore";
import { parseMarkdown } from "../../../src/taskpane/help/markdown";
import type { Block } from "../../../src/taskpane/help/markdown";
import { routes } from "../../../src/taskpane/shell/routes";
import { troubles } from "../../../src/taskpane/signIn/TroubleSigningIn";
import { helpWords } from "../../../src/wording/en/paneHelp";
import { helpWords as french } from "../../../src/wording/fr/paneHelp";
import { languages } from "../../../src/wording/language";
import { readManualOfDocs } from "../paneWorld";

const anchorsOf = (blocks: readonly Block[]): string[] => blocks.flatMap((block) => ("anchor" in block && block.anchor !== null ? [block.anchor] : []));
const piecesOf = (block: Block) => ("pieces" in block ? block.pieces : block.items.flat());

describe.each(languages)("the manual in %s", (language) => {
  test("has exactly the pages that the pane names, each with the title by which it is chosen", async () => {
    expect(readdirSync(join(__dirname, "../../../docs/manual", language)).sort()).toEqual(helpPages.map((page) => `${page}.md`).sort());
    const manual = await readManualOfDocs(language);
    const names = language === "fr" ? french.pages : helpWords.pages;
    for (const page of helpPages) {
      const [title] = parseMarkdown(manual[page]);
      expect(title).toMatchObject({ kind: "title", pieces: [{ kind: "text", text: names[page] }] });
    }
  });

  test("has a page and its place for every screen and every trouble with signing in", async () => {
    const manual = await readManualOfDocs(language);
    for (const route of [...routes, "settings", "files", "patient", "signIn"] as const) {
      const { page, anchor } = pageOfRoute[route];
      expect([route, anchorsOf(parseMarkdown(manual[page]))]).toEqual([route, expect.arrayContaining([anchor])]);
    }
    expect(anchorsOf(parseMarkdown(manual.trouble))).toEqual(expect.arrayContaining([...troubles]));
  });

  test("has no link that leads nowhere, and nothing that the pane could not show", async () => {
    const manual = await readManualOfDocs(language);
    for (const page of helpPages) {
      const blocks = parseMarkdown(manual[page]);
      for (const piece of blocks.flatMap(piecesOf)) {
        expect(piece.text).not.toMatch(/[*`[\]<>]|\]\(/);
        if (piece.kind !== "link") continue;
        const [file = "", anchor] = (piece.target ?? "").split("#");
        const linked = helpPages.find((name) => `${name}.md` === file);
        expect([page, piece.target, linked]).toEqual([page, piece.target, expect.any(String)]);
        if (linked !== undefined && anchor !== undefined) expect(anchorsOf(parseMarkdown(manual[linked]))).toContain(anchor);
      }
    }
  });
});

test("both languages have the same places on every page", async () => {
  const [english, other] = [await readManualOfDocs("en"), await readManualOfDocs("fr")];
  for (const page of helpPages) expect([page, anchorsOf(parseMarkdown(other[page]))]).toEqual([page, anchorsOf(parseMarkdown(english[page]))]);
});
