import { asRecord, parseJson } from "../wire/protocol";

/** Numbers of Office for dialogs. */
export const dialogMessages = { message: 0, closedByPerson: 12_006, cannotLoad: 12_002 } as const;
const alreadyOpened = 12_007;
const urlNotHttps = 12_005;

export interface DialogRequest {
  readonly url: string;
  /** In per cent of the window. */
  readonly width: number;
  readonly height: number;
}

/** How the page shows a dialog; the host knows no window of its own. */
export interface DialogPresenter {
  /** Shows the dialog in a frame of the given name; `closed` is called when the person closes it. */
  open(request: DialogRequest, frameName: string, closed: () => void): HTMLIFrameElement;
  close(): void;
}

/** The description of a dialog in the event's target, as `displayDialogAsync` sends it with `displayInIframe`. */
export function readDialogRequest(targetId: unknown): DialogRequest | null {
  if (typeof targetId !== "string") return null;
  const info = asRecord(parseJson(targetId));
  if (typeof info["url"] !== "string") return null;
  return { url: info["url"], width: Number(info["width"] ?? 50), height: Number(info["height"] ?? 50) };
}

/** Office's number for why a dialog cannot be opened; null when it can. */
export function refuseDialog(request: DialogRequest, isOpen: boolean): number | null {
  if (isOpen) return alreadyOpened;
  return request.url.startsWith("https://") ? null : urlNotHttps;
}
