import { Button } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { languageNames, languages } from "../../wording/language";
import type { LanguageCode } from "../../wording/language";

interface Props {
  readonly inForce: LanguageCode;
  readonly onChoose: (chosen: LanguageCode) => void;
}

/** The other languages by their own names, for who cannot read the one in force: before signing in there is no menu. */
export function LanguageLinks({ inForce, onChoose }: Props): ReactElement {
  return (
    <div>
      {languages
        .filter((code) => code !== inForce)
        .map((code) => (
          <Button key={code} size="small" appearance="subtle" lang={code} onClick={() => onChoose(code)}>
            {languageNames[code]}
          </Button>
        ))}
    </div>
  );
}
