import { element } from "./dom";

const shownFor = 6000;

/** A sentence over the sheet that goes away by itself. */
export function createNotice(): { root: HTMLElement; show: (text: string) => void } {
  const root = element("div", { className: "notice", attributes: { role: "alert" } });
  root.hidden = true;
  let timer = 0;
  return {
    root,
    show: (text) => {
      root.textContent = text;
      root.hidden = false;
      clearTimeout(timer);
      timer = window.setTimeout(() => (root.hidden = true), shownFor);
    },
  };
}
