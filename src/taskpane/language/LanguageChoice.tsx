import { Field, Radio, RadioGroup } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { languageNames, languages } from "../../wording/language";
import type { LanguageCode } from "../../wording/language";
import { languageWords } from "../../wording/paneLanguage";
import type { LanguageState } from "./paneLanguage";

const likeExcel = "excel";

interface Props {
  readonly state: Pick<LanguageState, "chosen" | "excels" | "isLoading">;
  readonly onChoose: (chosen: LanguageCode | null) => void;
}

/** Which language the pane speaks: Excel's own, or one that the person chooses. Each language stands there under its own name. */
export function LanguageChoice({ state, onChoose }: Props): ReactElement {
  return (
    <Field label={languageWords.title} hint={state.isLoading ? languageWords.loading : languageWords.hint}>
      <RadioGroup
        value={state.chosen ?? likeExcel}
        onChange={(_, { value }) => onChoose(languages.find((code) => code === value) ?? null)}
      >
        <Radio value={likeExcel} label={languageWords.likeExcel(languageNames[state.excels])} />
        {languages.map((code) => (
          <Radio key={code} value={code} label={<span lang={code}>{languageNames[code]}</span>} />
        ))}
      </RadioGroup>
    </Field>
  );
}
