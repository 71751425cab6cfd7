import { Button } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { noteWords } from "../../wording/paneNotes";
import type { PaneStores } from "../shell/paneStores";
import { RowWalkBar } from "../update/RowWalkBar";
import { SearchScreen } from "./SearchScreen";

type Stores = Pick<PaneStores, "search" | "update" | "show" | "showPatient">;

export function SearchRoute({ stores }: { readonly stores: Stores }): ReactElement {
  return <SearchScreen store={stores.search} onOpen={stores.showPatient} rows={<OtherWays stores={stores} />} />;
}

/** Ways to patients other than searching: the selected rows one by one, and calls from a column of the sheet. */
function OtherWays({ stores }: { readonly stores: Stores }): ReactElement {
  return (
    <>
      <RowWalkBar store={stores.update} patient={null} />
      <div>
        <Button size="small" onClick={() => stores.show("calls")}>
          {noteWords.sheet.open}
        </Button>
      </div>
    </>
  );
}
