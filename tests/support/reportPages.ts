import { RowsAnswer } from "../../src/contract/reports";
import type { RowsRequest } from "../../src/contract/reports";
import type { TestServer } from "./server";

export type ListRequest = Omit<RowsRequest, "after" | "limit">;

/** All pages of a list, one after another as the pane reads them. */
export async function readPages(server: TestServer, token: string, { request, limit }: { readonly request: ListRequest; readonly limit: number }): Promise<readonly RowsAnswer[]> {
  const pages: RowsAnswer[] = [];
  let after: string | null = null;
  do {
    const { status, body } = await server.call("POST", "/api/reports/rows", { token, body: { ...request, after, limit } });
    expect({ request, status, code: body.code }).toEqual({ request, status: 200, code: undefined });
    const page = RowsAnswer.parse(body);
    // A page is full unless it is the last one, and the last one is not empty where there is one before it.
    expect([page.rows.length === limit || page.next === null, after === null || page.rows.length > 0]).toEqual([true, true]);
    pages.push(page);
    after = page.next;
  } while (after !== null);
  return pages;
}
