import { ConfigError, readConfig } from "../../server/config";

const least = {
  ENVIRONMENT: "production",
  DATABASE_URL: "mysql://contacts:secret-word@db.clinic:3306/",
  DIGEST_KEY: "0123456789abcdef".repeat(4),
  TLS_KEY_FILE: "/etc/contacts/key.pem",
  TLS_CERT_FILE: "/etc/contacts/cert.pem",
};

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe("the settings", () => {
  test("that must be given are enough, and the others are safe", () => {
    expect(readConfig(least)).toMatchObject({
      ENVIRONMENT: "production",
      HOST: "127.0.0.1",
      PORT: 3000,
      TRUST_PROXY: 0,
      PREVIEW_WORKBOOK: false,
      SESSION_IDLE_MINUTES: 30,
      SESSION_ABSOLUTE_HOURS: 12,
      SITE_TIME_ZONE: "Africa/Lagos",
      OPENMRS_SCHEMA: "openmrs",
      CONTACTS_SCHEMA: "patient_contacts",
    });
  });

  test("without any, everything that is missing is listed at once", () => {
    expect(faultsOf({})).toEqual(["ENVIRONMENT must be given", "DATABASE_URL must be given", "DIGEST_KEY must be given"]);
    expect(faultsOf({ ...least, DIGEST_KEY: "", TLS_KEY_FILE: "" }).length).toBeGreaterThan(0);
  });

  test.each([
    ["ENVIRONMENT", "test"],
    ["DATABASE_URL", "postgres://db.clinic/"],
    ["DIGEST_KEY", "secret-word"],
    ["PORT", "http"],
    ["PORT", "70000"],
    ["SITE_TIME_ZONE", "Lagos"],
    ["OPENMRS_SCHEMA", "openmrs`; DROP"],
    ["CONTACTS_SCHEMA", "openmrs"],
    ["STREET_COLUMN", "address3"],
    ["PREVIEW_WORKBOOK", "yes"],
    ["SESSION_IDLE_MINUTES", "0"],
    ["TLS_CERT_FILE", ""],
    ["PREVIEW_SAMPLE_FILE", "sample.json"],
    ["ENGINE_CHUNK_ROWS", "0"],
    ["AFTER_CHECK_MINUTES", "ten"],
    ["OPENMRS_REST_URL", "nmrs.clinic"],
    ["OPENMRS_REST_URL", "http://nmrs.clinic:8080/openmrs"],
    ["OPENMRS_REST_URL", "http://127.0.0.1.clinic/openmrs"],
    ["OPENMRS_REST_URL", "https://contacts:secret-word@nmrs.clinic/openmrs"],
    ["OPENMRS_REST_URL", "https://nmrs.clinic/openmrs?password=secret-word"],
  ])("%s cannot be %p, and the fault does not repeat a value", (name, value) => {
    const faults = faultsOf({ ...least, [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} `));
    expect(faults.join()).not.toMatch(/secret-word|db\.clinic/);
  });

  test("HTTP is possible only where a proxy that speaks HTTPS is named", () => {
    const without = { ...least, TLS_KEY_FILE: "", TLS_CERT_FILE: "" };
    expect(faultsOf(without)).toHaveLength(2);
    expect(faultsOf({ ...without, TLS_AT_PROXY: "true" })).toEqual([]);
  });

  test.each([
    ["https://nmrs.clinic:8443/openmrs"],
    ["http://localhost:8080/openmrs"],
    ["http://127.0.0.1:8080/openmrs/"],
    ["http://[::1]:8080/openmrs"],
  ])("OpenMRS is told at %s, with an account or without one", (url) => {
    expect(faultsOf({ ...least, OPENMRS_REST_URL: url })).toEqual([]);
    expect(faultsOf({ ...least, OPENMRS_REST_URL: url, OPENMRS_REST_USERNAME: "contacts", OPENMRS_REST_PASSWORD: "secret-word" })).toEqual([]);
  });

  test.each([
    ["OPENMRS_REST_PASSWORD", { OPENMRS_REST_USERNAME: "contacts" }],
    ["OPENMRS_REST_USERNAME", { OPENMRS_REST_PASSWORD: "secret-word" }],
  ])("of OpenMRS's account %s must be given where the other half is", (missing, half) => {
    expect(faultsOf({ ...least, OPENMRS_REST_URL: "https://nmrs.clinic/openmrs", ...half })).toEqual([
      `${missing} must be given too: an account has a name and a password`,
    ]);
  });

  test("changes are looked at again ten minutes and a day later, unless the site says otherwise", () => {
    expect(readConfig(least).AFTER_CHECK_MINUTES).toEqual([10, 1440]);
    expect(readConfig({ ...least, AFTER_CHECK_MINUTES: "5,60,4320" }).AFTER_CHECK_MINUTES).toEqual([5, 60, 4320]);
  });
});
