/** How long a command waits for the add-in to associate its function, while its scripts may still be loading. */
const patience = 10_000;
const pause = 200;

interface Run {
  readonly functionName: string;
  readonly commandId: string;
  readonly deadline: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Commands of ribbon and menu on their way through the add-in: each ends with the add-in's `event.completed()`. */
export class CommandRuns {
  private isListening = false;
  private readonly early: Run[] = [];
  private readonly running = new Map<string, Run>();
  private readonly fire: (data: readonly string[]) => void;

  constructor(fire: (data: readonly string[]) => void) {
    this.fire = fire;
  }

  /** Pressed before the add-in has loaded, a command runs as soon as it has, as in Excel. */
  run(functionName: string, commandId: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const run: Run = { functionName, commandId, deadline: Date.now() + patience, resolve, reject };
      if (this.isListening) this.start(run);
      else this.early.push(run);
    });
  }

  pageListens(): void {
    this.isListening = true;
    for (const run of this.early.splice(0)) this.start(run);
  }

  /** A status other than 0 says that the page has no such function, or not yet. */
  completed(commandId: string, status: number): void {
    const run = this.running.get(commandId);
    this.running.delete(commandId);
    if (!run) return;
    if (status === 0) return run.resolve();
    if (Date.now() < run.deadline) setTimeout(() => this.start(run), pause);
    else run.reject(new Error(`The add-in has no function ${run.functionName} (${status}).`));
  }

  private start(run: Run): void {
    this.running.set(run.commandId, run);
    this.fire([run.commandId, run.functionName, JSON.stringify({ source: { id: run.commandId.split("#")[0] } })]);
  }
}
