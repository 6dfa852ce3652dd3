/** The commands of Helmfile, each loaded when it is called. */
import type { RunPart } from "../cobra/command.ts";
import { parseBool, quote } from "../../go/strconv/index.ts";
import { CommandError } from "../context.ts";
import { errorText } from "../error-text.ts";
import { BrokenPipe } from "../../sys/index.ts";
import { panicError, usageError } from "./command-errors.ts";
import type { HelmfileContext } from "./settings.ts";

export interface HelmfilePart {
  /** An error that names no exit code ends the program with 1. */
  run(context: HelmfileContext): Promise<void> | void;
}

const RUN_PARTS = {
  apply: () => import("./apply.ts"),
  build: () => import("./build.ts"),
  create: () => import("./create.ts"),
  deps: () => import("./deps.ts"),
  destroy: () => import("./destroy.ts"),
  diff: () => import("./diff.ts"),
  doctor: () => import("./doctor.ts"),
  fetch: () => import("./fetch.ts"),
  init: () => import("./init.ts"),
  lint: () => import("./lint.ts"),
  list: () => import("./list.ts"),
  "print-env": () => import("./print-env.ts"),
  "show-dag": () => import("./show-dag.ts"),
  "write-values": () => import("./write-values.ts"),
  repos: () => import("./repos.ts"),
  status: () => import("./status.ts"),
  sync: () => import("./sync.ts"),
  template: () => import("./template.ts"),
  test: () => import("./test.ts"),
  unittest: () => import("./unittest.ts"),
  "cache cleanup": () => import("./cache-cleanup.ts"),
  "cache info": () => import("./cache-info.ts"),
} satisfies Readonly<Record<string, () => Promise<HelmfilePart>>>;

export interface PartOptions {
  /** What else is wrong with the command line; said before colours are looked at. Throws a `usageError`. */
  readonly check?: (context: HelmfileContext) => void;
  /** `print-env` alone does not look at the global flags. */
  readonly colorsUnchecked?: boolean;
}

/** How a definition runs the part of that name, after what Helmfile checks before any command does something. */
export function runPart(name: keyof typeof RUN_PARTS, options: PartOptions = {}): () => Promise<RunPart> {
  return async () => ({
    async run(context: HelmfileContext) {
      checkSettings(context, options);
      const part: HelmfilePart = await RUN_PARTS[name]();
      try {
        await part.run(context);
      } catch (error) {
        // Who interrupts a command knows why it ends.
        if (context.isInterrupted()) throw new CommandError("", { silent: true, cause: error });
        throw error instanceof CommandError || error instanceof BrokenPipe ? error : failure(error);
      }
    },
  });
}

function failure(error: unknown): CommandError {
  return new CommandError(errorText(error), { cause: error });
}

function checkSettings(context: HelmfileContext, { check, colorsUnchecked = false }: PartOptions): void {
  const { settings, log } = context;
  // Asked for so that what cannot be read is said first.
  void settings.stateValues;
  check?.(context);
  if (settings.color && settings.noColor && !colorsUnchecked) {
    throw usageError("--color and --no-color cannot be specified at the same time");
  }
  checkVariables(context);
  if (settings.enableLiveOutput) log.info("Live output is enabled");
}

const STRICT_REFERENCES = "HELMFILE_VALS_FAIL_ON_MISSING_KEY_IN_MAP";

/** Helmfile makes ready for references in values whatever the command. */
function checkVariables({ env }: HelmfileContext): void {
  const text = (env.get(STRICT_REFERENCES) ?? "").trim();
  if (text === "" || isBoolean(text)) return;
  throw panicError(`invalid value for ${STRICT_REFERENCES}: ${quote(text)} (must be a valid boolean)`);
}

function isBoolean(text: string): boolean {
  try {
    parseBool(text);
    return true;
  } catch {
    return false;
  }
}
