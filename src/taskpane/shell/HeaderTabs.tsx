import { Tab, TabList } from "@fluentui/react-components";
import { useEffect, useRef } from "react";
import type { ReactElement } from "react";
import { can } from "../../domain/roles";
import type { Role } from "../../domain/types";
import { paneWords } from "../../wording/pane";
import { routes } from "./routes";
import type { Route } from "./routes";

interface Props {
  readonly route: Route;
  readonly role: Role;
  readonly onRoute: (route: Route) => void;
}

/**
 * The ways to the screens. They come when somebody has signed in: the form has gone away with the keyboard in it, which goes on here. Whoever is
 * typing in a cell meanwhile is left there.
 */
export function HeaderTabs({ route, role, onRoute }: Props): ReactElement {
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const isLost = document.hasFocus() && (document.activeElement === null || document.activeElement === document.body);
    if (isLost) tabs.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  }, []);
  return (
    <div ref={tabs}>
      <TabList size="small" style={{ flexWrap: "wrap" }} selectedValue={route} onTabSelect={(_, data) => onRoute(routes.find((known) => known === data.value) ?? "home")}>
        {routes.map((known) => (
          <Tab key={known} value={known}>
            {known === "submissions" && can(role, "read-all-submissions") ? paneWords.shell.everyones : paneWords.shell.routes[known]}
          </Tab>
        ))}
      </TabList>
    </div>
  );
}
