import type { ExcelHost } from "../host";
import { asList, asRecord, type JsonRecord } from "../wire/protocol";
import { officeErrors } from "../wire/richApi";
import { CommandRuns } from "./commandRuns";
import { appContext, frameName, type AppContextOptions } from "./appContext";
import { dialogMessages, readDialogRequest, refuseDialog, type DialogPresenter } from "./dialogs";
import { actionTypes, readPageRequest, writeHostMessage, type PageRequest } from "./messages";
import type { Requirements } from "./requirements";

export interface MountOptions {
  readonly url: string;
  readonly addinId: string;
  readonly addinName: string;
  readonly requirements: Requirements;
  readonly locale?: string;
  readonly dialogs: DialogPresenter;
}

export interface MountedAddin {
  readonly frame: HTMLIFrameElement;
  /** Runs a function command by its name in the manifest; resolves when the command reports that it is done. */
  runCommand(functionName: string, commandId: string): Promise<void>;
  unmount(): void;
}

const dispatch = { loadSettings: 75, saveSettings: 76, richApi: 93, commandCompleted: 94, messageParent: 144, messageChild: 145 } as const;
const dialogEvent = "dialogMessageReceived";
const parentEvent = "dialogParentMessageReceived";
const commandEvent = "appCommandInvoked";

/** Document settings of the older API, kept as long as the page lives, per workbook. */
const documentSettings = new WeakMap<ExcelHost, Record<string, string>>();

let mounts = 0;

