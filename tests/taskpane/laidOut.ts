/**
 * The keyboard goes only to what is seen, and jsdom lays nothing out: until the end of the test everything takes up room, as in a browser.
 * Needed where Fluent looks after the keyboard (a Combobox or a dialog was on the screen).
 */
export function layOut(): void {
  const rect = { x: 0, y: 0, width: 320, height: 600, top: 0, left: 0, right: 320, bottom: 600 };
  jest.spyOn(HTMLElement.prototype, "offsetParent", "get").mockImplementation(() => document.body);
  jest.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(() => ({ ...rect, toJSON: () => rect }));
}

afterEach(() => jest.restoreAllMocks());
