/** @jest-environment node */
import fc from "fast-check";
import { type ServerEvent, readServerEvents } from "../../src/client/eventStream";

/** A body that arrives cut at the given places. */
function body(bytes: Uint8Array, cuts: readonly number[]): ReadableStream<Uint8Array> {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((one, other) => one - other);
  return new ReadableStream({
    start: (controller) => {
      for (const [index, place] of places.entries()) controller.enqueue(bytes.slice(place, places[index + 1]));
      controller.close();
    },
  });
}

async function readAll(text: string, cuts: readonly number[] = []): Promise<(ServerEvent | null)[]> {
  const events: (ServerEvent | null)[] = [];
  for await (const event of readServerEvents(body(new TextEncoder().encode(text), cuts))) events.push(event);
  return events;
}

test.each<[string, string, (ServerEvent | null)[]]>([
  ["a named event", "event: progress\ndata: 1\n\n", [{ event: "progress", data: "1" }]],
  ["an event without a name", "data: 1\n\n", [{ event: "message", data: "1" }]],
  ["several lines of data", "data: 1\ndata: 2\n\n", [{ event: "message", data: "1\n2" }]],
  ["no space after the colon", "event:end\ndata:{}\n\n", [{ event: "end", data: "{}" }]],
  ["carriage returns", "event: a\r\ndata: 1\r\n\r\nevent: b\rdata: 2\r\rdata", [{ event: "a", data: "1" }, { event: "b", data: "2" }]],
  ["a comment, as a sign of life", ": still here\n\n", [null]],
  ["an event without data", "event: a\n\ndata: 1\n\n", [{ event: "message", data: "1" }]],
  ["an event that was cut off", "event: a\ndata: 1\n", []],
  ["fields that are not used", "id: 7\nretry: 10\ndata: 1\n\n", [{ event: "message", data: "1" }]],
])("reads %s", async (_name, text, events) => {
  expect(await readAll(text)).toEqual(events);
});

test("it does not matter where the network cuts the stream, not even inside a letter", async () => {
  const text = ": hello\nevent: progress\r\ndata: Ẹ̀kọ́ 10\ndata: ₦\r\n\r\nevent: end\ndata: {}\n\n";
  const whole = await readAll(text);
  expect(whole).toEqual([null, { event: "progress", data: "Ẹ̀kọ́ 10\n₦" }, { event: "end", data: "{}" }]);
  await fc.assert(fc.asyncProperty(fc.array(fc.nat(), { maxLength: 30 }), async (cuts) => expect(await readAll(text, cuts)).toEqual(whole)));
});

test("leaving the loop gives the connection back", async () => {
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode("data: 1\n\n")),
    cancel: () => {
      cancelled = true;
    },
  });
  for await (const event of readServerEvents(endless)) if (event !== null) break;
  expect(cancelled).toBe(true);
});
