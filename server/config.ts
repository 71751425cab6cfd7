import { z } from "zod";

const flag = z.enum(["true", "false"]).transform((text) => text === "true");
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const url = z.string().regex(/^mysql:\/\/[^/]+/, "must be of the form mysql://user:password@host:3306/");
const schemaName = z.string().regex(/^[A-Za-z0-9_$]{1,64}$/, "must be the plain name of a schema");
const text = (length: number) => z.string().trim().min(1).max(length);
const timeZone = z.string().refine(isTimeZone, "must be the IANA name of a time zone, such as Africa/Lagos");

/** Excel on the web shows add-ins in frames of these sites; Microsoft publishes no list, so a site may need others. */
const officeFrames =
  "'self' https://*.cloud.microsoft https://*.officeapps.live.com https://*.sharepoint.com https://onedrive.live.com https://*.office.com";

/** Every setting of the server, by the name of its environment variable. Secrets have no defaults. */
const Environment = z
  .object({
    /** `demo` is only for generated data; the pane shows which of the two it is at all times. */
    ENVIRONMENT: z.enum(["demo", "production"]),
    PORT: whole(0, 65_535).default(3000),
    HOST: text(255).default("127.0.0.1"),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),

    /** The account of the running server, with no more rights than it needs. */
    DATABASE_URL: url,
    /** The account that makes our tables; where it is absent, migrations are only verified. */
    MIGRATION_DATABASE_URL: url.optional(),
    OPENMRS_SCHEMA: schemaName.default("openmrs"),
    CONTACTS_SCHEMA: schemaName.default("patient_contacts"),
    DATABASE_CONNECTIONS: whole(2, 200).default(12),
    /** Key of baselines, of the audit chain and of sign-in throttling. Every server of a site has the same. */
    DIGEST_KEY: z.string().regex(/^[0-9a-fA-F]{64}$/, "must be 64 hexadecimal digits; make one with: openssl rand -hex 32"),

    TLS_KEY_FILE: text(4096).optional(),
    TLS_CERT_FILE: text(4096).optional(),
    /** Says plainly that a proxy in front of this server speaks HTTPS. */
    TLS_AT_PROXY: flag.default(false),
    /** How many proxies stand in front, for the network address of a request. */
    TRUST_PROXY: whole(0, 10).default(0),
    FRAME_ANCESTORS: text(4000).default(officeFrames),
    STATIC_DIRECTORY: text(4096).default("dist/web"),
    OFFICE_JS_DIRECTORY: text(4096).default("node_modules/@microsoft/office-js/dist"),
    PREVIEW_WORKBOOK: flag.default(false),
    PREVIEW_SAMPLE_FILE: text(4096).optional(),
    /** Requests a minute from one network address; a whole clinic may stand behind one. */
    REQUESTS_PER_MINUTE: whole(10, 1_000_000).default(1200),

    SITE_NAME: text(100).default("Patient contacts"),
    /** The time zone in which OpenMRS writes its dates. */
    SITE_TIME_ZONE: timeZone.default("Africa/Lagos"),
    STREET_COLUMN: z.enum(["auto", "address1", "address2"]).default("auto"),
    SESSION_IDLE_MINUTES: whole(1, 24 * 60).default(30),
    SESSION_ABSOLUTE_HOURS: whole(1, 7 * 24).default(12),
    /** Where the OpenMRS of the site is older than 2.7, its lock-out lasts five minutes whatever its settings say. */
    OPENMRS_LOCKOUT_MINUTES: whole(1, 24 * 60).optional(),

    ART_TYPE_UUID: text(38).default("c82916e4-168c-495f-8ed0-b1b286c30a05"),
    ART_TYPE_NAME: text(50).default("ART Number"),
    ART_TYPE_ID: whole(1, 1_000_000).optional(),
    HOSPITAL_NUMBER_TYPE_UUID: text(38).default("fd0df06c-fcd4-4625-89b2-6b72ca44b8ed"),
    HOSPITAL_NUMBER_TYPE_NAME: text(50).default("Hospital Number"),
    HOSPITAL_NUMBER_TYPE_ID: whole(1, 1_000_000).optional(),
    PHONE_TYPE_UUID: text(38).default("14d4f066-15f5-102d-96e4-000c29c2a5d7"),
    PHONE_TYPE_NAME: text(50).default("Telephone Number"),
    PHONE_TYPE_ID: whole(1, 1_000_000).optional(),
    TEST_PATIENT_TYPE_UUID: text(38).default("4f07985c-88a5-4abd-aa0c-f3ec8324d8e7"),
    TEST_PATIENT_TYPE_NAME: text(50).default("Test Patient"),
    TEST_PATIENT_TYPE_ID: whole(1, 1_000_000).optional(),
    /** Concepts of the observation "reason of termination: transferred out". */
    TRANSFER_REASON_CONCEPT_ID: whole(1, 100_000_000).default(165470),
    TRANSFER_ANSWER_CONCEPT_ID: whole(1, 100_000_000).default(159492),

    /**
     * Patients whose changes are one transaction, and transactions at a time. Measured: 1,000 rows cost a tenth more than 500, because what is
     * kept between statements outlives the collector's young generation, and hold up other requests twice as long.
     */
    ENGINE_CHUNK_ROWS: whole(1, 5000).default(500),
    ENGINE_CHUNKS_IN_FLIGHT: whole(1, 16).default(3),
    /** Submissions of different people that one server carries out side by side. */
    ENGINE_SUBMISSIONS_AT_ONCE: whole(1, 16).default(2),
    /** How long the sender may take a submission back; supervisors may always. */
    UNDO_HOURS: whole(0, 24 * 365).default(24),
    /** How long the address of a file can be opened, without a session, after it was asked for. */
    DOWNLOAD_SECONDS: whole(10, 3600).default(60),
    /**
     * Minutes that one row takes by hand in NMRS, for the time saved in reports: search for the patient, open the record, edit, save, four page
     * loads and some typing. An assumption, not a measurement: a site measures its own and sets it.
     */
    MINUTES_PER_ROW: whole(1, 60).default(4),
    /** How many days the file of a report is kept after it was made. */
    REPORT_FILE_DAYS: whole(1, 3650).default(14),
    /** Minutes after the end of a submission at which its changes are compared with the record again, as OpenMRS may overwrite them. */
    AFTER_CHECK_MINUTES: z
      .string()
      .regex(/^\d{1,6}(,\d{1,6})*$/, "must be minutes, separated by commas, such as 10,1440")
      .default("10,1440")
      .transform((text) => text.split(",").map(Number)),
    /** Whether this server keeps the search of patients in step with the record; of a site's servers at least one must. */
    SEARCH_UPKEEP: flag.default(true),
    /** OpenMRS's own web address, such as https://nmrs.local:8443/openmrs, and an account that may clear its cache; absent: it is not told. */
    OPENMRS_REST_URL: z.url({ protocol: /^https?$/ }).optional(),
    OPENMRS_REST_USERNAME: text(255).regex(/^[^:]*$/, "must not contain a colon").optional(),
    OPENMRS_REST_PASSWORD: z.string().min(1).max(255).optional(),
    /** Whoever signed OpenMRS's certificate, where that is the site itself. */
    OPENMRS_REST_CA_FILE: text(4096).optional(),
  })
  .superRefine((value, context) => {
    const fault = (name: string, message: string) => context.addIssue({ code: "custom", path: [name], message });
    if (!value.TLS_AT_PROXY) {
      if (value.TLS_KEY_FILE === undefined) fault("TLS_KEY_FILE", "must be given, or TLS_AT_PROXY=true where a proxy speaks HTTPS");
      if (value.TLS_CERT_FILE === undefined) fault("TLS_CERT_FILE", "must be given, or TLS_AT_PROXY=true where a proxy speaks HTTPS");
    }
    if (value.OPENMRS_SCHEMA === value.CONTACTS_SCHEMA) fault("CONTACTS_SCHEMA", "must be another schema than OPENMRS_SCHEMA");
    if ((value.OPENMRS_REST_USERNAME === undefined) !== (value.OPENMRS_REST_PASSWORD === undefined)) {
      fault(value.OPENMRS_REST_USERNAME === undefined ? "OPENMRS_REST_USERNAME" : "OPENMRS_REST_PASSWORD", "must be given too: an account has a name and a password");
    }
    if (value.OPENMRS_REST_URL !== undefined) for (const message of restUrlFaults(value.OPENMRS_REST_URL)) fault("OPENMRS_REST_URL", message);
    if (value.PREVIEW_SAMPLE_FILE !== undefined && value.ENVIRONMENT !== "demo") fault("PREVIEW_SAMPLE_FILE", "is only for ENVIRONMENT=demo");
  });

