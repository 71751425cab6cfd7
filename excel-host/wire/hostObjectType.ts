import type { SheetRect } from "../model/sheetRect";

/** An object of Excel's API as the interpreter sees it: everything by name, whatever is not there refused by name. */
export interface HostObject {
  readonly isHostObject: true;
  readonly typeName: string;
  /** What lets the proxy find the object again: `Id`, `_ReferenceId` and the like. */
  identity(): Record<string, unknown>;
  hasProperty(name: string): boolean;
  hasNavigation(name: string): boolean;
  /** The name in the form of the answer, and the value. */
  read(name: string): readonly [string, unknown];
  /** Every simple property whose name is allowed. */
  readAll(isAllowed: (name: string) => boolean): Record<string, unknown>;
  write(name: string, value: unknown): void;
  navigate(name: string): readonly [string, HostObject | null];
  call(name: string, args: readonly unknown[]): unknown;
  items(): readonly HostObject[] | null;
  byKey(key: unknown): HostObject;
  /** The cells, where the object is a range or several. */
  readonly areas: readonly SheetRect[];
}

export function isHostObject(value: unknown): value is HostObject {
  return typeof value === "object" && value !== null && "isHostObject" in value;
}
