import { X509Certificate } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { generateCertificates } from "office-addin-dev-certs";
import { localPath } from "./paths";

export interface Certificate {
  keyFile: string;
  certFile: string;
  caFile: string;
}

const day = 86_400_000;

/** A certificate for localhost in our own folder. The machine's list of trusted authorities is never touched: a browser asks once. */
export async function ensureCertificates(): Promise<Certificate> {
  const folder = localPath("certificates");
  const certificate = { caFile: `${folder}/ca.crt`, certFile: `${folder}/localhost.crt`, keyFile: `${folder}/localhost.key` };
  if (isValid(certificate)) return certificate;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await withoutOutput(() => generateCertificates(certificate.caFile, certificate.certFile, certificate.keyFile, 365, ["127.0.0.1", "localhost"]));
  chmodSync(certificate.keyFile, 0o600);
  return certificate;
}

function isValid({ certFile, keyFile, caFile }: Certificate): boolean {
  if (![certFile, keyFile, caFile].every((file) => existsSync(file))) return false;
  return Date.parse(new X509Certificate(readFileSync(certFile)).validTo) > Date.now() + 2 * day;
}

/** The generator speaks on the console of its own files; ours has one line for each thing that we do. */
async function withoutOutput(work: () => Promise<void>): Promise<void> {
  const log = console.log;
  console.log = () => undefined;
  try {
    await work();
  } finally {
    console.log = log;
  }
}
