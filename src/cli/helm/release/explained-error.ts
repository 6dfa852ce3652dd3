/** Below Helm's own text, what was behind it: on a terminal, and where progress was asked for. */
import { explain, explanationText } from "../../../helm/waiting/index.ts";
import { CommandError, type RunContext } from "../../context.ts";
import { isFailFast, progressMode } from "./progress.ts";

export function explainedError(context: RunContext, error: unknown): unknown {
  if (!(error instanceof CommandError) || error.silent) return error;
  if (progressMode(context) === "none" && !isFailFast(context)) return error;
  const text = explanationText(explain(error), error.message).trimEnd();
  if (text === "") return error;
  const { exitCode } = error;
  return new CommandError(`${error.message}\n\n${text}`, { cause: error, exitCode });
}
