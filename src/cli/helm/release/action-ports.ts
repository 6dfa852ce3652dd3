import type { ActionPorts } from "../../../helm/action/index.ts";
import { currentProcess, lives } from "../../../sys/index.ts";
import type { CommandContext } from "../../context.ts";
import { now } from "../network/now.ts";
import type { OpenCluster } from "./open.ts";
import { progressObserver } from "./progress.ts";

/** What actions work upon. An interrupt ends them; `cancelled` names the release that is then said to be. */
export function actionPorts(context: CommandContext, open: OpenCluster, cancelled?: string): ActionPorts {
  const { out } = context;
  const signal = cancelled === undefined ? new AbortController().signal : context.signal;
  signal.addEventListener("abort", () => {
    out.write(`Release ${cancelled ?? ""} has been cancelled.\n`);
    out.flush();
  });
  return portsUntil(signal, context, open);
}

/** The same for those whom an interrupt ends without a word. */
export function interruptiblePorts(context: CommandContext, open: OpenCluster): ActionPorts {
  return portsUntil(context.signal, context, open);
}

function portsUntil(signal: AbortSignal, context: CommandContext, open: OpenCluster): ActionPorts {
  const { dialect, err, log } = context;
  const { objects, storage, namespace } = open;
  return {
    ...{ dialect, objects, storage, namespace, log, now, signal },
    observer: progressObserver(context),
    holder: { ...currentProcess(), id: crypto.randomUUID(), lives },
    clock: { nowMs: () => performance.timeOrigin + performance.now(), sleep },
    // Helm 4 hands logs to its own, a line each container.
    output: (text) => (dialect === "helm4" ? log.info(text.replace(/\n$/, "")) : err.write(text)),
  };
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = (): void => {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
    resolve();
  };
  const timer = setTimeout(end, ms);
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  return promise;
}
