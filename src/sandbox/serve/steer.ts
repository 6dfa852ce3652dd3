/** Talks to a sandbox that runs: starts it in the background, asks how it is, tells it what to do. */
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { isObject, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import type { SandboxHome } from "./home.ts";

/** It does not run, or refuses. */
export class SteerError extends Error {
  override name = "SteerError";
}

const ANSWER_MS_MAX = 10_000;
/** A long move takes as long as what happens in it. */
const MOVE_MS_MAX = 600_000;
const START_MS_MAX = 20_000;
const POLL_MS = 4;

/** What it says of itself; undefined where it does not run. */
export async function statusOf(home: SandboxHome): Promise<JsonObject | undefined> {
  const answer = await send(home, { method: "GET", action: "status" });
  if (answer === undefined) return undefined;
  const body = (await answer.json()) as JsonValue;
  return answer.ok && isObject(body) ? body : undefined;
}

/** Throws `SteerError`. */
export async function steer(home: SandboxHome, action: string, body: JsonObject = {}): Promise<JsonObject> {
  const answer = await send(home, { method: "POST", action, body });
  if (answer === undefined)
    throw new SteerError(`the sandbox ${JSON.stringify(home.name)} does not run; lade sandbox start starts it`);
  const said = (await answer.json()) as JsonValue;
  if (!answer.ok) throw new SteerError(textAt(said, "message") || `the sandbox answered ${answer.status}`);
  return isObject(said) ? said : {};
}

interface Sending {
  readonly method: "GET" | "POST";
  readonly action: string;
  readonly body?: JsonObject;
}

async function send(home: SandboxHome, { method, action, body }: Sending): Promise<Response | undefined> {
  const access = home.access();
  if (access === undefined) return undefined;
  try {
    return await fetch(`${access.server}/sandbox/${action}`, {
      method,
      headers: { Authorization: `Bearer ${access.token}`, "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      tls: { ca: access.certificate },
      signal: AbortSignal.timeout(action === "advance" ? MOVE_MS_MAX : ANSWER_MS_MAX),
    });
  } catch {
    return undefined;
  }
}

/** Runs `program` with `words` on its own, and waits until the sandbox answers. Throws `SteerError` with what it had to say. */
export async function startInBackground(home: SandboxHome, program: string, words: readonly string[]): Promise<void> {
  home.make();
  const log = openSync(home.log, "w", 0o600);
  const child = spawn(program, [...words], { detached: true, stdio: ["ignore", log, log] });
  let ended: number | null | undefined;
  child.on("exit", (code) => (ended = code ?? 1));
  child.unref();
  closeSync(log);
  const end = Date.now() + START_MS_MAX;
  while ((await statusOf(home))?.["pid"] !== child.pid) {
    if (ended !== undefined)
      throw new SteerError(
        readFileSync(home.log, "utf8")
          .trim()
          .replace(/^Error: /, "") || `the sandbox ended with ${ended}`,
      );
    if (Date.now() > end)
      throw new SteerError(`the sandbox did not come up within ${START_MS_MAX / 1000} s; see ${home.log}`);
    await Bun.sleep(POLL_MS);
  }
}

/** Waits until its process has ended, and with it the hold on its database. */
export async function untilStopped(pid: number): Promise<void> {
  const end = Date.now() + ANSWER_MS_MAX;
  while (isAlive(pid) && Date.now() < end) await Bun.sleep(POLL_MS);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
