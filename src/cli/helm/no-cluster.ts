/** What commands that need a cluster answer as long as none can be reached. */
import { createHttpClient } from "../../sys/http.ts";
import { CommandError } from "../context.ts";
import type { CommandContext } from "../context.ts";
import { loadKubeconfig } from "./kubeconfig.ts";

const USUAL_SERVER = "http://localhost:8080";
const TIMEOUT_MS = 5000;

/** The words in which Helm says that the cluster does not answer. Throws when one does: lade cannot use it yet. */
export async function unreachable(context: CommandContext): Promise<string> {
  const { dialect, env, signal } = context;
  try {
    const get = createHttpClient({ env, signal, timeoutMs: TIMEOUT_MS });
    const response = await get({ method: "GET", url: `${await serverOf(context)}/version` });
    await response.discard();
  } catch (error) {
    const who = dialect === "helm4" ? "kubernetes" : "Kubernetes";
    return `${who} cluster unreachable: ${(error as Error).message}`;
  }
  throw new CommandError("lade cannot work with a cluster yet");
}

async function serverOf(context: CommandContext): Promise<string> {
  const { settings } = context;
  if (settings.kubeApiServer !== "") return settings.kubeApiServer.replace(/\/$/, "");
  const config = await loadKubeconfig(context);
  const chosen = config?.contexts.get(settings.kubeContext || config.currentContext);
  return config?.servers.get(chosen?.cluster ?? "") ?? USUAL_SERVER;
}

/** Ends a command that begins by asking the cluster. */
export async function needCluster(context: CommandContext): Promise<never> {
  throw new CommandError(await unreachable(context));
}
