import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ApiFailure } from "../../src/client/apiFailure";
import type { SessionSnapshot } from "../../src/client/session";
import { SignInScreen } from "../../src/taskpane/signIn/SignInScreen";
import { show } from "./paneWorld";

const nobody: SessionSnapshot = { person: null, ended: null, idleSoon: false, elsewhere: null };

function open(signIn: (username: string, password: string) => Promise<void>, session: SessionSnapshot = nobody): ReturnType<typeof userEvent.setup> {
  show(<SignInScreen session={session} signIn={signIn} system={{ info: null }} onHelp={() => undefined} />);
  return userEvent.setup();
}

const refused = (code: "sign-in-failed" | "account-locked" | "no-role", retryAfterSeconds?: number): ApiFailure =>
  new ApiFailure("refused", { status: 401, problem: { code, message: "", requestId: "req-1", ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) } });

test("user name and password are sent as typed, without spaces around the name", async () => {
  const given: string[][] = [];
  const user = open((...all) => {
    given.push(all);
    return Promise.resolve();
  });
  await user.type(screen.getByLabelText("User name"), " clerk ");
  await user.type(screen.getByLabelText("Password"), " secret {Enter}");
  expect(given).toEqual([["clerk", " secret "]]);
});

test("an empty field is named, and the keyboard goes there", async () => {
  const user = open(() => Promise.reject(new Error("not to be called")));
  await user.type(screen.getByLabelText("User name"), "clerk");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(screen.getByText("Enter your password.")).toBeInTheDocument();
  expect(screen.getByLabelText("Password")).toHaveFocus();
});

test("a wrong password is said without telling which of the two is wrong; the password is emptied", async () => {
  const user = open(() => Promise.reject(refused("sign-in-failed")));
  await user.type(screen.getByLabelText("User name"), "clerk");
  await user.type(screen.getByLabelText("Password"), "wrong{Enter}");
  expect(await screen.findByText("The user name or the password is wrong.")).toBeInTheDocument();
  expect(screen.getByLabelText("Password")).toHaveValue("");
  expect(screen.getByLabelText("Password")).toHaveFocus();
});

test("a locked account says how long to wait", async () => {
  const user = open(() => Promise.reject(refused("account-locked", 300)));
  await user.type(screen.getByLabelText("User name"), "clerk");
  await user.type(screen.getByLabelText("Password"), "wrong{Enter}");
  expect(await screen.findByText(/Try again in 5 minutes\./)).toBeInTheDocument();
});

test("somebody without a role is told whom to ask", async () => {
  const user = open(() => Promise.reject(refused("no-role")));
  await user.type(screen.getByLabelText("User name"), "nurse");
  await user.type(screen.getByLabelText("Password"), "right{Enter}");
  expect(await screen.findAllByText(/administrator of patient contacts at your site/)).not.toHaveLength(0);
  expect(screen.getByText(/^No role: your account is right/)).toBeInTheDocument();
  expect(screen.getByText("Reference req-1")).toBeInTheDocument();
});

test("the password can be looked at", async () => {
  const user = open(() => Promise.resolve());
  await user.click(screen.getByRole("button", { name: "Show password" }));
  expect(screen.getByLabelText("Password")).toHaveAttribute("type", "text");
});

test.each([
  ["idle", /nothing had happened for a while/],
  ["expired", /Your session has ended/],
  ["elsewhere", /in another workbook/],
] as const)("after the session ended (%s) the reason is said", (ended, words) => {
  open(() => Promise.resolve(), { ...nobody, ended });
  expect(screen.getByText(words)).toBeInTheDocument();
});