/** Puts the add-in's page into a frame and plays Excel on the web for it. */
export function mountAddin(container: HTMLElement, host: ExcelHost, options: MountOptions): MountedAddin {
  const conversationId = `conversation-${++mounts}-${Math.random().toString(36).slice(2)}`;
  const target = new URL(options.url, location.href);
  const locale = options.locale ?? "en-US";
  const events = new Set<string>();
  const commands = new CommandRuns((data) => fire(commandEvent, data));
  const frame = document.createElement("iframe");
  let dialogFrame: HTMLIFrameElement | null = null;
  let dialogListens = false;
  const dialogConversation = `${conversationId}-dialog`;

  const context: AppContextOptions = {
    addinId: options.addinId,
    addinName: options.addinName,
    documentName: host.workbook.name,
    locale,
    requirements: options.requirements,
    settings: documentSettings.get(host) ?? {},
    appDomains: [target.origin],
    size: { width: container.clientWidth, height: container.clientHeight },
  };

  const postTo = (
    to: HTMLIFrameElement,
    message: { action: string; conversationId: string; correlationId?: number; data: unknown; isEvent: boolean },
  ): void => {
    to.contentWindow?.postMessage(writeHostMessage({ correlationId: -1, ...message, origin: location.origin }), target.origin);
  };
  const fire = (action: string, data: unknown): void => {
    if (events.has(action)) postTo(frame, { action, conversationId, data, isEvent: true });
  };

  function openDialog(data: JsonRecord): JsonRecord {
    const request = readDialogRequest(data["targetId"]);
    if (!request) return { Error: officeErrors.internal };
    const refusal = refuseDialog(request, dialogFrame !== null);
    if (refusal !== null) return { Error: refusal };
    const name = frameName(dialogConversation, options.addinId, { locale, isDialog: true, withFunctions: false });
    dialogFrame = options.dialogs.open(request, name, () => {
      dialogFrame = null;
      fire(dialogEvent, { messageType: dialogMessages.closedByPerson });
    });
    return { Error: 0 };
  }

  /** The page listens to an event from now on; commands that were pressed before are run. */
  function register(action: string): void {
    events.add(action);
    // The page takes events only after it has had the answer to its registration.
    if (action === commandEvent) setTimeout(() => commands.pageListens(), 0);
  }

  function closeDialog(): void {
    dialogFrame = null;
    dialogListens = false;
    options.dialogs.close();
  }

  function saveSettings(data: JsonRecord): void {
    const properties = asList(asRecord(data["DdaSettingsMethod"])["Properties"]).map(asList);
    documentSettings.set(host, Object.fromEntries(properties.map(([key, value]) => [String(key), String(value)])));
  }

  async function execute(data: JsonRecord, fromDialog: boolean): Promise<JsonRecord> {
    const method = asRecord(data["DdaMethod"]);
    const done = { Error: 0, Version: Number(method["Version"] ?? 1) };
    switch (method["DispatchId"]) {
      case dispatch.richApi: {
        const message = asList(data["ArrayData"]);
        const reply = await host.api.handle(String(message[4]), Number(message[6] ?? 0));
        return "error" in reply ? { ...done, Error: reply.error } : { ...done, Data: [200, [], reply.body] };
      }
      case dispatch.saveSettings:
        saveSettings(data);
        return done;
      case dispatch.loadSettings:
        return {
          ...done,
          Properties: { Settings: Object.entries(documentSettings.get(host) ?? {}).map(([Name, Value]) => ({ Name, Value })) },
        };
      case dispatch.commandCompleted: {
        // The library names this call's arguments by number: id, status, data.
        commands.completed(String(data["0"]), Number(data["1"] ?? 0));
        return done;
      }
      case dispatch.messageParent: {
        if (!fromDialog) return { ...done, Error: officeErrors.notSupported };
        fire(dialogEvent, { messageType: dialogMessages.message, messageContent: data["messageToParent"], messageOrigin: target.origin });
        return done;
      }
      case dispatch.messageChild: {
        if (!dialogFrame || !dialogListens) return { ...done, Error: officeErrors.notSupported };
        const message = { messageType: dialogMessages.message, messageContent: data["messageContent"], messageOrigin: target.origin };
        postTo(dialogFrame, { action: parentEvent, conversationId: dialogConversation, data: message, isEvent: true });
        return done;
      }
      default:
        console.warn(`The emulated Excel does not answer method ${String(method["DispatchId"])}.`);
        return { ...done, Error: officeErrors.notSupported };
    }
  }

  async function answer(request: PageRequest, fromDialog: boolean): Promise<unknown> {
    if (request.actionType === actionTypes.registerEvent) {
      if (request.action === dialogEvent && !fromDialog) {
        const opened = openDialog(request.data);
        if (opened["Error"] === 0) register(request.action);
        return opened;
      }
      if (fromDialog) dialogListens ||= request.action === parentEvent;
      else register(request.action);
      return { Error: 0 };
    }
    if (request.actionType === actionTypes.unregisterEvent) {
      events.delete(request.action);
      if (request.action === dialogEvent) closeDialog();
      return { Error: 0 };
    }
    if (request.action === "ContextActivationManager_getAppContextAsync")
      return appContext({ ...context, settings: documentSettings.get(host) ?? {} }, host.pane.isVisible());
    return request.action === "executeMethod" ? execute(request.data, fromDialog) : { Error: 0 };
  }

  const onMessage = (event: MessageEvent): void => {
    const source =
      event.source === frame.contentWindow ? frame : dialogFrame && event.source === dialogFrame.contentWindow ? dialogFrame : null;
    const request = source ? readPageRequest(event.data) : null;
    if (!source || !request) return;
    answer(request, source === dialogFrame)
      .then((data) =>
        postTo(source, {
          action: request.action,
          conversationId: request.conversationId,
          correlationId: request.correlationId,
          data,
          isEvent: false,
        }),
      )
      .catch((error: unknown) => console.error("The emulated Excel failed to answer.", error));
  };

  const forgetSelection = host.workbook.onChange((change) => {
    if (change.kind === "selection") fire("documentSelectionChanged", {});
  });
  host.send = (entries) => fire("richApiMessage", { ArrayData: entries });
  const forgetPane = host.pane.onChange((visible) => host.events.paneVisibility(visible));
  addEventListener("message", onMessage);
  frame.name = frameName(conversationId, options.addinId, {
    locale,
    isDialog: false,
    withFunctions: "CustomFunctionsRuntime" in options.requirements,
  });
  frame.title = options.addinName;
  frame.allow = "clipboard-read; clipboard-write";
  frame.src = target.href;
  container.append(frame);

  return {
    frame,
    runCommand: (functionName, commandId) => commands.run(functionName, commandId),
    unmount: () => {
      removeEventListener("message", onMessage);
      forgetSelection();
      forgetPane();
      host.send = () => undefined;
      host.events.clear();
      host.functions.pageClosed();
      closeDialog();
      frame.remove();
    },
  };
}
