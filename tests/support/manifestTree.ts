import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** An XML element as `xmlToJson.mjs` prints it. */
export interface XmlTree {
  name: string;
  namespace: string;
  attributes: Record<string, string>;
  children: XmlTree[];
  text: string;
}

/** Reads an XML file by libxml2; throws with libxml2's own words where it is not well-formed. */
export function readXml(file: string): XmlTree {
  const output = execFileSync(process.execPath, [join(__dirname, "xmlToJson.mjs"), file], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const tree: XmlTree = JSON.parse(output);
  return tree;
}

export function childrenOf(tree: XmlTree | undefined, name: string): XmlTree[] {
  return tree?.children.filter((child) => child.name === name) ?? [];
}

/** The first element down a path of names. */
export function find(tree: XmlTree | undefined, ...path: readonly string[]): XmlTree | undefined {
  return path.reduce<XmlTree | undefined>((found, name) => childrenOf(found, name)[0], tree);
}

/** Every element of that name anywhere below, in the order of the file. */
export function everyOf(tree: XmlTree | undefined, name: string): XmlTree[] {
  return tree?.children.flatMap((child) => [...(child.name === name ? [child] : []), ...everyOf(child, name)]) ?? [];
}

export function typeOf(tree: XmlTree | undefined): string | undefined {
  return tree?.attributes["xsi:type"];
}

export function extensionPoint(tree: XmlTree, type: string): XmlTree | undefined {
  return everyOf(tree, "ExtensionPoint").find((point) => typeOf(point) === type);
}
