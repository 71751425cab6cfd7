import type { ZodError, ZodType } from "zod";
import type { ApiProblem } from "../../src/contract/errors";
import { ApiError } from "./apiError";

type Fault = NonNullable<ApiProblem["faults"]>[number];
const mostFaults = 20;

/** What was sent, in the shape that the schema describes; else 400 with every departure by its path, without any value. */
export function parseInput<T>(schema: ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new ApiError(400, "body-invalid", undefined, { faults: faultsOf(result.error) });
}

function faultsOf(error: ZodError): Fault[] {
  return error.issues.slice(0, mostFaults).flatMap((issue) => {
    const path = issue.path.map(pathPart).join(".");
    if (issue.code !== "unrecognized_keys") return [{ path, message: messageOf(issue) }];
    return issue.keys.slice(0, mostFaults).map((key) => ({ path: [path, pathPart(key)].filter((part) => part !== "").join("."), message: "is not known" }));
  });
}

/** A key may itself be a value that somebody typed into the wrong place: only what looks like a name is repeated. */
function pathPart(part: PropertyKey): string {
  const text = String(part);
  return /^(\d{1,7}|[A-Za-z][A-Za-z0-9]{0,29})$/.test(text) ? text : "(key)";
}

/** Our own words for every kind of departure, because the library's may repeat what was sent. */
function messageOf(issue: ZodError["issues"][number]): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${issue.expected === "int" ? "a whole number" : issue.expected}`;
    case "too_big":
      return `must be at most ${issue.maximum} (${issue.origin})`;
    case "too_small":
      return `must be at least ${issue.minimum} (${issue.origin})`;
    case "invalid_value":
      return `must be one of ${issue.values.map(String).join(", ")}`;
    case "invalid_format":
      return `must be of the form ${issue.format}`;
    case "invalid_union":
      return "has none of the forms that are allowed here";
    case "invalid_key":
      return "is not known";
    default:
      return "is not allowed here";
  }
}
