import type { ReactElement } from "react";
import type { PanePorts } from "../ports";
import type { PaneStores } from "../shell/paneStores";
import { useStore } from "../store";
import { CompareScreen } from "./CompareScreen";
import { createCompareDesk } from "./compareDesk";

interface Props {
  readonly ports: Pick<PanePorts, "workbook" | "server" | "places" | "outbox">;
  readonly stores: Pick<PaneStores, "desks" | "today" | "siteName" | "show" | "submit" | "settings">;
}

export function CompareRoute({ ports, stores }: Props): ReactElement {
  const { submit } = stores;
  const desk = stores.desks.keep("compare", () =>
    createCompareDesk({
      ports,
      today: stores.today,
      siteName: stores.siteName,
      siteOrder: () => stores.settings.get().site?.inForce.dateOrder ?? null,
      saidOf: ({ sheetId }) => {
        const { setup } = submit.get();
        return setup?.look.sheetId === sheetId ? setup : {};
      },
      onSubmit: (given) => {
        stores.show("submit");
        void submit.takeRows(given);
      },
      undo: async () => {
        const undone = await ports.workbook.undoLastChange();
        await submit.afterUndo();
        return undone;
      },
    }),
  );
  const isSending = useStore(submit).phase.name === "sending";
  return <CompareScreen desk={desk} isSending={isSending} />;
}
