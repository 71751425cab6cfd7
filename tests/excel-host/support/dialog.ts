/** The page of a dialog: it answers its parent when its button is pressed. */
void Office.onReady().then(() => {
  document.getElementById("answer")?.addEventListener("click", () => Office.context.ui.messageParent("from the dialog"));
  Office.context.ui.addHandlerAsync(Office.EventType.DialogParentMessageReceived, (event: { message: string }) => {
    document.body.append(`heard ${event.message}`);
  });
  document.body.dataset["ready"] = "yes";
});
