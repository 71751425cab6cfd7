/** What the page needs from its server; null when it is not there (404), any other failure is thrown. */
async function download(address: string): Promise<Response | null> {
  // eslint-disable-next-line no-restricted-globals -- the preview page fetches its own files; the rule keeps the add-in's API in one place
  const response = await fetch(address, { cache: "no-store" });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  return response;
}

export async function downloadText(address: string): Promise<string | null> {
  return (await (await download(address))?.text()) ?? null;
}

export async function downloadJson(address: string): Promise<unknown> {
  return (await (await download(address))?.json()) ?? null;
}
