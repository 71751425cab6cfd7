import type { Logger } from "pino";
import type { Pool } from "mysql2/promise";
import type { Places, Role, StreetColumn } from "../src/domain/types";
import type { Config } from "./config";
import type { SettingsHolder } from "./settings/settingsInForce";
import type { Hierarchy } from "./places/hierarchy";

/** The time, passed in so that tests can hold it still. */
export interface Clock {
  now(): Date;
}

/** What was found out about the site's database at start: ids looked up by uuid, never assumed. */
export interface Site {
  readonly openmrsSchema: string;
  readonly contactsSchema: string;
  /** `patient_identifier_type` of the ART number. */
  readonly artTypeId: number;
  readonly hospitalNumberTypeId: number | null;
  /** `person_attribute_type` of the telephone number. */
  readonly phoneTypeId: number;
  /** Test-patient attribute type, where the site has one. */
  readonly testPatientTypeId: number | null;
  /** Observation that says a patient was transferred out, where the site has the table and the concepts; else null. */
  readonly transferOut: { readonly reasonConceptId: number; readonly answerConceptId: number } | null;
  /** Whether this OpenMRS records encounters: visits of patients, each with its day. */
  readonly hasEncounters: boolean;
  /** Every data column of `person_address` that a new row copies from the old one, in table order (no keys, audit columns or uuid). */
  readonly addressColumns: readonly string[];
  /** As it counts at the moment: administrators may change it while the server runs. */
  readonly streetColumn: StreetColumn;
  /** What administrators can change while the server runs. */
  readonly settings: SettingsHolder;
  /** READ COMMITTED unless the server's binary log is in STATEMENT format, which refuses its writes. */
  readonly isolation: "READ COMMITTED" | "REPEATABLE READ";
  /** IANA name of the time zone in which OpenMRS writes its dates. */
  readonly timeZone: string;
  /** States, LGAs and wards of `address_hierarchy_entry`, read at start and again when they grow old. */
  readonly places: () => Promise<Places>;
  /** The same as it is given out to who completes names. */
  readonly hierarchy: () => Promise<Hierarchy>;
}

/** Everything a command needs; made once in `main.ts`, or by a test. */
export interface Deps {
  readonly config: Config;
  readonly pool: Pool;
  readonly site: Site;
  readonly clock: Clock;
  readonly log: Logger;
  /** The background worker that carries submissions on; told when there is new work, so that it need not wait for its next look. */
  readonly engine: { wake(): void };
  /** Told after the commit of whose contact has changed; absent where nobody needs to know. Takes note at once and never throws. */
  readonly recordChanged?: ((personIds: readonly number[]) => void) | undefined;
}

/** The signed-in person, on whose behalf everything of a request is done. */
export interface Caller {
  /** `users.user_id` of OpenMRS. */
  readonly userId: number;
  readonly userUuid: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  /** Locations whose patients may be seen; null means the whole site. */
  readonly facilityIds: readonly number[] | null;
  readonly requestId: string;
  /** Network address that the request came from. */
  readonly address: string;
}
