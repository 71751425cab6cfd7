/** The page of a dialog: it answers its parent when its button is pressed. */
void Office.onReady().then(() => {
  document.getElementById("answer")?.addEventListener("click", () => Office.context.ui.messageParent("from the dialog"));
  document.body.dataset["ready"] = "yes";
});
