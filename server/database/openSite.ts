import type { Pool, RowDataPacket } from "mysql2/promise";
import type { Config } from "../config";
import type { Clock, Site } from "../deps";
import { cachePlaces, makeHierarchy, readHierarchy } from "../places/sitePlaces";
import { openmrsTable } from "./names";
import { holdSettings } from "../settings/settingsInForce";
import { checkRights } from "./siteRights";
import { checkTables } from "./siteTables";
import { findSiteTypes, type Findings } from "./siteTypes";
import { verifyMigrations } from "./migrate";

/** The site cannot be served as it is; `faults` names everything that must be mended first. */
export class SiteError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The server cannot work with this database:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.name = "SiteError";
  }
}

export interface OpenSiteOptions {
  /** Told of what is doubtful but no reason to stop. */
  readonly warn?: (warning: string) => void;
  readonly clock?: Clock;
}

/** Checks the database before anything is served and gives what was found out about it; throws a SiteError that lists every fault. */
export async function openSite(pool: Pool, config: Config, options: OpenSiteOptions = {}): Promise<Site> {
  const warn = options.warn ?? (() => undefined);
  const clock = options.clock ?? { now: () => new Date() };
  const findings: Findings = { faults: [], warnings: [] };
  await verifyMigrations(pool, { contactsSchema: config.CONTACTS_SCHEMA });
  const isolation = await checkServer(pool, clock, findings);
  const tables = await checkTables(pool, config, findings);
  // The other checks name columns of these tables; without them they would only repeat the same fault.
  if (findings.faults.length > 0) throw new SiteError(findings.faults);
  await checkRights(pool, config, findings);
  await checkMarker(pool, config, findings);
  const { artTypeId, phoneTypeId, ...types } = await findSiteTypes(pool, config, findings);
  if (!tables.hasPlaces) findings.warnings.push("NMRS has no address hierarchy here: no LGA, state or ward can be recognised.");
  for (const warning of findings.warnings) warn(warning);
  if (findings.faults.length > 0 || artTypeId === null || phoneTypeId === null) throw new SiteError(findings.faults);

  const site = { openmrsSchema: config.OPENMRS_SCHEMA, contactsSchema: config.CONTACTS_SCHEMA };
  const read = tables.hasPlaces ? () => readHierarchy(pool, site) : () => Promise.resolve(makeHierarchy([]));
  const hierarchy = cachePlaces(read, clock, () => {
    warn("The address hierarchy could not be read again; the places read before stay in use.");
  });
  await hierarchy();
  const settings = await holdSettings(pool, config);
  return {
    ...site,
    ...types,
    artTypeId,
    phoneTypeId,
    transferOut: tables.hasObservations ? await findTransferOut(pool, config) : null,
    hasEncounters: tables.hasEncounters,
    addressColumns: tables.addressColumns,
    settings,
    get streetColumn() {
      return settings.latest().streetColumn;
    },
    isolation,
    timeZone: config.SITE_TIME_ZONE,
    hierarchy,
    places: async () => {
      // Whoever asks for places is about to judge addresses, for which the street's column matters too.
      await settings.fresh();
      return (await hierarchy()).places;
    },
  };
}

/** Clocks that differ by more than this make times of the record and of the audit disagree. */
const clockToleranceSeconds = 120;

/** Version, packet size, clock and binary log of the database server; gives the isolation level that its writes may use. */
async function checkServer(pool: Pool, clock: Clock, { faults, warnings }: Findings): Promise<Site["isolation"]> {
  const [[server]] = await pool.query<RowDataPacket[]>("SELECT VERSION() AS version, UNIX_TIMESTAMP() AS seconds, @@max_allowed_packet AS packet");
  const version = String(server?.version);
  if (!isKnownVersion(version)) faults.push(`The database server is ${version}; MySQL 5.6 or MariaDB 10.3 is the oldest that will do.`);
  if (Number(server?.packet) < 4 * 1024 * 1024) faults.push("The database server's max_allowed_packet is below 4 MB; set it to 16 MB or more.");
  const apart = Math.abs(Number(server?.seconds) - clock.now().getTime() / 1000);
  if (apart > clockToleranceSeconds) warnings.push(`The clocks of this server and of the database are ${Math.round(apart)} seconds apart.`);

  const [variables] = await pool.query<RowDataPacket[]>("SHOW VARIABLES WHERE Variable_name IN ('log_bin', 'binlog_format')");
  const valueOf = (name: string) => String(variables.find((row) => row.Variable_name === name)?.Value ?? "").toUpperCase();
  return valueOf("log_bin") === "ON" && valueOf("binlog_format") === "STATEMENT" ? "REPEATABLE READ" : "READ COMMITTED";
}

function isKnownVersion(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  const number = major * 100 + minor;
  return /mariadb/i.test(version) ? number >= 1003 : number >= 506;
}

/** The pane says DEMO or PRODUCTION at all times, and that must be true: real patients are never under DEMO. */
async function checkMarker(pool: Pool, config: Config, { faults, warnings }: Findings): Promise<void> {
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT property_value AS value FROM ${openmrsTable({ openmrsSchema: config.OPENMRS_SCHEMA }, "global_property")} WHERE property = 'patientcontacts.demoMarker'`,
  );
  const isDemo = rows[0]?.value === "true";
  if (config.ENVIRONMENT === "demo" && !isDemo) {
    faults.push(`ENVIRONMENT is demo, but the schema ${config.OPENMRS_SCHEMA} does not bear the mark of generated data. Set ENVIRONMENT=production.`);
  }
  if (config.ENVIRONMENT === "production" && isDemo) warnings.push("ENVIRONMENT is production, but the patients of this database are generated.");
}

async function findTransferOut(pool: Pool, config: Config): Promise<Site["transferOut"]> {
  const { TRANSFER_REASON_CONCEPT_ID: reasonConceptId, TRANSFER_ANSWER_CONCEPT_ID: answerConceptId } = config;
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT concept_id FROM ${openmrsTable({ openmrsSchema: config.OPENMRS_SCHEMA }, "concept")} WHERE concept_id IN (?, ?)`,
    [reasonConceptId, answerConceptId],
  );
  return rows.length === 2 ? { reasonConceptId, answerConceptId } : null;
}
