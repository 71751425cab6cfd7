import { notImplemented } from "../model/hostError";
import type { SheetRect } from "../model/sheetRect";
import { Args } from "./args";
import type { HostObject } from "./hostObjectType";

export interface PropertyDefinition<T> {
  readonly get?: (target: T) => unknown;
  readonly set?: (target: T, value: unknown) => void;
  /** Left out of a `load()` without names, because reading it costs much or is refused there. */
  readonly onlyByName?: boolean;
}

export interface TypeDefinition<T> {
  readonly name: string;
  readonly identity?: (target: T) => Record<string, unknown>;
  readonly properties?: Readonly<Record<string, PropertyDefinition<T>>>;
  readonly navigation?: Readonly<Record<string, (target: T) => HostObject | null>>;
  readonly methods?: Readonly<Record<string, (target: T, args: Args) => unknown>>;
  readonly items?: (target: T) => readonly HostObject[];
  readonly byKey?: (target: T, key: unknown) => HostObject;
  readonly areas?: (target: T) => readonly SheetRect[];
}

/** The member's name as an add-in writes it. */
const asWritten = (member: string): string => member.charAt(0).toLowerCase() + member.slice(1);

/** Names arrive in the caller's form (`rowIndex`) or the library's (`RowIndex`). */
function canonicalNames(members: object | undefined): ReadonlyMap<string, string> {
  return new Map(Object.keys(members ?? {}).map((name) => [name.toLowerCase(), name]));
}

/** Makes a type of the API: gives the function that wraps a target of that type. */
export function defineType<T>(definition: TypeDefinition<T>): (target: T) => HostObject {
  const { name: typeName, properties = {}, navigation = {}, methods = {} } = definition;
  const propertyNames = canonicalNames(properties);
  const navigationNames = canonicalNames(navigation);
  const methodNames = canonicalNames(methods);
  const missing = (member: string): never => {
    throw notImplemented(`${typeName}.${asWritten(member)}`);
  };

  function find<M>(names: ReadonlyMap<string, string>, members: Readonly<Record<string, M>>, member: string): readonly [string, M] {
    const name = names.get(member.toLowerCase());
    const found = name === undefined ? undefined : members[name];
    return name === undefined || found === undefined ? missing(member) : [name, found];
  }

  return (target) => ({
    isHostObject: true,
    typeName,
    identity: () => definition.identity?.(target) ?? {},
    hasProperty: (name) => propertyNames.has(name.toLowerCase()),
    hasNavigation: (name) => navigationNames.has(name.toLowerCase()),
    read: (member) => {
      const [name, property] = find(propertyNames, properties, member);
      return [name, property.get ? property.get(target) : missing(member)];
    },
    readAll: (isAllowed) => {
      const readable = Object.entries(properties).filter(([name, property]) => property.get && !property.onlyByName && isAllowed(name));
      return Object.fromEntries(readable.map(([name, property]) => [name, property.get?.(target)]));
    },
    write: (member, value) => {
      const [, property] = find(propertyNames, properties, member);
      if (!property.set) missing(`${member} (writing)`);
      property.set?.(target, value);
    },
    navigate: (member) => {
      const [name, go] = find(navigationNames, navigation, member);
      return [name, go(target)];
    },
    call: (member, args) => {
      const [, method] = find(methodNames, methods, member);
      return method(target, new Args(args, `${typeName}.${asWritten(member)}`));
    },
    items: () => definition.items?.(target) ?? null,
    byKey: (key) => definition.byKey?.(target, key) ?? missing("getItem"),
    get areas() {
      return definition.areas?.(target) ?? [];
    },
  });
}
