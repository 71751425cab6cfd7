import { type Clock, pause } from "./clock";
import type { OutboxStore } from "./outboxStore";

/** Runs work that only one pane of this browser may do at a time; others wait for their turn. */
export type WithLock = (name: string, work: () => Promise<void>) => Promise<void>;

const leaseMilliseconds = 15_000;

/** By Web Locks where the web view has them: a lock ends with its pane, however that ended. */
export function webLocks(manager: Pick<LockManager, "request">): WithLock {
  return async (name, work) => {
    await manager.request(`patient-contacts.${name}`, work);
  };
}

/** Elsewhere by a lease in the outbox's own database, which is renewed while the work goes on and runs out when its pane is gone. */
export function leaseLocks(store: Pick<OutboxStore, "takeLease" | "dropLease">, clock: Clock, owner: string): WithLock {
  return async (name, work) => {
    const take = (): Promise<boolean> => store.takeLease({ name, owner, until: clock.now() + leaseMilliseconds }, clock.now());
    while (!(await take())) await pause(clock, 1_000);
    let stopped = false;
    let cancel: () => void = () => undefined;
    const renew = (): void => {
      cancel = clock.later(() => {
        void take().then(() => {
          if (!stopped) renew();
        });
      }, leaseMilliseconds / 3);
    };
    renew();
    try {
      await work();
    } finally {
      stopped = true;
      cancel();
      await store.dropLease(name, owner);
    }
  };
}
