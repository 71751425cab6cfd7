import { Link, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { MouseEvent, ReactElement } from "react";
import { fileWords } from "../../wording/paneFiles";

const words = fileWords;
const useStyles = makeStyles({ links: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalM } });

const templates = [
  { path: "/templates/contact-updates.xlsx", label: "templateXlsx" },
  { path: "/templates/contact-updates.csv", label: "templateCsv" },
] as const;

/** Empty lists from the server. On the desktop they open in the browser: Excel's web view cannot save a file. */
export function TemplateLinks({ openAddress }: { readonly openAddress: (address: string) => boolean }): ReactElement {
  const styles = useStyles();
  const follow = (event: MouseEvent, path: string): void => {
    if (openAddress(new URL(path, globalThis.location.href).href)) event.preventDefault();
  };
  return (
    <div className={styles.links}>
      <Text size={200}>{words.template}</Text>
      {templates.map(({ path, label }) => (
        <Link key={path} href={path} target="_blank" rel="noreferrer" download onClick={(event) => follow(event, path)}>
          {words[label]}
        </Link>
      ))}
    </div>
  );
}
