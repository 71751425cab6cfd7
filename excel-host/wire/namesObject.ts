import { addressOf, parseAddress } from "../model/address";
import { alreadyExists, invalidArgument, itemNotFound } from "../model/hostError";
import type { Sheet } from "../model/sheet";
import type { NamedItem } from "../model/workbook";
import { defineType } from "./hostObject";
import type { HostObject } from "./hostObjectType";
import type { HostServices } from "./services";

interface Target {
  readonly services: HostServices;
}

interface NamesTarget extends Target {
  readonly scope: Sheet | null;
}

const namesIn = ({ services, scope }: NamesTarget): readonly NamedItem[] =>
  services.workbook.state.names.filter((item) => item.scope === scope);
const findName = (target: NamesTarget, key: unknown): NamedItem | null =>
  namesIn(target).find((item) => typeof key === "string" && item.name.toLowerCase() === key.toLowerCase()) ?? null;

function rangeOfName({ services, item }: { services: HostServices; item: NamedItem }): HostObject | null {
  const parsed = parseAddress(item.formula.replace(/^=/, ""));
  const sheet = parsed?.sheetName == null ? item.scope : services.workbook.findSheet(parsed.sheetName);
  return parsed && sheet ? services.objects.range(sheet, parsed.rect) : null;
}

const namedItem = defineType<Target & { item: NamedItem }>({
  name: "NamedItem",
  identity: ({ item }) => ({ Name: item.name, _Id: item.name }),
  properties: {
    Name: { get: ({ item }) => item.name },
    Formula: { get: ({ item }) => item.formula },
    Value: { get: ({ item }) => item.formula.replace(/^=/, "") },
    Comment: { get: ({ item }) => item.comment },
    Type: { get: () => "Range" },
    Visible: { get: ({ item }) => item.visible },
    Scope: { get: ({ item }) => (item.scope ? "Worksheet" : "Workbook") },
  },
  methods: {
    Delete: ({ services, item }) => {
      services.workbook.update({ names: services.workbook.state.names.filter((other) => other !== item) });
      services.workbook.emit({ kind: "namesChanged" });
    },
    GetRange: (target) => rangeOfName(target) ?? missing("NamedItem.getRange"),
    GetRangeOrNullObject: rangeOfName,
  },
});

export const namesObject = defineType<NamesTarget>({
  name: "NamedItemCollection",
  items: (target) => namesIn(target).map((item) => namedItem({ ...target, item })),
  byKey: (target, key) => namedItem({ ...target, item: findName(target, key) ?? missing("NamedItemCollection.getItem") }),
  methods: {
    GetCount: (target) => namesIn(target).length,
    GetItemOrNullObject: (target, args) => {
      const item = findName(target, args.raw(0));
      return item ? namedItem({ ...target, item }) : null;
    },
    Add: (target, args) => {
      const name = args.text(0);
      if (!/^[A-Za-z_\\][\w.\\]*$/.test(name) || parseAddress(name)) throw invalidArgument("NamedItemCollection.add");
      if (findName(target, name)) throw alreadyExists("NamedItemCollection.add");
      const [area] = args.object(1)?.areas ?? [];
      const formula = area ? `='${area.sheet.name.replaceAll("'", "''")}'!${addressOf(area.rect)}` : args.text(1);
      const item: NamedItem = { name, formula, comment: args.optionalText(2) ?? "", visible: true, scope: target.scope };
      target.services.workbook.update({ names: [...target.services.workbook.state.names, item] });
      target.services.workbook.emit({ kind: "namesChanged" });
      return namedItem({ ...target, item });
    },
  },
});

function missing(location: string): never {
  throw itemNotFound(location);
}
