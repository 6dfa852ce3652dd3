/** `helm test` (helm pkg/cmd/release_testing.go). */
import { printTestLogs, startTests, type TestFilter } from "../../helm/action/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { actionPorts } from "./release/action-ports.ts";
import { failingAsCommand } from "./release/failures.ts";
import { openCluster } from "./release/open.ts";
import { releaseText } from "./release/release-text.ts";

export async function run(context: CommandContext): Promise<void> {
  const { args, dialect, flags, out, settings } = context;
  const [name = ""] = args;
  const filter = filterOf(flags.strings("filter"));
  const ports = { ...actionPorts(context, await openCluster(context)), output: (text: string) => out.write(text) };
  const options = { ...filter, timeoutMs: flags.durationMs("timeout") };
  const { release, end } = await failingAsCommand(() => startTests(name, options, ports));
  // Helm 3 deletes what is to be deleted before it looks for logs.
  const failure = dialect === "helm3" ? await failureOf(end) : undefined;
  const hideNotes = dialect === "helm4" || flags.bool("hide-notes");
  const text = { debug: settings.debug, description: dialect === "helm4", stored: true, hideNotes };
  out.write(releaseText(context, { release, ...text }));
  const logFailure = flags.bool("logs") ? await failureOf(() => printLogs()) : undefined;
  if (dialect === "helm3") return fail(logFailure ?? failure);
  const failures = [await failureOf(end), logFailure].filter((one) => one !== undefined);
  const [first] = failures;
  if (first !== undefined) fail(new CommandError(failures.map(({ message }) => message).join("\n"), { cause: first }));

  async function printLogs(): Promise<void> {
    out.write("\n");
    await printTestLogs(release, filter, ports);
  }
}

async function failureOf(action: () => Promise<void>): Promise<CommandError | undefined> {
  try {
    await failingAsCommand(action);
    return undefined;
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
}

function fail(failure: CommandError | undefined): void {
  if (failure !== undefined) throw failure;
}

const INCLUDE = "name=";
const EXCLUDE = /^![ \t\n\f\r]?name=/;

/** What is neither `name=X` nor `!name=X` counts for nothing. */
function filterOf(words: readonly string[]): TestFilter {
  return {
    include: words.filter((word) => word.startsWith(INCLUDE)).map((word) => word.slice(INCLUDE.length)),
    exclude: words.filter((word) => EXCLUDE.test(word)).map((word) => word.replace(EXCLUDE, "")),
  };
}
