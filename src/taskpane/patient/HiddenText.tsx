import { makeStyles } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { hidden } from "../../domain/masking";
import { patientWords as words } from "../../wording/panePatient";

const useStyles = makeStyles({
  spoken: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
  whole: { fontStyle: "italic" },
});

/** A phone number as it came: whole, or with its middle hidden, which is read out as such and not as five dots. */
export function PhoneText({ phone }: { readonly phone: string }): ReactElement {
  const styles = useStyles();
  if (phone === hidden) return <span className={styles.whole}>{words.hidden}</span>;
  const [first = "", last] = phone.split(hidden);
  if (last === undefined) return <>{phone}</>;
  return (
    <>
      <span aria-hidden="true">{phone}</span>
      <span className={styles.spoken}>{words.spokenPhone(first, last)}</span>
    </>
  );
}
