import { notImplemented } from "../model/hostError";
import { defineType } from "./hostObject";
import type { HostObject } from "./hostObjectType";
import { asList } from "./protocol";
import type { HostServices } from "./services";

interface Target {
  readonly services: HostServices;
}

const customFunctions = defineType<Target>({
  name: "CustomFunctions",
  methods: {
    _SetOsfControlContainerReadyForCustomFunctions: ({ services }) => services.functions.ready(),
    _GetEnabledFeatures: () => [],
    SetInvocationArrayResults: ({ services }, args) => services.functions.receiveResults(asList(args.raw(0)).map(asList)),
  },
});

/** The pane shows and hides itself through this. */
const appRuntime = defineType<Target>({
  name: "AppRuntimeService",
  methods: {
    GetAppRuntimeState: ({ services }) => (services.pane.isVisible() ? "Visible" : "Background"),
    SetAppRuntimeState: ({ services }, args) => services.pane.setVisible(args.text(0) === "Visible"),
  },
});

const startStates = new WeakMap<HostServices, string>();

/** Whether the add-in starts with the workbook; kept as long as the host lives. */
const appRuntimePersistence = defineType<Target>({
  name: "AppRuntimePersistenceService",
  methods: {
    GetAppRuntimeStartState: ({ services }) => startStates.get(services) ?? "Inactive",
    SetAppRuntimeStartState: ({ services }, args) => {
      startStates.set(services, args.text(0));
    },
  },
});

const internalService = defineType<Target>({ name: "AddinInternalService", methods: { NotifyActionHandlerReady: () => null } });

const types: Readonly<Record<string, (target: Target) => HostObject>> = {
  CustomFunctions: customFunctions,
  AppRuntimeService: appRuntime,
  AppRuntimePersistenceService: appRuntimePersistence,
  AddinInternalService: internalService,
};

/** What `newObject(context)` makes, by the last part of its full name. */
export function topLevelObject(services: HostServices, fullName: string): HostObject {
  const name = fullName.split(".").at(-1) ?? fullName;
  const make = types[name];
  if (!make) throw notImplemented(fullName);
  return make({ services });
}
