import { asRecord, isRecord, parseJson, type JsonRecord } from "../wire/protocol";

/** A message of the add-in's page to its host. */
export interface PageRequest {
  readonly action: string;
  /** 0 a call, 1 and 2 registering and unregistering for an event. */
  readonly actionType: number;
  readonly correlationId: number;
  readonly conversationId: string;
  readonly data: JsonRecord;
}

const requestType = 0;
const responseType = 1;

export const actionTypes = { call: 0, registerEvent: 1, unregisterEvent: 2 } as const;

/** Reads a message of the page; null when it is none of ours. */
export function readPageRequest(data: unknown): PageRequest | null {
  if (typeof data !== "string" || !data.startsWith("{")) return null;
  let parsed: unknown;
  try {
    parsed = parseJson(data);
  } catch {
    return null;
  }
  if (!isRecord(parsed) || parsed["_messageType"] !== requestType) return null;
  return {
    action: String(parsed["_actionName"]),
    actionType: Number(parsed["_actionType"]),
    correlationId: Number(parsed["_correlationId"]),
    conversationId: String(parsed["_conversationId"]),
    data: asRecord(parsed["_data"]),
  };
}

export interface HostMessage {
  readonly action: string;
  readonly conversationId: string;
  readonly correlationId: number;
  readonly data: unknown;
  /** True for an event, false for the answer to a call. */
  readonly isEvent: boolean;
  readonly origin: string;
}

export function writeHostMessage({ action, conversationId, correlationId, data, isEvent, origin }: HostMessage): string {
  return JSON.stringify({
    _messageType: responseType,
    _actionName: action,
    _conversationId: conversationId,
    _correlationId: correlationId,
    _origin: origin,
    _data: data,
    _errorCode: 0,
    _responseType: isEvent ? 1 : 0,
    _serializerVersion: 1,
  });
}
