import { FollowUpRequest, LeftOverRequest, UndoRequest } from "../../src/contract/followUps";
import { SeenFields } from "../../src/contract/submissions";

const uuid = "3f9a2c1b-0000-4000-8000-000000000001";
const baseline = { phone: "0".repeat(64) };

describe("what the server is asked about rows that were sent", () => {
  test.each([
    ["all rows", { uuid, ordinals: null, reason: null }],
    ["some rows", { uuid, ordinals: [0, 7], reason: "Wrong list" }],
  ])("taking back %s is understood", (_what, body) => {
    expect(UndoRequest.safeParse(body).success).toBe(true);
  });

  test.each([
    ["no uuid", { ordinals: null, reason: null }],
    ["no rows at all", { uuid, ordinals: [], reason: null }],
    ["a row before the first", { uuid, ordinals: [-1], reason: null }],
    ["half a row", { uuid, ordinals: [0.5], reason: null }],
    ["a reason that is too long", { uuid, ordinals: null, reason: "x".repeat(256) }],
    ["something nobody asked for", { uuid, ordinals: null, reason: null, force: true }],
  ])("taking back with %s is refused", (_what, body) => {
    expect(UndoRequest.safeParse(body).success).toBe(false);
  });

  test.each([
    ["rows to send", { uuid, reason: null, rows: [{ ordinal: 0, fields: ["phone"], baseline, confirmations: ["phone-stale"] }], leaveOut: [] }],
    ["rows to leave out", { uuid, reason: null, rows: [], leaveOut: [3] }],
  ])("carrying on with %s is understood", (_what, body) => {
    expect(FollowUpRequest.safeParse(body).success).toBe(true);
  });

  test.each([
    ["nothing to do", { uuid, reason: null, rows: [], leaveOut: [] }],
    ["a row without a field", { uuid, reason: null, rows: [{ ordinal: 0, fields: [], baseline }], leaveOut: [] }],
    ["a field that there is not", { uuid, reason: null, rows: [{ ordinal: 0, fields: ["name"], baseline }], leaveOut: [] }],
    ["a row without what was seen", { uuid, reason: null, rows: [{ ordinal: 0, fields: ["phone"] }], leaveOut: [] }],
    ["a baseline that is none", { uuid, reason: null, rows: [{ ordinal: 0, fields: ["phone"], baseline: { phone: "08031234567" } }], leaveOut: [] }],
    ["a doubt that there is not", { uuid, reason: null, rows: [{ ordinal: 0, fields: ["phone"], baseline, confirmations: ["whatever"] }], leaveOut: [] }],
  ])("carrying on with %s is refused", (_what, body) => {
    expect(FollowUpRequest.safeParse(body).success).toBe(false);
  });

  test.each([
    [{ after: -1, limit: 1000 }, true],
    [{ after: -2, limit: 10 }, false],
    [{ after: -1, limit: 1001 }, false],
    [{ after: -1, limit: 0 }, false],
  ])("a page of left-over rows %j: %s", (body, understood) => {
    expect(LeftOverRequest.safeParse(body).success).toBe(understood);
  });

  test.each([
    [{ phone: null, address: null, birthdate: null }, true],
    [{ address: { street: "2 New Road", ward: null, lga: "EPE", state: null } }, true],
    [{ address: { street: "2 New Road" } }, false],
    [{ phone: 8051111222 }, false],
    [{ name: "Ngozi" }, false],
  ])("what a sender was shown, %j: %s", (seen, understood) => {
    expect(SeenFields.safeParse(seen).success).toBe(understood);
  });
});
