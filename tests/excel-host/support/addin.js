/* The test add-in: functions and commands as a real add-in registers them. What the tests ask of Office.js they run in this page themselves. */
window.ready = Office.onReady();
window.calls = [];

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

CustomFunctions.associate("ADD", (a, b) => a + b);
CustomFunctions.associate("LATER", async (text) => {
  window.calls.push(text);
  await wait(20);
  return `later ${text}`;
});
CustomFunctions.associate("PAIRS", async (rows) => rows.map(([value]) => [value, `${value}!`]));
CustomFunctions.associate("FAIL", () => {
  throw new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable, "Sign in first.");
});
CustomFunctions.associate("FAILLATER", async () => {
  await wait(5);
  throw new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable, "No patient has this ART ID.");
});
CustomFunctions.associate("MIXED", () => [["fine", new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable, "Not this one.")]]);
CustomFunctions.associate("WHERE", (invocation) => invocation.address);
CustomFunctions.associate("SLOW", (text, invocation) => {
  invocation.onCanceled = () => window.calls.push(`canceled ${text}`);
  return new Promise(() => undefined);
});
CustomFunctions.associate("TICK", (step, invocation) => {
  let value = 0;
  const timer = setInterval(() => invocation.setResult((value += step)), 50);
  invocation.onCanceled = () => {
    clearInterval(timer);
    window.calls.push("tick canceled");
  };
});
CustomFunctions.associate("ECHO", (value) => JSON.stringify(value));
CustomFunctions.associate("LIST", (first, rest) => [first, ...rest].join("/"));

Office.actions.associate("stamp", async (event) => {
  await Excel.run({ delayForCellEdit: true }, async (context) => {
    context.workbook.getActiveCell().values = [["stamped"]];
    await context.sync();
  });
  event.completed();
});
