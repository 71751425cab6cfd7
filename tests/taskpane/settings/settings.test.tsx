import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ApiFailure } from "../../../src/client/apiFailure";
import type { ChangeSettingsRequest, SettingsState } from "../../../src/contract/settings";
import { dense, densityState } from "../../../src/taskpane/settings/density";
import { SettingsScreen } from "../../../src/taskpane/settings/SettingsScreen";
import { createSettingsStore } from "../../../src/taskpane/settings/settingsStore";
import { webLightTheme } from "@fluentui/react-components";
import { show, usualSettings } from "../paneWorld";

function open(given: { readonly site?: Partial<SettingsState>; readonly change?: (body: ChangeSettingsRequest) => Promise<SettingsState> }) {
  const sent: ChangeSettingsRequest[] = [];
  const site = { ...usualSettings, refusal: null, ...given.site };
  const store = createSettingsStore({
    server: {
      readSettings: () => Promise.resolve({ ...site, version: site.version + sent.length }),
      changeSettings: (body) => {
        sent.push(body);
        return given.change?.(body) ?? Promise.resolve({ ...site, version: body.version + 1, settings: body.settings, changedBy: "Ada Obi", changedAt: "2026-11-22T09:00:00.000Z" });
      },
    },
  });
  show(<SettingsScreen store={store} onLanguage={() => undefined} />);
  return { user: userEvent.setup(), sent };
}

test("an administrator changes what counts for the site, and is told that it was saved", async () => {
  const { user, sent } = open({});
  const hours = await screen.findByRole("spinbutton", { name: "Take back one's own submission within hours" });
  expect(hours).toHaveAccessibleDescription("0 to 720. Empty: as the server is set up (24).");
  expect(screen.getByRole("button", { name: "Save for the site" })).toHaveAttribute("aria-disabled", "true");
  await user.type(hours, "48");
  await user.selectOptions(screen.getByRole("combobox", { name: "Dates whose order the list does not show" }), "Day, month, year");
  await user.click(screen.getByRole("button", { name: "Save for the site" }));
  expect(await screen.findByText("Saved. It counts for everybody within seconds.")).toBeInTheDocument();
  expect(sent).toEqual([{ version: 0, settings: { streetColumn: null, dateOrder: "dmy", idleMinutes: null, signedInHours: null, undoHours: 48, downloadSeconds: null, minutesPerRow: null, clinicNumbers: null } }]);
  expect(screen.getByText(/Last changed by Ada Obi/)).toBeInTheDocument();
});

test("a number that nobody could work with is marked, and cannot be saved", async () => {
  const { user, sent } = open({});
  await user.type(await screen.findByRole("spinbutton", { name: "Sign out after minutes without work" }), "2");
  expect(screen.getByText("Enter a number from 5 to 240.")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Save for the site" }));
  expect(sent).toEqual([]);
});

test("the clinic's own numbers are typed as people write them, and a piece that is none is marked", async () => {
  const { user, sent } = open({});
  const field = await screen.findByRole("textbox", { name: "The clinic's own telephone numbers" });
  await user.type(field, "0803 123");
  expect(screen.getByText("Type whole telephone numbers (11 digits each), parted by commas.")).toBeInTheDocument();
  await user.clear(field);
  await user.type(field, "0803 123 4567, +234 816 153 6864");
  await user.click(screen.getByRole("button", { name: "Save for the site" }));
  expect(await screen.findByText("Saved. It counts for everybody within seconds.")).toBeInTheDocument();
  expect(sent.map(({ settings }) => settings.clinicNumbers)).toEqual(["0803 123 4567, +234 816 153 6864"]);
});

test("where somebody else was faster, nothing is overwritten and what is set now is shown", async () => {
  const refused = new ApiFailure("refused", { status: 409, problem: { code: "settings-changed", message: "", requestId: "r-1" } });
  const { user } = open({ change: () => Promise.reject(refused) });
  await user.type(await screen.findByRole("spinbutton", { name: "Take back one's own submission within hours" }), "48");
  await user.click(screen.getByRole("button", { name: "Save for the site" }));
  expect(await screen.findByText(/Somebody else has changed the settings meanwhile/)).toBeInTheDocument();
  expect(screen.getByRole("spinbutton", { name: "Take back one's own submission within hours" })).toHaveValue(null);
});

test.each([
  ["role", "Only administrators change these. Ask the administrator of patient contacts at your site."],
  ["facilities", "Only administrators of the whole site change these; you administer some of its facilities."],
] as const)("others see what is set and why they cannot change it: %s", async (refusal, sentence) => {
  open({ site: { refusal } });
  expect(await screen.findByText(sentence)).toBeInTheDocument();
  expect(screen.getByRole("combobox", { name: "Where NMRS keeps the street" })).toBeDisabled();
  expect(screen.queryByRole("button", { name: "Save for the site" })).not.toBeInTheDocument();
});

test("a compact pane is set with less air and smaller type, here and at the next start", async () => {
  const { user } = open({});
  await user.click(await screen.findByRole("radio", { name: /^Compact/ }));
  await waitFor(() => expect(densityState.get()).toBe("compact"));
  expect(localStorage.getItem("patient-contacts-density")).toBe("compact");
  expect(dense(webLightTheme, "compact")).toMatchObject({ spacingVerticalM: "6px", fontSizeBase300: "13px" });
  expect(dense(webLightTheme, "comfortable")).toBe(webLightTheme);
  await user.click(screen.getByRole("radio", { name: "Comfortable" }));
});
