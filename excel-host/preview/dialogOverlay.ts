import type { DialogPresenter } from "../channel/dialogs";
import { button, element } from "./dom";

/** Shows a dialog of the add-in over the page. */
export function createDialogOverlay(): DialogPresenter {
  let open: HTMLDialogElement | null = null;
  const close = (): void => {
    open?.remove();
    open = null;
  };
  return {
    open: ({ url, width, height }, frameName, closed) => {
      const frame = element("iframe", { attributes: { title: "Dialog of the add-in", name: frameName } });
      const dismiss = (): void => {
        close();
        closed();
      };
      const dialog = element("dialog", {
        className: "addin-dialog",
        attributes: { "aria-label": "Dialog of the add-in" },
        children: [
          element("div", {
            className: "dialog-bar",
            children: [element("span", { text: new URL(url).host }), button("✕", dismiss, { attributes: { "aria-label": "Close" } })],
          }),
          frame,
        ],
      });
      dialog.style.width = `${Math.min(95, Math.max(20, width))}vw`;
      dialog.style.height = `${Math.min(95, Math.max(20, height))}vh`;
      dialog.addEventListener("cancel", (event) => {
        event.preventDefault();
        dismiss();
      });
      document.body.append(dialog);
      frame.src = url;
      dialog.showModal();
      open = dialog;
      return frame;
    },
    close,
  };
}
