import { element } from "./dom";

export interface MenuItem {
  readonly label: string;
  readonly icon?: string | null;
  readonly hint?: string;
  readonly shortcut?: string;
  readonly disabled?: boolean;
  readonly run: () => void;
}

export type MenuEntry = MenuItem | "separator";

let openMenu: { close: () => void } | null = null;

function itemElement(item: MenuItem, choose: (item: MenuItem) => void): HTMLElement {
  const icon = item.icon
    ? element("img", { attributes: { src: item.icon, alt: "", width: "16", height: "16" } })
    : element("span", { className: "menu-icon" });
  const shortcut = item.shortcut ? element("span", { className: "menu-shortcut", text: item.shortcut }) : null;
  const made = element("button", {
    className: "menu-item",
    attributes: { role: "menuitem", type: "button", tabindex: "-1", ...(item.hint ? { title: item.hint } : {}) },
    children: [icon, element("span", { text: item.label }), shortcut],
    on: { click: () => choose(item) },
  });
  made.disabled = item.disabled === true;
  return made;
}

/** Opens a menu at a point of the page; arrows, Home, End, Enter and Escape work, and a click elsewhere closes it. */
export function showMenu(entries: readonly MenuEntry[], at: { x: number; y: number }, label: string): void {
  openMenu?.close();
  const before = document.activeElement;
  const menu = element("div", { className: "menu", attributes: { role: "menu", "aria-label": label } });
  const close = (): void => {
    menu.remove();
    document.removeEventListener("pointerdown", onOutside, true);
    openMenu = null;
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
  const onOutside = (event: Event): void => {
    if (event.target instanceof Node && !menu.contains(event.target)) close();
  };
  const choose = (item: MenuItem): void => {
    close();
    item.run();
  };
  menu.append(
    ...entries.map((entry) =>
      entry === "separator"
        ? element("div", { className: "menu-separator", attributes: { role: "separator" } })
        : itemElement(entry, choose),
    ),
  );
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.querySelectorAll<HTMLButtonElement>("button:not(:disabled)")];
    const index = items.findIndex((item) => item === document.activeElement);
    const targets: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index <= 0 ? items.length - 1 : index - 1,
      Home: 0,
      End: items.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) items[target % items.length]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.body.append(menu);
  menu.style.left = `${Math.max(4, Math.min(at.x, innerWidth - menu.offsetWidth - 4))}px`;
  menu.style.top = `${Math.max(4, Math.min(at.y, innerHeight - menu.offsetHeight - 4))}px`;
  document.addEventListener("pointerdown", onOutside, true);
  openMenu = { close };
  menu.querySelector<HTMLButtonElement>("button:not(:disabled)")?.focus();
}
