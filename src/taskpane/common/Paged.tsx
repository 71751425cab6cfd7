import { Button, Caption1 } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactElement, ReactNode } from "react";
import { submitWords } from "../../wording/paneSubmit";

interface Props<T> {
  readonly items: readonly T[];
  readonly label: string;
  readonly pageSize?: number;
  readonly keyOf: (item: T) => string | number;
  readonly render: (item: T) => ReactNode;
  readonly className?: string | undefined;
}

/** A long list of which a page is shown, and more on request: ten thousand rows cost no more than thirty. */
export function Paged<T>({ items, label, pageSize = 30, keyOf, render, className }: Props<T>): ReactElement {
  const [shown, setShown] = useState(pageSize);
  const visible = items.slice(0, shown);
  const rest = items.length - visible.length;
  return (
    <>
      <ul aria-label={label} className={className} style={{ listStyle: "none", margin: 0, padding: 0 }}>
        {visible.map((item) => (
          <li key={keyOf(item)}>{render(item)}</li>
        ))}
      </ul>
      {rest > 0 && (
        <div style={{ display: "flex", alignItems: "center", gap: 8, flexWrap: "wrap", marginTop: 4 }}>
          <Button size="small" onClick={() => setShown(shown + pageSize)}>
            {submitWords.filter.more(Math.min(rest, pageSize))}
          </Button>
          <Caption1>{submitWords.filter.shown(visible.length, items.length)}</Caption1>
        </div>
      )}
    </>
  );
}
