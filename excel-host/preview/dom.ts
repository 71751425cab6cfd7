export interface ElementOptions {
  readonly className?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly (Node | null)[];
  readonly on?: Readonly<Record<string, (event: Event) => void>>;
}

/** Makes an element; texts are always text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(tag: K, options: ElementOptions = {}): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (options.className !== undefined) made.className = options.className;
  if (options.text !== undefined) made.textContent = options.text;
  for (const [name, value] of Object.entries(options.attributes ?? {})) made.setAttribute(name, value);
  for (const child of options.children ?? []) if (child) made.append(child);
  for (const [name, listener] of Object.entries(options.on ?? {})) made.addEventListener(name, listener);
  return made;
}

export function button(label: string, onClick: () => void, options: ElementOptions = {}): HTMLButtonElement {
  return element("button", {
    text: label,
    ...options,
    attributes: { type: "button", ...options.attributes },
    on: { click: onClick, ...options.on },
  });
}

/** Runs `work` at most once per frame, however often it is asked for. */
export function oncePerFrame(work: () => void): () => void {
  let isPlanned = false;
  return () => {
    if (isPlanned) return;
    isPlanned = true;
    requestAnimationFrame(() => {
      isPlanned = false;
      work();
    });
  };
}
