import { Button, Link, Text, makeStyles, tokens } from "@fluentui/react-components";
import { ChevronDownRegular, ChevronRightRegular } from "@fluentui/react-icons";
import { useId, useState } from "react";
import type { ReactElement } from "react";
import { formats } from "../../wording/formats";
import { helpWords } from "../../wording/paneHelp";
import type { PaneProblem } from "../problem";
import type { SystemState } from "../shell/systemStore";

const words = helpWords.trouble;
export const troubles = ["password", "locked", "role", "server", "certificate", "wrong-server"] as const;
export type Trouble = (typeof troubles)[number];

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
});

/** Which of the troubles somebody is in, as far as that is known; the others are told all the same. */
export function troubleOf(problem: PaneProblem | null, isOnline: boolean): Trouble | null {
  if (problem?.kind !== "server") return null;
  switch (problem.code) {
    case "sign-in-failed":
      return "password";
    case "account-locked":
    case "too-many-tries":
      return "locked";
    case "no-role":
      return "role";
    case "unreadable":
      return "wrong-server";
    case "offline":
      // A browser does not tell pages why it refuses a connection; with a network, a certificate is the likely reason.
      return isOnline ? "certificate" : "server";
    case "timed-out":
      return "server";
    default:
      return null;
  }
}

interface Props {
  readonly problem: PaneProblem | null;
  readonly system: Pick<SystemState, "info">;
  readonly onHelp: (anchor: string) => void;
}

/** The ways out for who cannot sign in; what fits the problem stands open and first. */
export function TroubleSigningIn({ problem, system, onHelp }: Props): ReactElement {
  const styles = useStyles();
  const id = useId();
  const [isOpened, setOpened] = useState<boolean | null>(null);
  const likely = troubleOf(problem, navigator.onLine);
  const isOpen = isOpened ?? likely !== null;
  const shown = isOpen ? [...troubles.filter((trouble) => trouble === likely), ...troubles.filter((trouble) => trouble !== likely)] : [];
  return (
    <section aria-label={words.title}>
      <Button
        appearance="subtle"
        size="small"
        aria-expanded={isOpen}
        aria-controls={id}
        icon={isOpen ? <ChevronDownRegular /> : <ChevronRightRegular />}
        onClick={() => setOpened(!isOpen)}
      >
        {words.title}
      </Button>
      <div id={id}>
        {isOpen && (
          <ul className={styles.list}>
            {shown.map((trouble) => (
              <li key={trouble}>
                <Text size={200} weight={trouble === likely ? "semibold" : "regular"}>
                  {sentence(trouble, system)}
                </Text>{" "}
                <Link as="button" type="button" inline aria-label={formats.labelled(words.read, `${helpWords.pages.trouble}, ${trouble}`)} onClick={() => onHelp(trouble)}>
                  {words.read}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function sentence(trouble: Trouble, { info }: Pick<SystemState, "info">): string {
  const address = globalThis.location.origin;
  switch (trouble) {
    case "server":
      return words.server(address);
    case "certificate":
      return words.certificate(address);
    case "wrong-server":
      return info === null ? words.unknownServer(address) : words.wrongServer(address, info.siteName, words.environments[info.environment]);
    default:
      return words[trouble];
  }
}
