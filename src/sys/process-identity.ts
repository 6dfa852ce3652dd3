/** This process among the others of its machine: whether one that was seen earlier is still there. */
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

export interface ProcessIdentity {
  /** For people: `jane@laptop (pid 4711)`. */
  readonly name: string;
  /** One boot of one machine, and in it one space of process ids; empty where that cannot be told. */
  readonly machine: string;
  /** The process id and when it began, so that its successor under the same id is not taken for it. */
  readonly process: string;
}

export function currentProcess(): ProcessIdentity {
  const { pid } = process;
  return { name: `${userName()}@${hostname()} (pid ${pid})`, machine: machine(), process: `${pid}@${startOf(pid)}` };
}

/** Whether a process lives that was seen earlier; undefined where that cannot be told: it is another machine's. */
export function lives(other: Pick<ProcessIdentity, "machine" | "process">): boolean | undefined {
  if (other.machine === "" || other.machine !== machine()) return undefined;
  const [pid = "", start = ""] = other.process.split("@");
  if (!/^[1-9]\d*$/.test(pid)) return undefined;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    // Another user's process may not be signalled, but it lives.
    return (error as NodeJS.ErrnoException).code === "ESRCH" ? false : undefined;
  }
  const now = startOf(Number(pid));
  return now !== ENDED && (now === "" || start === "" || now === start);
}

/** Containers often have neither a name in the environment nor an entry in the user database. */
function userName(): string {
  return process.env["USER"] ?? process.env["LOGNAME"] ?? `uid-${process.getuid?.() ?? "unknown"}`;
}

/** Linux alone says which processes share their ids. */
function machine(): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    // Machines that were started from one snapshot share the rest.
    return [boot, readlinkSync("/proc/self/ns/pid"), hostname()].join("/");
  } catch {
    return "";
  }
}

const ENDED = "ended";

/** In ticks since the machine's start; `ended` for one that only its parent still knows, empty where that cannot be told. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold anything; the state follows, and 19 fields later the start.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? ENDED : (fields[19] ?? "");
  } catch {
    return "";
  }
}
