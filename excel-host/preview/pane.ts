import type { ExcelHost } from "../host";
import { button, element } from "./dom";

const narrowest = 320;
const usual = 380;
const storageKey = "preview.paneWidth";

export interface Pane {
  readonly root: HTMLElement;
  /** Where the add-in's frame goes. */
  readonly content: HTMLElement;
  /** Gives the pane the add-in's name, and the place for its frame. */
  named(name: string): HTMLElement;
}

/** The task pane beside the sheet, and the bar with which a person makes it wider. */
export function createPane(host: ExcelHost): Pane {
  const content = element("div", { className: "pane-content" });
  const close = button("✕", () => host.pane.setVisible(false), { attributes: { "aria-label": "Close the pane", title: "Close the pane" } });
  const title = element("h2");
  const splitter = element("div", {
    className: "splitter",
    attributes: {
      role: "separator",
      "aria-orientation": "vertical",
      "aria-label": "Width of the pane",
      tabindex: "0",
      "aria-valuemin": String(narrowest),
    },
  });

  const root = element("aside", {
    className: "pane",
    children: [splitter, element("header", { className: "pane-header", children: [title, close] }), content],
  });

  const resize = (wanted: number): void => {
    const width = Math.max(narrowest, Math.min(wanted, innerWidth - 120));
    root.style.width = `${width}px`;
    splitter.setAttribute("aria-valuenow", String(Math.round(width)));
    sessionStorage.setItem(storageKey, String(width));
  };
  resize(Number(sessionStorage.getItem(storageKey) ?? usual));

  splitter.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    splitter.setPointerCapture(event.pointerId);
    // The frame would swallow the pointer on its way.
    content.classList.add("no-pointer");
    const onMove = (moved: PointerEvent): void => resize(innerWidth - moved.clientX);
    splitter.addEventListener("pointermove", onMove);
    splitter.addEventListener(
      "pointerup",
      () => {
        splitter.removeEventListener("pointermove", onMove);
        content.classList.remove("no-pointer");
      },
      { once: true },
    );
  });
  splitter.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowLeft" ? 20 : event.key === "ArrowRight" ? -20 : 0;
    if (step !== 0) resize(root.offsetWidth + step);
  });
  const named = (name: string): HTMLElement => {
    title.textContent = name;
    root.setAttribute("aria-label", name);
    return content;
  };
  return { root, content, named };
}
