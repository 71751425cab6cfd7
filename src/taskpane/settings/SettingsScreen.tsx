import { Field, Radio, RadioGroup, Spinner, Subtitle2, Text, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect } from "react";
import type { ReactElement } from "react";
import type { LanguageCode } from "../../wording/language";
import { settingsWords as words } from "../../wording/paneSettings";
import { ProblemBar } from "../common/ProblemBar";
import { LanguageChoice } from "../language/LanguageChoice";
import { languageState } from "../language/paneLanguage";
import { useStore } from "../store";
import { chooseDensity, densities, densityState } from "./density";
import type { SettingsStore } from "./settingsStore";
import { SiteSettingsForm } from "./SiteSettingsForm";

const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL, padding: tokens.spacingHorizontalM, overflowY: "auto", flexGrow: 1, "> *": { flexShrink: 0 } },
  part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
});

interface Props {
  readonly store: SettingsStore;
  readonly onLanguage: (chosen: LanguageCode | null) => void;
}

/** What each person sets for this computer, and what administrators set for the site. */
export function SettingsScreen({ store, onLanguage }: Props): ReactElement {
  const styles = useStyles();
  const state = useStore(store);
  const density = useStore(densityState);
  const language = useStore(languageState);
  useEffect(() => void store.load(), [store]);
  return (
    <div className={styles.screen}>
      <section className={styles.part} aria-label={words.own}>
        <Subtitle2 as="h2">{words.own}</Subtitle2>
        <LanguageChoice state={language} onChoose={onLanguage} />
        <Field label={words.density}>
          <RadioGroup value={density} onChange={(_, { value }) => chooseDensity(densities.find((known) => known === value) ?? "comfortable")}>
            {densities.map((known) => (
              <Radio key={known} value={known} label={words.densities[known]} />
            ))}
          </RadioGroup>
        </Field>
        <Text size={200}>{words.theme}</Text>
      </section>
      <section className={styles.part} aria-label={words.site}>
        <Subtitle2 as="h2">{words.site}</Subtitle2>
        {state.site === null && state.problem === null && <Spinner size="tiny" label={words.loading} />}
        {state.site === null && state.problem !== null && <ProblemBar problem={state.problem} onRetry={() => void store.load()} />}
        {state.site !== null && <SiteSettingsForm store={store} state={state} site={state.site} />}
      </section>
    </div>
  );
}
