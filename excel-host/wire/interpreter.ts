import { HostError, invalidArgument, notImplemented } from "../model/hostError";
import { hasApi, requireApi } from "./apiVersions";
import { isHostObject } from "./hostObjectType";
import type { HostObject } from "./hostObjectType";
import {
  actionTypes,
  pathTypes,
  type ActionInfo,
  type ArgumentInfo,
  type ObjectPathInfo,
  type RequestBody,
  type ResponseBody,
} from "./protocol";
import { ResponseTooLarge } from "./rangeTarget";
import type { HostServices } from "./services";

const keepReference = "_KeepReference";

/** Resolves each object path once per request, in the order of the actions, so that `add()` does not run twice. */
class Resolver {
  private readonly known = new Map<number, HostObject | null>();
  private readonly request: RequestBody;
  private readonly services: HostServices;
  private readonly keptPaths: ReadonlySet<number>;

  constructor(request: RequestBody, services: HostServices) {
    this.request = request;
    this.services = services;
    const keeping = request.actions.filter((action) => action.type === actionTypes.method && action.name === keepReference);
    this.keptPaths = new Set(keeping.map((action) => action.objectPathId));
  }

  resolve(id: number): HostObject | null {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const path = this.request.objectPaths.get(id);
    if (!path) throw invalidArgument("ObjectPath");
    const object = this.follow(path);
    this.known.set(id, object);
    return object;
  }

  /** Instantiating a range that the request also keeps answers with its reference, or the proxy would be dead afterwards. */
  identity(pathId: number, object: HostObject): Record<string, unknown> {
    if (this.keptPaths.has(pathId)) object.call(keepReference, []);
    return object.identity();
  }

  args(info: ArgumentInfo): readonly unknown[] {
    const walk = (value: unknown, pathId: unknown): unknown => {
      if (Array.isArray(pathId) && Array.isArray(value)) return value.map((item, index) => walk(item, pathId[index]));
      return typeof pathId === "number" && pathId > 0 ? this.resolve(pathId) : value;
    };
    return info.values.map((value, index) => walk(value, info.objectPathIds[index]));
  }

  private follow(path: ObjectPathInfo): HostObject | null {
    const parent = path.parentId > 0 ? this.resolve(path.parentId) : null;
    switch (path.type) {
      case pathTypes.global:
        return this.services.objects.workbook();
      case pathTypes.newObject:
        return this.services.objects.topLevel(path.name);
      case pathTypes.method: {
        if (!parent) return null;
        requireApi(this.services, parent.typeName, path.name);
        const result = parent.call(path.name, this.args(path.args));
        return isHostObject(result) ? result : null;
      }
      case pathTypes.property:
        if (parent) requireApi(this.services, parent.typeName, path.name);
        return parent ? parent.navigate(path.name)[1] : null;
      case pathTypes.indexer:
        return parent ? parent.byKey(this.args(path.args)[0]) : null;
      case pathTypes.reference:
        return this.services.objects.referenced(path.name);
      case pathTypes.nullObject:
        return null;
      default:
        throw notImplemented(`ObjectPathType ${path.type}`);
    }
  }
}

const everything = (name: string): boolean => name === "" || name === "$all";

/** Answers a load: `values`, `format/fill/color`, `items/name`, or nothing for all simple properties. */
function query(services: HostServices, object: HostObject | null, select: readonly string[]): Record<string, unknown> | null {
  if (!object) return null;
  const result = object.identity();
  const items = object.items();
  const nested = new Map<string, string[]>();
  const itemNames: string[] = [];
  for (const path of select.length === 0 ? ["$all"] : select) {
    const [head = "", ...tail] = path.split("/");
    const rest = tail.join("/");
    if (items && head.toLowerCase() === "items") itemNames.push(rest);
    else if (items && !object.hasProperty(head)) itemNames.push(everything(path) ? "" : path);
    else if (everything(head))
      Object.assign(
        result,
        object.readAll((name) => hasApi(services, object.typeName, name)),
      );
    else if (object.hasNavigation(head)) nested.set(head, [...(nested.get(head) ?? []), rest]);
    else {
      requireApi(services, object.typeName, head);
      const [name, value] = object.read(head);
      result[name] = value;
    }
  }
  if (items && itemNames.length > 0) result["_Items"] = items.map((item) => query(services, item, itemNames));
  for (const [head, paths] of nested) {
    requireApi(services, object.typeName, head);
    const [name, child] = object.navigate(head);
    result[name] = query(services, child, paths);
  }
  return result;
}

function perform(services: HostServices, action: ActionInfo, resolver: Resolver, traceIds: number[]): unknown {
  if (action.type === actionTypes.trace) {
    traceIds.push(action.id);
    return null;
  }
  const object = resolver.resolve(action.objectPathId);
  if (object && action.name !== "") requireApi(services, object.typeName, action.name);
  switch (action.type) {
    case actionTypes.instantiate:
      return object ? resolver.identity(action.objectPathId, object) : null;
    case actionTypes.query:
      return query(services, object, action.select);
    case actionTypes.method: {
      const value = object?.call(action.name, resolver.args(action.args)) ?? null;
      return isHostObject(value) ? value.identity() : value;
    }
    case actionTypes.setProperty:
      object?.write(action.name, resolver.args(action.args)[0]);
      return null;
    case actionTypes.ensureUnchanged:
      return null;
    default:
      throw notImplemented(`ActionType ${action.type}`);
  }
}

function asHostError(error: unknown): HostError {
  if (error instanceof HostError) return error;
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new HostError("GeneralException", `The emulated Excel failed: ${message}`, "");
}

/** Runs the actions in order. What was done before an error stays done, as in Excel. */
export function executeRequest(services: HostServices, request: RequestBody): ResponseBody {
  const response: ResponseBody = { Results: [], TraceIds: [] };
  const resolver = new Resolver(request, services);
  for (const [index, action] of request.actions.entries()) {
    try {
      const value = perform(services, action, resolver, response.TraceIds);
      services.engine.settle();
      response.Results.push({ ActionId: action.id, Value: value });
    } catch (thrown) {
      if (thrown instanceof ResponseTooLarge) throw thrown;
      const error = asHostError(thrown);
      services.engine.settle();
      response.Error = {
        Code: error.code,
        Message: error.message,
        Location: error.location,
        ActionIndex: index,
        HttpStatusCode: error.httpStatus,
      };
      return response;
    }
  }
  return response;
}
