/** A piece of a line: plain, strong, code, emphasised, or a link to another page of the manual. */
export interface Piece {
  readonly kind: "text" | "strong" | "code" | "emphasis" | "link";
  readonly text: string;
  /** Of a link: the page's file and, after `#`, an anchor. */
  readonly target?: string;
}

export type Block =
  | { readonly kind: "title" | "heading"; readonly pieces: readonly Piece[]; readonly anchor: string | null }
  | { readonly kind: "paragraph"; readonly pieces: readonly Piece[] }
  | { readonly kind: "list" | "steps"; readonly items: readonly (readonly Piece[])[] };

const anchorLine = /^<a id="([a-z-]+)"><\/a>$/;

/** Reads the little of Markdown that the manual is written in: headings with anchors, paragraphs, lists, strong, code, emphasis, links. */
export function parseMarkdown(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let anchor: string | null = null;
  for (const part of text.replaceAll("\r\n", "\n").split(/\n{2,}|\n(?=#)/)) {
    const lines = part.split("\n").filter((line) => line.trim() !== "");
    const marked = anchorLine.exec(lines[0] ?? "");
    if (marked !== null) {
      anchor = marked[1] ?? null;
      lines.shift();
    }
    const [first] = lines;
    if (first === undefined) continue;
    const heading = /^(#{1,2}) (.+)$/.exec(first);
    if (heading !== null) {
      blocks.push({ kind: heading[1] === "#" ? "title" : "heading", pieces: parsePieces(heading[2] ?? ""), anchor });
      anchor = null;
    } else if (first.startsWith("- ")) blocks.push({ kind: "list", items: lines.map((line) => parsePieces(line.replace(/^- /, ""))) });
    else if (/^\d+\. /.test(first)) blocks.push({ kind: "steps", items: lines.map((line) => parsePieces(line.replace(/^\d+\. /, ""))) });
    else blocks.push({ kind: "paragraph", pieces: parsePieces(lines.join(" ")) });
  }
  return blocks;
}

const pattern = /\*\*([^*]+)\*\*|`([^`]+)`|\*([^*]+)\*|\[([^\]]+)\]\(([^)]+)\)/g;

function parsePieces(line: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const found of line.matchAll(pattern)) {
    const [whole, strong, code, emphasis, link, target] = found;
    if (found.index > at) pieces.push({ kind: "text", text: line.slice(at, found.index) });
    if (strong !== undefined) pieces.push({ kind: "strong", text: strong });
    else if (code !== undefined) pieces.push({ kind: "code", text: code });
    else if (emphasis !== undefined) pieces.push({ kind: "emphasis", text: emphasis });
    else if (link !== undefined && target !== undefined) pieces.push({ kind: "link", text: link, target });
    at = found.index + whole.length;
  }
  if (at < line.length) pieces.push({ kind: "text", text: line.slice(at) });
  return pieces;
}
