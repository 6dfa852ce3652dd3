/** `lade lint`: Helm's rules, and warnings of values that nothing reads. */
import { CommandError, type RunContext } from "../context.ts";
import { GoError } from "../../go/index.ts";
import { formatUnread, unreadKeys } from "../../helm/why/index.ts";
import { renderTracedChart } from "../helm/chart/traced.ts";
import { run as helmLint } from "../helm/lint.ts";
import { helmContext } from "./helm-context.ts";

export async function run(context: RunContext): Promise<void> {
  const helm = helmContext(context);
  let failure: unknown;
  try {
    await helmLint(helm);
  } catch (error) {
    failure = error;
  }
  const unread = await findUnread(context);
  for (const warning of unread) context.out.write(`${warning}\n`);
  if (failure !== undefined) throw failure;
  if (unread.length > 0 && context.flags.bool("strict")) {
    throw new CommandError(`${unread.length} key(s) in values files that nothing reads`);
  }
}

/** Nothing for a chart that cannot be rendered: the lint has said why. */
async function findUnread(context: RunContext): Promise<string[]> {
  const [chart = ""] = context.args;
  try {
    const traced = await renderTracedChart(helmContext(context), { chart, name: "test-release" });
    return unreadKeys(traced).map(formatUnread);
  } catch (error) {
    if (error instanceof GoError) return [];
    throw error;
  }
}
