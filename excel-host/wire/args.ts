import { invalidArgument } from "../model/hostError";
import { isHostObject, type HostObject } from "./hostObjectType";
import { isRecord, type JsonRecord } from "./protocol";

/** The arguments of a call, read by what the method expects; anything else is Excel's InvalidArgument. */
export class Args {
  private readonly values: readonly unknown[];
  private readonly location: string;

  constructor(values: readonly unknown[], location: string) {
    this.values = values;
    this.location = location;
  }

  has(index: number): boolean {
    const value = this.values[index];
    return value !== undefined && value !== null;
  }

  raw(index: number): unknown {
    return this.values[index];
  }

  text(index: number): string {
    const value = this.values[index];
    if (typeof value !== "string") throw invalidArgument(this.location);
    return value;
  }

  /** A name or an id: numbers arrive for table columns. */
  key(index: number): string | number {
    const value = this.values[index];
    if (typeof value !== "string" && typeof value !== "number") throw invalidArgument(this.location);
    return value;
  }

  optionalText(index: number): string | null {
    return this.has(index) ? this.text(index) : null;
  }

  integer(index: number): number {
    const value = this.values[index];
    if (typeof value !== "number" || !Number.isInteger(value)) throw invalidArgument(this.location);
    return value;
  }

  flag(index: number): boolean {
    return this.values[index] === true;
  }

  record(index: number): JsonRecord {
    const value = this.values[index];
    if (!isRecord(value)) throw invalidArgument(this.location);
    return value;
  }

  object(index: number): HostObject | null {
    const value = this.values[index];
    return isHostObject(value) ? value : null;
  }

  refuse(): never {
    throw invalidArgument(this.location);
  }
}
