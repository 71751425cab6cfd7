/** Makes a part of a drawing. */
export function svg(name: string, attributes: Readonly<Record<string, string | number>>, children: readonly (Node | string)[] = []): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

export function label(text: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  return svg("text", { "font-size": 11, fill: "#595959", ...attributes }, [text]);
}

/** A text cut to a room, by an estimate of its width. */
export function fitted(text: string, room: number): string {
  const most = Math.max(1, Math.floor(room / 5.8));
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}
