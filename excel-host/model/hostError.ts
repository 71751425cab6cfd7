/** The error codes of Excel's API that this host answers with. */
export type HostErrorCode =
  | "AccessDenied"
  | "ApiNotAvailable"
  | "ApiNotFound"
  | "GeneralException"
  | "InvalidArgument"
  | "InvalidOperation"
  | "InvalidReference"
  | "InvalidSelection"
  | "ItemAlreadyExists"
  | "ItemNotFound"
  | "RequestAborted"
  | "UnsupportedOperation"
  | "FilteredRangeConflict";

const statuses: Partial<Record<HostErrorCode, number>> = {
  AccessDenied: 403,
  ItemNotFound: 404,
  ItemAlreadyExists: 409,
  GeneralException: 500,
  ApiNotAvailable: 501,
};

/** A refusal that the add-in gets as an `OfficeExtension.Error` of the same code. */
export class HostError extends Error {
  readonly code: HostErrorCode;
  readonly location: string;
  readonly httpStatus: number;

  constructor(code: HostErrorCode, message: string, location = "") {
    super(message);
    this.name = "HostError";
    this.code = code;
    this.location = location;
    this.httpStatus = statuses[code] ?? 400;
  }
}

export const itemNotFound = (location: string): HostError =>
  new HostError("ItemNotFound", "The requested resource doesn't exist.", location);

export const invalidArgument = (location: string, why = "The argument is invalid or missing or has an incorrect format."): HostError =>
  new HostError("InvalidArgument", why, location);

export const alreadyExists = (location: string): HostError =>
  new HostError("ItemAlreadyExists", "A resource with the same name or identifier already exists.", location);

export const accessDenied = (location: string): HostError =>
  new HostError("AccessDenied", "You cannot perform the requested operation.", location);

/** What real Excel has and this host has not: named, so that a test or a person sees at once what is missing. */
export const notImplemented = (member: string): HostError =>
  new HostError("ApiNotAvailable", `The emulated Excel does not implement ${member}.`, member);
