/** The request that Office.js makes of a batch, as it arrives: undocumented, read from the pinned version of the library. */
export interface RequestBody {
  readonly autoKeepReference: boolean;
  readonly actions: readonly ActionInfo[];
  readonly objectPaths: ReadonlyMap<number, ObjectPathInfo>;
}

export const actionTypes = { instantiate: 1, query: 2, method: 3, setProperty: 4, trace: 5, ensureUnchanged: 6 } as const;
export const pathTypes = { global: 1, newObject: 2, method: 3, property: 4, indexer: 5, reference: 6, nullObject: 7 } as const;

export interface ArgumentInfo {
  readonly values: readonly unknown[];
  /** In place of an argument that is an object: the id of its path. */
  readonly objectPathIds: readonly unknown[];
}

export interface ActionInfo {
  readonly id: number;
  readonly type: number;
  readonly name: string;
  readonly objectPathId: number;
  readonly args: ArgumentInfo;
  readonly select: readonly string[];
}

export interface ObjectPathInfo {
  readonly id: number;
  readonly type: number;
  readonly name: string;
  readonly parentId: number;
  readonly args: ArgumentInfo;
}

export interface ResponseBody {
  Results: { ActionId: number; Value: unknown }[];
  TraceIds: number[];
  Error?: { Code: string; Message: string; Location: string; ActionIndex: number; HttpStatusCode: number };
}

export type JsonRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is JsonRecord => typeof value === "object" && value !== null && !Array.isArray(value);
export const asRecord = (value: unknown): JsonRecord => (isRecord(value) ? value : {});
export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const asNumber = (value: unknown): number => (typeof value === "number" ? value : 0);
const asString = (value: unknown): string => (typeof value === "string" ? value : "");
const strings = (value: unknown): string[] => asList(value).filter((item) => typeof item === "string");

export function parseJson(text: string): unknown {
  return JSON.parse(text) as unknown;
}

function readArguments(info: unknown): ArgumentInfo {
  const { Arguments, ReferencedObjectPathIds } = asRecord(info);
  return { values: asList(Arguments), objectPathIds: asList(ReferencedObjectPathIds) };
}

function readAction(value: unknown): ActionInfo {
  const action = asRecord(value);
  const query = asRecord(action["QueryInfo"]);
  return {
    id: asNumber(action["Id"]),
    type: asNumber(action["ActionType"]),
    name: asString(action["Name"]),
    objectPathId: asNumber(action["ObjectPathId"]),
    args: readArguments(action["ArgumentInfo"]),
    select: [...strings(query["Select"]), ...strings(query["Expand"])],
  };
}

function readPath(value: unknown): ObjectPathInfo {
  const path = asRecord(value);
  return {
    id: asNumber(path["Id"]),
    type: asNumber(path["ObjectPathType"]),
    name: asString(path["Name"]),
    parentId: asNumber(path["ParentObjectPathId"]),
    args: readArguments(path["ArgumentInfo"]),
  };
}

export function readRequest(text: string): RequestBody {
  const body = asRecord(parseJson(text));
  return {
    autoKeepReference: body["AutoKeepReference"] === true,
    actions: asList(body["Actions"]).map(readAction),
    objectPaths: new Map(
      Object.values(asRecord(body["ObjectPaths"])).map((value) => {
        const path = readPath(value);
        return [path.id, path] as const;
      }),
    ),
  };
}
