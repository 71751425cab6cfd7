import { Combobox, Field, Option, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ComboboxProps } from "@fluentui/react-components";
import { useRef, useState } from "react";
import type { ReactElement, ReactNode, Ref } from "react";
import { placeWords as words } from "../../wording/panePlaces";

/** One name to choose. */
export interface Choice {
  readonly key: string;
  readonly name: string;
  /** What tells it from its namesakes, read with the name. */
  readonly place?: string | undefined;
}

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly choices: readonly Choice[];
  /** How many more fit than are shown. */
  readonly more?: number;
  /** Said in place of choices where there are none; without it nothing opens then. */
  readonly none?: string | undefined;
  /** The first name that begins as typed is chosen by Enter; otherwise only what was gone to by arrow key or pressed is. */
  readonly isEager: boolean;
  readonly error?: string | undefined;
  readonly isDisabled: boolean;
  readonly maxLength: number;
  readonly inputRef: Ref<HTMLInputElement>;
  readonly onType: (text: string) => void;
  /** `isFirst`: by Enter alone, as the first that begins as typed. */
  readonly onChoose: (key: string, isFirst: boolean) => void;
  readonly onEnter: () => void;
  readonly onLeave: () => void;
  /** Below the field, e.g. a button that uses a suggestion. */
  readonly children?: ReactNode;
}

const useStyles = makeStyles({
  field: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS },
  box: { minWidth: 0, width: "100%" },
  list: { maxHeight: "240px" },
  choice: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalXS, overflowWrap: "anywhere" },
  place: { color: tokens.colorNeutralForeground3 },
});

/**
 * A field with names to choose from, in which anything else may be typed as well. Leaving it by Tab never puts in another name than was typed,
 * unless the person had gone to it: the first of a list is not what somebody meant who typed three letters.
 */
export function PlaceCombobox(props: Props): ReactElement {
  const { label, hint, value, choices, more = 0, none, isEager, error, isDisabled, maxLength, inputRef, onType, onChoose, onEnter, onLeave, children } = props;
  const styles = useStyles();
  const hasGone = useRef(false);
  const [isOpen, setOpen] = useState(false);
  const choose: ComboboxProps["onOptionSelect"] = (event, { optionValue }) => {
    if (optionValue === undefined) return;
    const isByKey = event.type === "keydown";
    if (isByKey && !hasGone.current && !(isEager && "key" in event && event.key === "Enter")) return;
    const isFirst = isByKey && !hasGone.current;
    hasGone.current = false;
    onChoose(optionValue, isFirst);
  };
  const isEmpty = choices.length === 0;
  return (
    <div className={styles.field}>
      <Field label={label} {...(hint !== undefined && { hint })} {...(error !== undefined && { validationState: "error" as const, validationMessage: error })}>
        <Combobox
          freeform
          disableAutoFocus
          input={{ ref: inputRef }}
          className={styles.box}
          value={value}
          selectedOptions={[]}
          maxLength={maxLength}
          disabled={isDisabled}
          autoComplete="off"
          listbox={{ className: styles.list }}
          // For the mouse only: from the keyboard the field itself opens by arrow key, and one stop for each field is enough.
          expandIcon={none === undefined ? null : { "aria-hidden": true, "aria-expanded": undefined, role: "presentation", tabIndex: -1 }}
          open={isOpen && !(isEmpty && none === undefined)}
          onOpenChange={(_, { open }) => setOpen(open)}
          onChange={(event) => {
            hasGone.current = false;
            // Also where nothing was typed but something pasted or spoken.
            setOpen(true);
            onType(event.target.value);
          }}
          onKeyDown={({ key }) => {
            if (key.startsWith("Arrow") || key.startsWith("Page")) hasGone.current = true;
          }}
          onOptionSelect={choose}
          onFocus={onEnter}
          onBlur={onLeave}
        >
          {choices.map(({ key, name, place }) => (
            <Option key={key} value={key} text={isEager ? name : ""} checkIcon={null}>
              <span className={styles.choice}>
                <span>{name}</span>
                {place !== undefined && <span className={styles.place}>({place})</span>}
              </span>
            </Option>
          ))}
          {more > 0 && (
            <Option key="more" disabled text="" checkIcon={null}>
              <Text size={200}>{words.more(more)}</Text>
            </Option>
          )}
          {isEmpty && none !== undefined && (
            <Option key="none" disabled text="" checkIcon={null}>
              <Text size={200}>{none}</Text>
            </Option>
          )}
        </Combobox>
      </Field>
      {children}
    </div>
  );
}
