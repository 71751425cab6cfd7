import { Badge, Button, Caption1, Text, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { QuestionCircleRegular } from "@fluentui/react-icons";
import { Suspense, lazy } from "react";
import type { ReactElement } from "react";
import type { SessionPerson } from "../../contract/session";
import type { LanguageCode } from "../../wording/language";
import { paneWords } from "../../wording/pane";
import { LanguageLinks } from "../language/LanguageLinks";
import type { MenuCommand } from "./HeaderMenu";
import type { Route } from "./routes";
import type { SystemState } from "./systemStore";

const words = paneWords.shell;

// Menus and tabs are needed only by who is signed in, and are not small: the first paint does without.
const HeaderMenu = lazy(async () => ({ default: (await import("./HeaderMenu")).HeaderMenu }));
const HeaderTabs = lazy(async () => ({ default: (await import("./HeaderTabs")).HeaderTabs }));

const useStyles = makeStyles({
  header: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground1 },
  // Excel lays its own menu over the top right corner.
  environment: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, padding: `${tokens.spacingVerticalXXS} 44px ${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`, minHeight: "24px" },
  demo: { backgroundColor: tokens.colorPaletteYellowBackground2, color: tokens.colorNeutralForeground1 },
  production: { backgroundColor: tokens.colorPaletteRedBackground2, color: tokens.colorNeutralForeground1 },
  spoken: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)", margin: 0 },
  unknown: { backgroundColor: tokens.colorNeutralBackground3, color: tokens.colorNeutralForeground2 },
  word: { fontWeight: tokens.fontWeightBold, letterSpacing: "0.04em" },
  site: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", minWidth: 0 },
  person: { display: "flex", alignItems: "center", justifyContent: "space-between", gap: tokens.spacingHorizontalS, padding: `2px ${tokens.spacingHorizontalXS} 0 ${tokens.spacingHorizontalM}`, minHeight: "32px" },
  who: { minWidth: 0, display: "flex", alignItems: "baseline", gap: tokens.spacingHorizontalS },
  tools: { display: "flex", flexShrink: 0 },
  cut: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  // Room for the tabs before they are there, so that nothing jumps.
  nav: { minHeight: "32px", paddingLeft: tokens.spacingHorizontalXS },
});

interface Props {
  readonly system: SystemState;
  readonly person: SessionPerson | null;
  readonly route: Route;
  readonly canUndo: boolean;
  readonly onRoute: (route: Route) => void;
  /** Opens the manual at the screen in front. */
  readonly onHelp: () => void;
  readonly onCommand: (command: MenuCommand) => void;
  readonly language: LanguageCode;
  readonly onLanguage: (chosen: LanguageCode) => void;
}

/** Always visible: where this is, who is signed in, in which role, for which facilities; and the ways to the screens. */
export function Header({ system, person, route, canUndo, language, onRoute, onHelp, onCommand, onLanguage }: Props): ReactElement {
  const styles = useStyles();
  const environment = system.info?.environment ?? null;
  const band = environment === null ? styles.unknown : environment === "demo" ? styles.demo : styles.production;
  const word = environment === null ? words.environmentUnknown : environment === "demo" ? words.demo : words.production;
  const meaning = environment === null ? "" : environment === "demo" ? words.demoMeaning : words.productionMeaning;
  return (
    <header className={styles.header}>
      {person !== null && <h1 className={styles.spoken}>{paneWords.productName}</h1>}
      <div className={mergeClasses(styles.environment, band)} title={meaning}>
        <Text size={200} className={styles.word}>
          {word}
        </Text>
        <Text size={200} className={styles.site}>
          {system.info?.siteName ?? ""}
        </Text>
        {!system.isReachable && (
          <Badge appearance="filled" color="warning" size="small">
            {words.noInternet}
          </Badge>
        )}
      </div>
      <div className={styles.person}>
        {person === null ? (
          <>
            <Caption1>{words.signedOut}</Caption1>
            <LanguageLinks inForce={language} onChoose={onLanguage} />
          </>
        ) : (
          <div className={styles.who} title={`${person.displayName} · ${words.roles[person.role]} · ${facilityText(person)}`}>
            <Text weight="semibold" className={styles.cut} aria-label={`${words.signedInAs} ${person.displayName}`}>
              {person.displayName}
            </Text>
            <Caption1 className={styles.cut}>
              {words.roles[person.role]} · {facilityText(person)}
            </Caption1>
          </div>
        )}
        <div className={styles.tools}>
          <Button appearance="subtle" icon={<QuestionCircleRegular />} aria-label={words.help} title={words.help} onClick={onHelp} />
          {person !== null && (
            <Suspense>
              <HeaderMenu canUndo={canUndo} language={language} onCommand={onCommand} onLanguage={onLanguage} onSettings={() => onRoute("settings")} />
            </Suspense>
          )}
        </div>
      </div>
      {person !== null && (
        <nav aria-label={words.screens} className={styles.nav}>
          <Suspense>
            <HeaderTabs route={route} role={person.role} onRoute={onRoute} />
          </Suspense>
        </nav>
      )}
    </header>
  );
}

function facilityText({ facilities }: SessionPerson): string {
  return facilities === null ? words.wholeSite : words.facilities(facilities.map(({ name }) => name));
}
