import { Button, Tooltip, makeStyles } from "@fluentui/react-components";
import { CheckmarkRegular, CopyRegular } from "@fluentui/react-icons";
import { useEffect, useState } from "react";
import type { ReactElement } from "react";
import { patientWords } from "../../wording/panePatient";
import { copyText } from "./copyText";

const words = patientWords.copy;
const useStyles = makeStyles({
  spoken: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});
const shownMilliseconds = 4_000;

interface Props {
  readonly text: string;
  readonly copy?: (text: string) => Promise<boolean>;
}

/** Copies one value, and says whether that worked. */
export function CopyButton({ text, copy = copyText }: Props): ReactElement {
  const styles = useStyles();
  const [result, setResult] = useState<"done" | "failed" | null>(null);
  useEffect(() => {
    if (result === null) return undefined;
    const timer = setTimeout(() => setResult(null), shownMilliseconds);
    return () => clearTimeout(timer);
  }, [result]);
  return (
    <>
      <Tooltip content={result === null ? words.of(text) : words[result]} relationship="label">
        <Button
          size="small"
          appearance="subtle"
          icon={result === "done" ? <CheckmarkRegular /> : <CopyRegular />}
          onClick={() => void copy(text).then((isCopied) => setResult(isCopied ? "done" : "failed"))}
        />
      </Tooltip>
      <span role="status" className={result === "failed" ? undefined : styles.spoken}>
        {result === null ? "" : words[result]}
      </span>
    </>
  );
}
