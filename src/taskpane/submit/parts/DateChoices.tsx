import { Field, Select, Switch, Text } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { DateOrder } from "../../../domain/types";
import { submitWords } from "../../../wording/paneSubmit";
import type { DateFinding } from "../submitState";

const words = submitWords.setup;
const orders: readonly DateOrder[] = ["dmy", "mdy", "ymd"];

interface Props {
  readonly dates: DateFinding;
  readonly chosenOrder: DateOrder | undefined;
  readonly chosen1904: boolean | undefined;
  readonly onOrder: (order: DateOrder | undefined) => void;
  readonly on1904: (date1904: boolean) => void;
}

/** In which order typed dates are read, what proves it, and how to say otherwise. Nothing where the list has no typed dates. */
export function DateChoices({ dates, chosenOrder, chosen1904, onOrder, on1904 }: Props): ReactElement | null {
  const asks1904 = dates.hasSerials && dates.date1904 === null;
  if (!dates.hasTypedDates && !asks1904) return null;
  return (
    <>
      {dates.hasTypedDates && (
        <Field label={words.dateOrder} hint={hint(dates, chosenOrder)}>
          <Select
            value={chosenOrder ?? dates.order ?? ""}
            onChange={(_, data) => {
              const order = orders.find((known) => known === data.value);
              onOrder(order === dates.order ? undefined : order);
            }}
          >
            {dates.order === null && <option value="">{words.orderUnknown}</option>}
            {orders.map((order) => (
              <option key={order} value={order}>
                {words.order[order]}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {asks1904 && (
        <div>
          <Switch label={words.date1904} checked={chosen1904 ?? false} onChange={(_, data) => on1904(data.checked)} />
          <Text size={200}>{words.date1904Unknown}</Text>
        </div>
      )}
    </>
  );
}

function hint(dates: DateFinding, chosenOrder: DateOrder | undefined): string {
  if (chosenOrder !== undefined) return words.chosenByYou;
  if (dates.conflicting) return words.conflicting;
  if (dates.proof === null && dates.order !== null) return words.asSite;
  return dates.proof === null ? words.noProof : words.proof(dates.proof.rowNumber, dates.proof.text);
}
