import type { LeftOverRow } from "../../../src/contract/followUps";
import { firstDecision, followUpRow, requestOf, sortOut, stateOf } from "../../../src/taskpane/leftOver/decisions";
import { leftOverRow } from "./leftOverRows";

type Issue = LeftOverRow["issues"][number];

const needsReason: Issue = { code: "birthdate-shift", severity: "warning", field: "birthdate", params: { needsReason: 1 } };
const prefix: Issue = { code: "phone-prefix-unknown", severity: "warning", field: "phone" };
const zeroLost: Issue = { code: "leading-zero-lost", severity: "repair", field: "phone", repair: { before: "8031234567", after: "08031234567" } };
const tooShort: Issue = { code: "phone-too-short", severity: "error", field: "phone", params: { digits: 7 } };

const waiting = (issue: Issue): Partial<LeftOverRow> => ({
  why: "waiting",
  issues: [issue],
  fields: { phone: { status: "waiting", before: "08030000001", after: issue.severity === "repair" ? null : "08039999999", reason: issue.code } },
});

describe("what is chosen before anybody decides", () => {
  test.each(["failed", "not-carried-out", "reverted"] as const)("a row that was %s and would go through now is chosen to be sent", (why) => {
    const row = leftOverRow({ why });
    expect(stateOf(row, firstDecision(row), "")).toBe("send");
  });

  test.each(["conflict", "waiting"] as const)("a row that is %s waits for the person", (why) => {
    const row = leftOverRow({ why });
    expect(stateOf(row, firstDecision(row), "")).toBe("undecided");
  });

  test("where the record already holds what is wanted there is nothing to decide", () => {
    const row = leftOverRow({ why: "conflict", fields: { phone: { status: "unchanged", before: "08035555555", after: "08035555555", reason: null } } });
    expect(stateOf(row, firstDecision(row), "")).toBe("leave");
  });

  test("a row that still cannot be written is not chosen", () => {
    const row = leftOverRow({ why: "failed", issues: [tooShort], fields: { phone: { status: "failed", before: null, after: null, reason: "phone-too-short" } } });
    expect(stateOf(row, firstDecision(row), "")).toBe("undecided");
    expect(stateOf(row, { choices: { phone: "mine" }, confirmed: [], repairs: [] }, "")).toBe("undecided");
    expect(stateOf(row, { choices: { phone: "theirs" }, confirmed: [], repairs: [] }, "")).toBe("leave");
  });
});

describe("what must be answered first", () => {
  test("a phone that was overwritten is now an old number, which asks nothing when it is applied again", () => {
    const stale: Issue = { code: "phone-stale", severity: "warning", field: "phone" };
    const row = leftOverRow({ ...waiting(stale), why: "reverted" });
    const decision = firstDecision(row);
    expect(stateOf(row, decision, "")).toBe("send");
    expect(followUpRow(row, decision).confirmations).toEqual(["phone-stale"]);
    const conflicting = leftOverRow({ ...waiting(stale), why: "conflict" });
    expect(stateOf(conflicting, { ...decision, choices: { phone: "mine" } }, "")).toBe("undecided");
  });

  test("a warning is confirmed before the value goes along, and goes with it", () => {
    const row = leftOverRow(waiting(prefix));
    const chosen = { choices: { phone: "mine" as const }, confirmed: [], repairs: [] };
    expect(stateOf(row, chosen, "")).toBe("undecided");
    const confirmed = { ...chosen, confirmed: [prefix.code] };
    expect(stateOf(row, confirmed, "")).toBe("send");
    expect(followUpRow(row, confirmed)).toMatchObject({ confirmations: ["phone-prefix-unknown"] });
  });

  test("a repair is accepted before the value goes along, and goes with it", () => {
    const row = leftOverRow(waiting(zeroLost));
    const accepted = { choices: { phone: "mine" as const }, confirmed: [], repairs: [{ field: "phone" as const, code: "leading-zero-lost" as const, after: "08031234567" }] };
    expect(stateOf(row, { ...accepted, repairs: [] }, "")).toBe("undecided");
    expect(stateOf(row, accepted, "")).toBe("send");
    expect(followUpRow(row, accepted).acceptedRepairs).toEqual(accepted.repairs);
  });

  test("a change that asks for a reason waits until one is given", () => {
    const row = leftOverRow({
      why: "waiting",
      open: ["birthdate"],
      issues: [needsReason],
      fields: {
        birthdate: { status: "waiting", before: { birthdate: "1980-01-01", estimated: true }, after: { birthdate: "1990-01-01", estimated: false }, reason: needsReason.code },
      },
    });
    const decision = { choices: { birthdate: "mine" as const }, confirmed: [needsReason.code], repairs: [] };
    expect(stateOf(row, decision, " ")).toBe("undecided");
    expect(stateOf(row, decision, "Seen on the birth certificate")).toBe("send");
  });

  test("what was confirmed with the first submission is not asked again", () => {
    const row = leftOverRow({ why: "not-carried-out", issues: [prefix] });
    expect(stateOf(row, firstDecision(row), "")).toBe("send");
  });
});

describe("what is handed over", () => {
  test("only the fields that the person wants go along, against what is there now", () => {
    const row = leftOverRow({
      ordinal: 7,
      open: ["phone", "address"],
      fields: {
        phone: { status: "changed", before: "08030000009", after: "08035555555", reason: null },
        address: { status: "changed", before: { street: "Now Street", ward: null, lga: null, state: null }, after: { street: "Mine Street", ward: null, lga: null, state: null }, reason: null },
      },
      baseline: { phone: "1".repeat(64), address: "2".repeat(64) },
    });
    expect(followUpRow(row, { choices: { phone: "mine", address: "theirs" }, confirmed: [], repairs: [] })).toEqual({
      ordinal: 7,
      fields: ["phone"],
      baseline: { phone: "1".repeat(64) },
      seen: { phone: "08030000009" },
    });
  });

  test("rows that are left go as such, and undecided ones not at all", () => {
    const rows = [leftOverRow({ ordinal: 1 }), leftOverRow({ ordinal: 2 }), leftOverRow({ ordinal: 3 })];
    const decisionOf = ({ ordinal }: LeftOverRow) =>
      ({ choices: ordinal === 1 ? { phone: "mine" as const } : ordinal === 2 ? { phone: "theirs" as const } : {}, confirmed: [], repairs: [] });
    const decided = sortOut(rows, decisionOf, "");
    expect(decided.undecided).toBe(1);
    expect(requestOf(decided, decisionOf, " called her ")).toMatchObject({ reason: "called her", rows: [{ ordinal: 1 }], leaveOut: [2] });
  });
});
