import { Button, Tooltip } from "@fluentui/react-components";
import type { ButtonProps } from "@fluentui/react-components";
import type { ReactElement } from "react";

type Props = Omit<Extract<ButtonProps, { as?: "button" }>, "disabled" | "disabledFocusable"> & {
  /** Why it cannot be pressed now; null where it can. It stays reachable by keyboard, so that everybody can find out why. */
  readonly reason: string | null;
};

/** A button that says why, when it is disabled. */
export function ReasonButton({ reason, ...button }: Props): ReactElement {
  if (reason === null) return <Button {...button} />;
  return (
    <Tooltip content={reason} relationship="description" withArrow>
      <Button {...button} disabledFocusable />
    </Tooltip>
  );
}
