import { Button, Drawer, DrawerBody, DrawerHeader, DrawerHeaderTitle, Link, MessageBar, MessageBarBody, Select, Spinner, makeStyles, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { Fragment, useEffect, useRef, useState } from "react";
import type { ReactElement } from "react";
import type { LanguageCode } from "../../wording/language";
import { helpWords as words } from "../../wording/paneHelp";
import { focusStart, startHere } from "../common/startHere";
import { useStore } from "../store";
import { helpPages } from "./helpStore";
import type { HelpStore } from "./helpStore";
import type { Manual } from "./manual";
import { parseMarkdown } from "./markdown";
import type { Block, Piece } from "./markdown";

const useStyles = makeStyles({
  // The whole pane is narrow: half of it would hold no sentence.
  drawer: { width: "100%", maxWidth: "520px" },
  text: { lineHeight: tokens.lineHeightBase300, overflowWrap: "anywhere" },
  heading: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, marginTop: tokens.spacingVerticalL },
  list: { paddingLeft: tokens.spacingHorizontalXL },
});

interface Props {
  readonly store: HelpStore;
  readonly language: LanguageCode;
  readonly readManual: (code: LanguageCode) => Promise<Manual>;
  /** Shows the tour again; absent before somebody has signed in. */
  readonly onTour?: (() => void) | undefined;
}

type Read = { readonly kind: "reading" } | { readonly kind: "failed" } | { readonly kind: "here"; readonly language: LanguageCode; readonly manual: Manual };

/** The user manual over the pane: Escape closes it, and the keyboard goes back to where it was. */
export function HelpPanel({ store, language, readManual, onTour }: Props): ReactElement {
  const styles = useStyles();
  const { page, anchor } = useStore(store);
  const [read, setRead] = useState<Read>({ kind: "reading" });
  const body = useRef<HTMLDivElement | null>(null);
  useEffect(() => {
    let isHere = true;
    readManual(language).then(
      (manual) => isHere && setRead({ kind: "here", language, manual }),
      () => isHere && setRead({ kind: "failed" }),
    );
    return () => {
      isHere = false;
    };
  }, [language, readManual]);
  // Leads to the part of the page; to its beginning where none is named.
  useEffect(() => {
    const part = anchor === null ? null : body.current?.querySelector(`[data-anchor="${anchor}"]`);
    if (part != null && typeof part.scrollIntoView === "function") part.scrollIntoView({ block: "start" });
    else if (body.current !== null) body.current.scrollTop = 0;
    // A link that was followed is gone with its page: the keyboard goes on at the new one.
    if (body.current !== null && document.activeElement === document.body) focusStart(body.current);
  }, [page, anchor, read]);

  const follow = (target: string): void => {
    const [file = "", part = null] = target.split("#");
    const known = helpPages.find((name) => `${name}.md` === file);
    if (known !== undefined) store.open(known, part);
  };

  return (
    <Drawer type="overlay" position="end" open={page !== null} className={styles.drawer} onOpenChange={(_, data) => !data.open && store.close()}>
      <DrawerHeader>
        <DrawerHeaderTitle action={<Button appearance="subtle" icon={<DismissRegular />} aria-label={words.close} onClick={store.close} />}>{words.title}</DrawerHeaderTitle>
        <Select aria-label={words.page} value={page ?? "start"} onChange={(_, { value }) => store.open(helpPages.find((name) => name === value) ?? "start")}>
          {helpPages.map((name) => (
            <option key={name} value={name}>
              {words.pages[name]}
            </option>
          ))}
        </Select>
      </DrawerHeader>
      <DrawerBody>
        <div ref={body} className={styles.text}>
          {read.kind === "reading" && <Spinner size="tiny" label={words.loading} />}
          {read.kind === "failed" && (
            <MessageBar intent="warning" layout="multiline">
              <MessageBarBody>{words.failed}</MessageBarBody>
            </MessageBar>
          )}
          {read.kind === "here" && page !== null && <Blocks text={read.manual[page]} onFollow={follow} />}
          {onTour !== undefined && (
            <Button size="small" onClick={onTour}>
              {words.tour.again}
            </Button>
          )}
        </div>
      </DrawerBody>
    </Drawer>
  );
}

function Blocks({ text, onFollow }: { readonly text: string; readonly onFollow: (target: string) => void }): ReactElement {
  const styles = useStyles();
  const pieces = (all: readonly Piece[]): ReactElement[] => all.map((piece, index) => <Fragment key={index}>{pieceOf(piece, onFollow)}</Fragment>);
  const show = (block: Block): ReactElement => {
    switch (block.kind) {
      case "title":
        return <h2 {...startHere}>{pieces(block.pieces)}</h2>;
      case "heading":
        return (
          <h3 className={styles.heading} data-anchor={block.anchor ?? undefined}>
            {pieces(block.pieces)}
          </h3>
        );
      case "paragraph":
        return <p>{pieces(block.pieces)}</p>;
      case "list":
        return <ul className={styles.list}>{items(block.items)}</ul>;
      case "steps":
        return <ol className={styles.list}>{items(block.items)}</ol>;
    }
  };
  const items = (all: readonly (readonly Piece[])[]): ReactElement[] => all.map((item, index) => <li key={index}>{pieces(item)}</li>);
  return (
    <>
      {parseMarkdown(text).map((block, index) => (
        <Fragment key={index}>{show(block)}</Fragment>
      ))}
    </>
  );
}

function pieceOf({ kind, text, target }: Piece, onFollow: (target: string) => void): ReactElement {
  switch (kind) {
    case "strong":
      return <strong>{text}</strong>;
    case "emphasis":
      return <em>{text}</em>;
    case "code":
      return <code>{text}</code>;
    case "link":
      return (
        <Link as="button" inline onClick={() => onFollow(target ?? "")}>
          {text}
        </Link>
      );
    case "text":
      return <>{text}</>;
  }
}

