import { createHash } from "node:crypto";
import { hashPassword, saltOf } from "../../scripts/openmrs/passwords";
import { openmrsUsers } from "../../scripts/openmrs/users";

// What `echo -n 'Admin123abc' | sha512sum` and `sha1sum` print.
const sha512 = createHash("sha512").update("Admin123abc").digest("hex");

test("today's form is SHA-512 of password and salt together, in 128 small hexadecimal digits", () => {
  expect(hashPassword("Admin123", "abc")).toBe(sha512);
  expect(sha512).toMatch(/^[0-9a-f]{128}$/);
});

test("the older form is SHA-1 in 40 digits, and the oldest lost the leading zero of each byte", () => {
  const whole = hashPassword("Legacy-Form-2006", saltOf("16-6"), "sha1");
  const short = hashPassword("Legacy-Form-2006", saltOf("16-6"), "sha1-without-zeros");
  expect(whole).toMatch(/^[0-9a-f]{40}$/);
  expect(short.length).toBeLessThan(40);
  expect(whole.replace(/0(?=[0-9a-f](?:[0-9a-f]{2})*$)/g, "")).toBe(short);
});

test("without a salt Java joins the word null", () => {
  expect(hashPassword("secret", null)).toBe(createHash("sha512").update("secretnull").digest("hex"));
});

test("the users have all three forms, one without salt, one retired, two of one name, and a daemon without a password", () => {
  expect(openmrsUsers.map(({ form }) => form ?? "sha512")).toEqual(expect.arrayContaining(["sha512", "sha1", "sha1-without-zeros"]));
  expect(openmrsUsers.filter(({ salt }) => salt === null)).toHaveLength(1);
  expect(openmrsUsers.filter(({ retired }) => retired === true)).toHaveLength(1);
  expect(openmrsUsers.filter(({ username }) => username === "twin")).toHaveLength(2);
  expect(openmrsUsers.filter(({ password }) => password === null).map(({ username }) => username)).toEqual(["daemon"]);
});
