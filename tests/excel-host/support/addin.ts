/** The test add-in: functions and commands as a real add-in registers them. What the tests ask of Office.js, they run in this page themselves. */
import "./addin.types";

window.ready = Office.onReady();
window.calls = [];
window.seen = [];

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const notAvailable = (message: string): CustomFunctions.Error => new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable, message);

CustomFunctions.associate("ADD", (a: number, b: number) => a + b);
CustomFunctions.associate("LATER", async (text: string) => {
  window.calls.push(text);
  await wait(20);
  return `later ${text}`;
});
CustomFunctions.associate("PAIRS", (rows: unknown[][]) => Promise.resolve(rows.map(([value]) => [value, `${String(value)}!`])));
CustomFunctions.associate("FAIL", () => {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- the runtime's own class, which its types do not call an Error
  throw notAvailable("Sign in first.");
});
CustomFunctions.associate("FAILLATER", async () => {
  await wait(5);
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- the runtime's own class, which its types do not call an Error
  throw notAvailable("No patient has this ART ID.");
});
CustomFunctions.associate("MIXED", () => [["fine", notAvailable("Not this one.")]]);
CustomFunctions.associate("WHERE", (invocation: CustomFunctions.Invocation) => invocation.address);
CustomFunctions.associate("SLOW", (text: string, invocation: CustomFunctions.CancelableInvocation) => {
  invocation.onCanceled = () => window.calls.push(`canceled ${text}`);
  return new Promise(() => undefined);
});
CustomFunctions.associate("TICK", (step: number, invocation: CustomFunctions.StreamingInvocation<number>) => {
  let value = 0;
  const timer = setInterval(() => invocation.setResult((value += step)), 50);
  invocation.onCanceled = () => {
    clearInterval(timer);
    window.calls.push("tick canceled");
  };
});
CustomFunctions.associate("ECHO", (value: unknown) => JSON.stringify(value));
CustomFunctions.associate("LIST", (first: string, rest: string[]) => [first, ...rest].join("/"));

Office.actions.associate("stamp", (event: Office.AddinCommands.Event) => {
  void Excel.run({ delayForCellEdit: true }, async (context) => {
    context.workbook.getActiveCell().values = [["stamped"]];
    await context.sync();
  }).finally(() => event.completed());
});
