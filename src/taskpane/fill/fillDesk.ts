import type { PanePorts } from "../ports";
import type { Desk } from "../shell/keptDesks";
import { createCleanStore } from "./cleanStore";
import { createConvertStore } from "./convertStore";
import { createFillStore } from "./fillStore";
import type { FillGiven } from "./fillStore";
import { createTurn } from "./running";

/** What the screen keeps while others are in front. */
export function createFillDesk(ports: Pick<PanePorts, "workbook" | "server">, given: FillGiven) {
  const turn = createTurn();
  const fill = createFillStore(ports, turn, given);
  const convert = createConvertStore(ports, turn);
  const clean = createCleanStore(ports, turn);
  const desk = {
    turn,
    fill,
    convert,
    clean,
    forget: (): void => {
      turn.forget();
      fill.forget();
      convert.forget();
      clean.forget();
    },
  };
  return desk satisfies Desk;
}

export type FillDesk = ReturnType<typeof createFillDesk>;
