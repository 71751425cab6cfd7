import { refuse } from "./fileProblem";

/** What the bytes say that a file is, whatever it is called. */
export type FileKind = "text" | "zip" | "compound" | "pdf" | "web-page";

const signatures: readonly { readonly kind: FileKind; readonly bytes: readonly number[] }[] = [
  { kind: "zip", bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: "zip", bytes: [0x50, 0x4b, 0x05, 0x06] },
  { kind: "compound", bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { kind: "pdf", bytes: [0x25, 0x50, 0x44, 0x46] },
];

export function findKind(bytes: Uint8Array): FileKind {
  const known = signatures.find((signature) => signature.bytes.every((byte, at) => bytes[at] === byte));
  if (known !== undefined) return known.kind;
  const start = new TextDecoder("windows-1252").decode(bytes.subarray(0, 1_000)).replaceAll("\0", "");
  return /^[^<]{0,8}<\s*(?:!doctype html|html|head|body|table|meta|\?xml)/i.test(start) ? "web-page" : "text";
}

/** In a compound file (the form of .xls and of encrypted workbooks) names of streams are UTF-16. */
export function refuseCompound(bytes: Uint8Array): never {
  return refuse({ code: holdsWide(bytes, "EncryptedPackage") || holdsWide(bytes, "EncryptionInfo") ? "password" : holdsWide(bytes, "Workbook") || holdsWide(bytes, "Book") ? "old-workbook" : "other-format" });
}

function holdsWide(bytes: Uint8Array, name: string): boolean {
  const wanted = Array.from({ length: name.length * 2 }, (_, at) => (at % 2 === 0 ? name.charCodeAt(at / 2) : 0));
  // Entries of the directory are 128 bytes each and begin at such a place; sectors have 512 bytes or more.
  for (let at = 512; at + wanted.length <= bytes.length; at += 128) if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return true;
  return false;
}
