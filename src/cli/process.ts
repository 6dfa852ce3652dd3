/** The process as the commands see it: streams, environment, working directory, interrupts. One module, so that tests can do without. */
import { BrokenPipe, Stream, disk, isTerminal, readInput, workingFolder } from "../sys/index.ts";
import type { Environment, Output, RunContext } from "./context.ts";
import { errorText } from "./error-text.ts";

/** What every context has in common in one process. */
export class Surroundings {
  readonly out = new Stream(1, { buffered: !isTerminal(1) });
  readonly err = new Stream(2, { buffered: false, before: this.out });
  readonly env = environment();
  readonly files = disk;
  readonly cwd = workingFolder();
  /** The interrupt that came, where somebody asked for the signal. */
  interruptedBy: Interrupt | undefined;
  #interrupted: AbortSignal | undefined;
  #input: Uint8Array | undefined;

  constructor(
    /** The word by which the program can be called again. */
    readonly program: string,
  ) {}

  /** Asking for the signal takes over the interrupts, so it is left to those who want it. */
  readonly #signal = () => (this.#interrupted ??= interrupts((name) => (this.interruptedBy = name)));

  /** A context with this process's streams and files. */
  context<More extends Pick<RunContext, "args" | "flags" | "terminal">>(more: More): RunContext & More {
    const { out, err, env, files, cwd } = this;
    const context = {
      ...{ out, err, env, files, cwd },
      ...more,
      stdin: () => (this.#input ??= readInput()),
    };
    return Object.defineProperty(context, "signal", { get: this.#signal }) as typeof context &
      Pick<RunContext, "signal">;
  }
}

/** What a program sees of its surroundings when another one runs it: the streams are not those of the process. */
export interface InnerSurroundings extends Pick<Surroundings, "env" | "files" | "cwd" | "program" | "context"> {
  readonly out: Output;
  readonly err: Output;
}

function environment(): Environment {
  return {
    get: (name) => process.env[name],
    *entries() {
      for (const [name, value] of Object.entries(process.env)) if (value !== undefined) yield [name, value] as const;
    },
  };
}

export type Interrupt = "SIGINT" | "SIGTERM";

function interrupts(tell: (name: Interrupt) => void): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => {
      tell(name);
      controller.abort();
    });
  }
  return controller.signal;
}

/** Runs a program to its exit code. Output that nobody reads ends it silently, and what nobody has caught with one line. */
export async function runProgram(program: string, main: (around: Surroundings) => Promise<number>): Promise<void> {
  const around = new Surroundings(program);
  try {
    process.exitCode = await main(around);
    around.out.flush();
  } catch (error) {
    process.exitCode = error instanceof BrokenPipe ? 141 : 1;
    if (!(error instanceof BrokenPipe)) around.err.write(`Error: ${errorText(error)}\n`);
  }
}
