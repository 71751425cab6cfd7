import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { FilesScreen } from "../../../src/taskpane/files/FilesScreen";
import { createFilesStore } from "../../../src/taskpane/files/filesStore";
import type { FilesDeps } from "../../../src/taskpane/files/filesStore";
import { WorkbookError } from "../../../src/taskpane/workbook/port";
import type { SheetContent } from "../../../src/taskpane/workbook/port";
import { show } from "../paneWorld";
import { goodCsv } from "./badFiles";
import { createDirectReader } from "./directReader";

interface Shown {
  readonly made: Parameters<FilesDeps["onMade"]>[0][];
  readonly contents: SheetContent[];
  readonly opened: string[];
  readonly closed: jest.Mock;
}

function showScreen(importSheet?: FilesDeps["workbook"]["importSheet"], opens = true): Shown {
  const made: Shown["made"] = [];
  const contents: SheetContent[] = [];
  const opened: string[] = [];
  const closed = jest.fn();
  const store = createFilesStore({
    workbook: {
      importSheet:
        importSheet ??
        (async (content) => {
          contents.push(content);
          await content.readRows(0, content.rowCount);
          return { id: "s2", name: content.name };
        }),
    },
    reader: createDirectReader(),
    onMade: (sheet) => void made.push(sheet),
  });
  show(<FilesScreen store={store} openAddress={(address) => (opened.push(address), opens)} onClose={closed} />);
  return { made, contents, opened, closed };
}

/** A file as the browser hands it over. */
function file(name: string, content: string): File {
  const bytes = new TextEncoder().encode(content);
  return Object.assign(new File([], name), { arrayBuffer: () => Promise.resolve(bytes.buffer) });
}

async function choose(given: File): Promise<void> {
  const field = document.querySelector<HTMLInputElement>("input[type=file]");
  if (field === null) throw new Error("There is no field for a file.");
  Object.defineProperty(field, "files", { value: [given], configurable: true });
  await act(async () => {
    fireEvent.change(field);
    await Promise.resolve();
  });
}

test("a file is shown with what was found in it, and nothing is made before the person says so", async () => {
  const { made, contents } = showScreen();
  await choose(file("contacts.csv", goodCsv));
  await screen.findByText("1 row under the headings in row 1");
  expect(within(screen.getByRole("list", { name: "Columns that are recognised" })).getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    "ART ID: art_id", "Phone: new_phone", "Street: new_address", "Birthdate: new_birthdate",
  ]);
  expect(screen.getByLabelText("Cells are divided by")).toHaveValue(",");
  expect(screen.getByLabelText("Letters are written in")).toHaveValue("utf-8");
  const preview = screen.getByRole("region", { name: "First rows" });
  expect(within(preview).getByRole("columnheader", { name: "art_id" })).toBeInTheDocument();
  expect(within(preview).getByRole("cell", { name: "08031234567" })).toBeInTheDocument();
  expect(contents).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "Make a sheet of 1 row" }));
  await waitFor(() => expect(made).toEqual([{ name: "contacts", dateOrder: undefined }]));
  expect(contents[0]).toMatchObject({ name: "contacts", rowCount: 2, width: 4, headingRow: 1, hiddenRows: [] });
});

test("what the person says about divider and dates is taken", async () => {
  const { made } = showScreen();
  await choose(file("list.csv", "ART ID;New birthdate;Remark, if any\nA;03/04/1988;none\n"));
  await screen.findByText("No row shows whether the day or the month comes first.", { exact: false });
  await userEvent.selectOptions(screen.getByLabelText("Dates are typed as"), "mdy");
  expect(screen.getByText("Chosen by you.")).toBeInTheDocument();
  await userEvent.selectOptions(screen.getByLabelText("Cells are divided by"), ",");
  await screen.findByText(/No row of headings was found/);
  await choose(file("list.csv", "ART ID;New birthdate\nA;03/04/1988\n"));
  await userEvent.selectOptions(await screen.findByLabelText("Dates are typed as"), "dmy");
  await userEvent.click(screen.getByRole("button", { name: "Make a sheet of 1 row" }));
  await waitFor(() => expect(made).toEqual([{ name: "list", dateOrder: "dmy" }]));
});

test("a bad file is told, nothing can be made of it, and another can be chosen", async () => {
  const { contents } = showScreen();
  await choose(file("list.csv", "ART ID,New phone\nA,1,2\n"));
  const told = await screen.findByText(/Row 2 has 3 cells, but there are 2 headings/);
  expect(told).toHaveTextContent("Nothing in the workbook was changed.");
  expect(screen.queryByRole("button", { name: /^Make a sheet/ })).toBeNull();
  expect(contents).toEqual([]);
  await choose(file("list.csv", "ART ID,New phone\nA,1\n"));
  expect(await screen.findByRole("button", { name: "Make a sheet of 1 row" })).toBeInTheDocument();
  expect(screen.queryByText(/Row 2 has 3 cells/)).toBeNull();
});

test("where Excel refuses the sheet the person is told why and can try again", async () => {
  let tries = 0;
  const { made } = showScreen(async ({ name }) => {
    tries += 1;
    if (tries === 1) throw new WorkbookError("read-only");
    return Promise.resolve({ id: "s2", name });
  });
  await choose(file("contacts.csv", goodCsv));
  await userEvent.click(await screen.findByRole("button", { name: "Make a sheet of 1 row" }));
  await screen.findByText(/open for reading only/);
  expect(made).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "Make a sheet of 1 row" }));
  await waitFor(() => expect(made).toHaveLength(1));
});

test("writing shows how far it is and can be cancelled", async () => {
  showScreen(
    (content, options) =>
      new Promise((resolve, reject) => {
        options?.onProgress?.(1, 2);
        options?.signal?.addEventListener("abort", () => void content.readRows(1, 1).then(() => resolve({ id: "s", name: "n" }), reject));
      }),
  );
  await choose(file("contacts.csv", goodCsv));
  await userEvent.click(await screen.findByRole("button", { name: "Make a sheet of 1 row" }));
  expect(await screen.findByText("Writing row 1 of 2")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Back" })).toBeDisabled();
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(await screen.findByText("Cancelled. The sheet was taken away again.")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Make a sheet of 1 row" })).toBeInTheDocument();
});

test("empty lists are offered; on the desktop they open in the browser", async () => {
  const { opened, closed } = showScreen();
  const link = screen.getByRole("link", { name: "Excel (.xlsx)" });
  expect(link).toHaveAttribute("href", "/templates/contact-updates.xlsx");
  await userEvent.click(link);
  expect(opened).toEqual([new URL("/templates/contact-updates.xlsx", window.location.href).href]);
  await userEvent.click(screen.getByRole("button", { name: "Back" }));
  expect(closed).toHaveBeenCalledTimes(1);
});
