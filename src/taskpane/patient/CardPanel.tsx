import { Caption1, Subtitle1, Text, makeStyles, tokens } from "@fluentui/react-components";
import { Fragment } from "react";
import type { ReactElement, ReactNode } from "react";
import type { PatientCard } from "../../contract/patientCard";
import type { PatientIdentifier } from "../../contract/patientSearch";
import { hidden } from "../../domain/masking";
import { patientWords } from "../../wording/panePatient";
import { dayWords } from "../../wording/sentence";
import { momentText } from "../history/momentText";
import { CopyButton } from "./CopyButton";
import { PhoneText } from "./HiddenText";

const words = patientWords.contact;
const useStyles = makeStyles({
  panel: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  facts: { margin: 0, display: "grid", gridTemplateColumns: "minmax(0, auto) minmax(0, 1fr)", columnGap: tokens.spacingHorizontalM, rowGap: tokens.spacingVerticalS, alignItems: "baseline" },
  term: { color: tokens.colorNeutralForeground3, maxWidth: "96px" },
  value: { margin: 0, overflowWrap: "anywhere", display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS },
  line: { display: "flex", alignItems: "center", flexWrap: "wrap", columnGap: tokens.spacingHorizontalXS },
  phone: { fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, fontVariantNumeric: "tabular-nums" },
  voided: { textDecorationLine: "line-through" },
  hidden: { fontStyle: "italic" },
});

interface Props {
  readonly card: PatientCard;
}

/** How to reach the patient now, and by what the patient is known. */
export function CardPanel({ card }: Props): ReactElement {
  const styles = useStyles();
  const { phones, facility, lastVerified, unreachableSince, lastChanged, readAt } = card;
  return (
    <section className={styles.panel} aria-label={words.title}>
      <Subtitle1 as="h2">{words.title}</Subtitle1>
      <dl className={styles.facts}>
        <Fact name={words.phone}>
          {phones.length === 0 && <Text>{patientWords.none}</Text>}
          {phones.map(({ value, since }, at) => (
            <div key={at}>
              <div className={styles.line}>
                <span className={styles.phone}>
                  <PhoneText phone={value} />
                </span>
                {!card.masked && <CopyButton text={value} />}
              </div>
              {since !== null && <Caption1>{words.since(dayWords(since))}</Caption1>}
            </div>
          ))}
        </Fact>
        <Fact name={words.address}>
          <Address card={card} />
        </Fact>
        <Fact name={words.facility}>{facility ?? patientWords.none}</Fact>
        {lastVerified !== null && <Fact name={words.verified}>{dayWords(lastVerified)}</Fact>}
        {unreachableSince !== null && <Fact name={words.unreachable}>{dayWords(unreachableSince)}</Fact>}
        {lastChanged !== null && <Fact name={words.lastChanged}>{momentText(lastChanged)}</Fact>}
        {byType(card.identifiers).map(([type, identifiers]) => (
          <Fact key={type} name={type}>
            {identifiers.map(({ identifier, isArtId, voided }, at) => (
              <div key={at} className={styles.line}>
                <span>
                  <span className={voided ? styles.voided : undefined}>{identifier}</span>
                  {voided && ` (${words.voidedIdentifier})`}
                </span>
                {isArtId && !voided && <CopyButton text={identifier} />}
              </div>
            ))}
          </Fact>
        ))}
      </dl>
      <Caption1>{words.readAt(momentText(readAt))}</Caption1>
    </section>
  );
}

/** Identifiers under the name of their type, in the order in which they came. */
function byType(identifiers: readonly PatientIdentifier[]): readonly (readonly [string, readonly PatientIdentifier[]])[] {
  return [...new Set(identifiers.map(({ type }) => type))].map((type) => [type, identifiers.filter((identifier) => identifier.type === type)] as const);
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.term}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </>
  );
}

/** The full address, each part by its name: many wards are called like their LGA. */
function Address({ card: { address, masked } }: Props): ReactElement {
  const styles = useStyles();
  const parts = address === null ? [] : [place(address.ward, words.ward), place(address.lga, words.lga), place(address.state, words.state)].filter((part) => part !== null);
  if (address === null || (address.street === null && parts.length === 0)) return <Text>{patientWords.none}</Text>;
  const copied = [address.street, address.ward, address.lga, address.state].filter((part) => part !== null).join(", ");
  return (
    <>
      {address.street !== null && (
        <div className={styles.line}>
          <span className={address.street === hidden ? styles.hidden : undefined}>{address.street === hidden ? patientWords.hidden : address.street}</span>
          {!masked && <CopyButton text={copied} />}
        </div>
      )}
      <span>
        {parts.map((part, at) => (
          <Fragment key={part}>
            {at > 0 && <br />}
            {part}
          </Fragment>
        ))}
      </span>
    </>
  );
}

function place(name: string | null, word: (name: string) => string): string | null {
  return name === null || name === "" ? null : word(name === hidden ? patientWords.hidden : name);
}
