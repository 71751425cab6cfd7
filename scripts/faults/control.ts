import type { ChunkStep } from "../../server/submissions/chunk";

/**
 * Points at which a server of the harness can be killed or held: those of the engine itself, and around its commits, which only the
 * harness's own start script can see.
 */
export const chunkSteps = ["begun", "record-locked", "record-written", "outcomes-written", "audited", "committing", "committed"] as const;
export const wayInSteps = ["part-committing", "part-committed", "accept-committing", "accept-committed"] as const;
export const endSteps = ["finishing", "finished"] as const;
export const allSteps = [...chunkSteps, ...wayInSteps, ...endSteps] as const;
export type FaultStep = (typeof allSteps)[number];

// The engine's own steps are all among ours: a new one would not compile here.
export const isEngineStep = (step: ChunkStep): FaultStep => step;

/** What happens at the step: the process kills itself at once, or waits there until it is told to go on. */
export interface Trap {
  readonly step: FaultStep;
  /** How many times the step must be reached; 1 is the first time. */
  readonly occurrence: number;
  readonly action: "kill" | "hold";
}

export type ToServer = { readonly kind: "arm"; readonly trap: Trap } | { readonly kind: "disarm" } | { readonly kind: "go-on" };
export type FromServer =
  | { readonly kind: "ready"; readonly port: number }
  /** For the first time since the process started. */
  | { readonly kind: "seen"; readonly step: FaultStep }
  | { readonly kind: "reached"; readonly step: FaultStep };

/** The side of the server process: counts steps and springs the trap. */
export class TrapKeeper {
  #trap: Trap | null = null;
  #left = 0;
  readonly #seen = new Set<FaultStep>();
  #goOn: () => void = () => undefined;

  constructor(private readonly tell: (message: FromServer) => void) {}

  receive(message: ToServer): void {
    if (message.kind === "arm") {
      this.#trap = message.trap;
      this.#left = message.trap.occurrence;
    } else {
      this.#trap = null;
      this.#goOn();
    }
  }

  readonly step = async (step: FaultStep): Promise<void> => {
    if (!this.#seen.has(step)) this.tell({ kind: "seen", step });
    this.#seen.add(step);
    const trap = this.#trap;
    if (trap?.step !== step) return;
    this.#left -= 1;
    if (this.#left > 0) return;
    this.#trap = null;
    if (trap.action === "kill") process.kill(process.pid, "SIGKILL");
    const held = new Promise<void>((resolve) => {
      this.#goOn = resolve;
    });
    this.tell({ kind: "reached", step });
    await held;
  };
}
