// Reads an XML file with libxml2, as Office does, and prints it as JSON; a file that is not well-formed ends with its error. A program of its own,
// because the library is a module that jest cannot load.
import { readFileSync } from "node:fs";
import { XmlDocument, XmlElement } from "libxml2-wasm";

const toJson = (element) => ({
  name: element.name,
  namespace: element.namespaceUri,
  attributes: Object.fromEntries(element.attrs.map((attribute) => [attribute.prefix ? `${attribute.prefix}:${attribute.name}` : attribute.name, attribute.value])),
  children: [...childrenOf(element)].map(toJson),
  text: element.content.trim(),
});

function* childrenOf(element) {
  for (let node = element.firstChild; node !== null; node = node.next) if (node instanceof XmlElement) yield node;
}

process.stdout.write(JSON.stringify(toJson(XmlDocument.fromBuffer(readFileSync(process.argv[2])).root)));