export type Config = Readonly<z.infer<typeof Environment>>;

/** The environment is not fit to start with; `faults` has a line for everything that is wrong with it, without any value. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The server cannot start with these settings:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.name = "ConfigError";
  }
}

/** Reads every setting once; throws a ConfigError that lists all faults. An empty variable counts as absent. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""));
  const result = Environment.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigError(result.error.issues.map((issue) => `${issue.path.join(".")} ${faultText(issue, given)}`));
}

function faultText(issue: z.core.$ZodIssue, given: Record<string, unknown>): string {
  const name = String(issue.path[0]);
  if (!(name in given) && issue.code !== "custom") return "must be given";
  return issue.code === "invalid_format" || issue.code === "custom" ? issue.message : issue.message.replace(/^Invalid (input|option): /, "is wrong: ");
}

/** The account of OpenMRS goes over this line with every request. */
function restUrlFaults(text: string): readonly string[] {
  if (!URL.canParse(text)) return [];
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isLoopback = hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
  return [
    ...(protocol === "https:" || isLoopback ? [] : ["must begin with https:// unless OpenMRS is on this very machine"]),
    ...(username === "" && password === "" ? [] : ["must not contain an account: there are settings for it"]),
    ...(search === "" && hash === "" ? [] : ["must be the plain address of OpenMRS, without ? or #"]),
  ];
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
