import type { Client } from "../client/client";
import { lazyReportsApi } from "../client/lazyReportsApi";
import { isBesideValue, messageForCell, subscribeToCellMessages } from "../functions/cellMessages";
import { readManual } from "./help/manual";
import type { PanePorts } from "./ports";
import { openAddress } from "./workbook/openAddress";
import type { WorkbookPort } from "./workbook/port";

/** The ports over the real server and the real workbook. */
export function livePorts(client: Client, workbook: WorkbookPort): PanePorts {
  return {
    workbook,
    server: { ...client.api, ...lazyReportsApi(client.api.ask) },
    ask: client.api.ask,
    outbox: client.outbox,
    followUps: client.followUps,
    notes: client.notes,
    places: client.places,
    openAddress,
    readManual,
    session: {
      snapshot: () => client.session.snapshot(),
      subscribe: (listener) => client.session.subscribe(listener),
      touch: () => client.noteActivity(),
    },
    entry: {
      signIn: async (username, password) => {
        await client.signIn(username, password);
      },
      signOut: () => client.signOut(),
      forgetLookups: (artIds) => client.lookup.invalidate(artIds ?? "all"),
    },
    messageForCell,
    isBesideValue,
    onCellMessages: subscribeToCellMessages,
  };
}
