import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createConnection } from "mysql2/promise";
import { requireDemoMarker } from "../openmrs/demoMarker";
import { makeSampleLineList } from "../openmrs/sampleLineList";
import { localPath } from "../support/paths";

/** Writes the line list with which the preview workbook opens, from the generated patients, and gives its path. */
export async function writePreviewSample(rootUrl: string, schema: string, file = localPath("preview", "sample.json")): Promise<string> {
  const connection = await createConnection({ uri: rootUrl, charset: "utf8" });
  try {
    await requireDemoMarker(connection, schema);
    const workbook = await makeSampleLineList(connection, schema);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(workbook));
    return file;
  } finally {
    await connection.end();
  }
}
