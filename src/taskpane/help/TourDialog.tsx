import { Button, Caption1, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Text } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { helpWords } from "../../wording/paneHelp";
import { useStore } from "../store";
import { tourSteps } from "./tour";
import type { TourStore } from "./tour";

const words = helpWords.tour;

/** What the pane is for, in five steps; Escape ends it. */
export function TourDialog({ store }: { readonly store: TourStore }): ReactElement | null {
  const { step } = useStore(store);
  const name = step === null ? undefined : tourSteps[step];
  if (step === null || name === undefined) return null;
  const isLast = step === tourSteps.length - 1;
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && store.end()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.steps[name].title}</DialogTitle>
          <DialogContent aria-live="polite">
            <Text>{words.steps[name].text}</Text>
            <div>
              <Caption1>{words.of(step + 1, tourSteps.length)}</Caption1>
            </div>
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={() => store.go(1)}>
              {isLast ? words.done : words.next}
            </Button>
            {step > 0 && <Button onClick={() => store.go(-1)}>{words.back}</Button>}
            {!isLast && (
              <Button appearance="subtle" onClick={store.end}>
                {words.end}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
