/**
 * How fast and how large the sandbox is, as it is built: `bun bench/sandbox.ts [--runs N]`. Prints one row for each promise, with CPU time beside wall time
 * where the machine is shared; ends with 1 where one is not kept. Build first (`bun scripts/build.ts`), and leave the machine alone.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { connect, kubeconfigFiles } from "../src/cluster/index.ts";
import { Kubeconfig, numberAt, textAt, type Cluster, type JsonObject } from "../src/kube/index.ts";
import { disk } from "../src/sys/index.ts";

const LADE = resolve(import.meta.dir, "../bin/lade");
const { values } = parseArgs({ options: { runs: { type: "string", default: "9" } } });

const MAPS = "/api/v1/namespaces/default/configmaps";
const [WRITES, AT_ONCE] = [4000, 16];
const OBJECTS = 10_000;
const [WATCHERS, WATCHED] = [100, 1000];

interface Row {
  readonly what: string;
  readonly value: string;
  readonly limit: string;
  readonly isMet: boolean;
}

/** A sandbox of its own, in scratch. */
class Box {
  readonly home = mkdtempSync(join(tmpdir(), "lade-bench-"));
  readonly kubeconfig = join(this.home, "lade", "sandbox", "default", "kubeconfig");

  sandbox(...words: string[]): string {
    const env = { PATH: process.env["PATH"] ?? "", HOME: this.home, XDG_STATE_HOME: this.home };
    const { exitCode, stdout, stderr } = Bun.spawnSync([LADE, "sandbox", ...words], { env, stdin: "ignore" });
    if (exitCode !== 0) throw new Error(`lade sandbox ${words.join(" ")}: ${stderr.toString()}`);
    return stdout.toString();
  }

  cluster(): Cluster {
    const kubeconfig = new Kubeconfig(kubeconfigFiles({ files: disk, cwd: process.cwd() }, [this.kubeconfig]));
    const env = { get: (name: string) => process.env[name] };
    return connect(kubeconfig, { files: disk, env, overrides: {}, userAgent: "lade-bench" });
  }

  async pid(): Promise<number> {
    const { body } = await this.cluster().request({ method: "GET", path: "/sandbox/status" });
    return numberAt(body, "pid") ?? 0;
  }

  end(): void {
    this.sandbox("stop");
    rmSync(this.home, { recursive: true });
  }
}

/** In milliseconds, of all threads. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** In megabytes. */
function memory(pid: number, what: "VmRSS" | "VmHWM"): number {
  const [, kilobytes = "0"] = new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round((Number(kilobytes) * 1024) / 1e6);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

/** `first`: with a new certificate and a new database; otherwise those of the time before. */
function starts(sort: "first" | "again", runs: number): Row {
  const times: number[] = [];
  let box = new Box();
  if (sort === "again") {
    box.sandbox("start");
    box.sandbox("stop");
  }
  for (let i = 0; i < runs; i++) {
    const from = performance.now();
    box.sandbox("start");
    times.push(performance.now() - from);
    if (sort === "again") box.sandbox("stop");
    else {
      box.end();
      box = new Box();
    }
  }
  rmSync(box.home, { recursive: true, force: true });
  const ms = median(times);
  const what = sort === "first" ? "ready, the first time" : "ready, after a stop";
  return {
    what,
    value: `${ms.toFixed(0)} ms (least ${Math.min(...times).toFixed(0)})`,
    limit: "150 ms",
    isMet: ms <= 150,
  };
}

const configMap = (name: string): JsonObject => ({
  ...{ apiVersion: "v1", kind: "ConfigMap" },
  metadata: { name, namespace: "default", labels: { "app.kubernetes.io/name": "bench" } },
  data: { a: "1", text: "x".repeat(300) },
});

/** Several clients at once over one kubeconfig. */
async function write(cluster: Cluster, from: number, count: number): Promise<void> {
  let next = from;
  const client = async (): Promise<void> => {
    while (next < from + count) await cluster.request({ method: "POST", path: MAPS, body: configMap(`map-${next++}`) });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
}

async function writes(box: Box): Promise<Row[]> {
  const [cluster, pid] = [box.cluster(), await box.pid()];
  await write(cluster, 0, 500);
  const [from, cpu] = [performance.now(), cpuMs(pid)];
  await write(cluster, 500, WRITES);
  const [ms, own] = [performance.now() - from, cpuMs(pid) - cpu];
  const perSecond = Math.round((WRITES * 1000) / ms);
  const perCpu = Math.round((WRITES * 1000) / own);
  const value = `${perSecond} a second (${perCpu} a second of its own CPU)`;
  await write(cluster, 500 + WRITES, OBJECTS - 500 - WRITES);
  const used = memory(pid, "VmRSS");
  return [
    { what: "objects written over HTTPS", value, limit: "1,000 a second", isMet: perSecond >= 1000 },
    {
      what: "memory with 10,000 objects",
      value: `${used} MB (peak ${memory(pid, "VmHWM")})`,
      limit: "300 MB",
      isMet: used < 300,
    },
  ];
}

async function watches(box: Box): Promise<Row> {
  const cluster = box.cluster();
  const path = "/api/v1/namespaces/kube-public/configmaps";
  const { body } = await cluster.request({ method: "GET", path });
  const resourceVersion = textAt(body, "metadata", "resourceVersion");
  const seen = Array.from({ length: WATCHERS }, async () => {
    let count = 0;
    for await (const event of cluster.watch({ method: "GET", path, query: { watch: "true", resourceVersion } })) {
      if (textAt(event.object, "metadata", "name") === `map-${count}`) count++;
      if (count === WATCHED) break;
    }
    return count;
  });
  const from = performance.now();
  for (let i = 0; i < WATCHED; i++) {
    const object = configMap(`map-${i}`);
    await cluster.request({ method: "POST", path, body: { ...object, metadata: { name: `map-${i}` } } });
  }
  const counts = await Promise.all(seen);
  const missed = counts.filter((count) => count !== WATCHED).length;
  const ms = (performance.now() - from).toFixed(0);
  const value = `${missed} of ${WATCHERS} missed some of ${WATCHED} writes (${ms} ms)`;
  return { what: "watchers", value, limit: "none misses any", isMet: missed === 0 };
}

const runs = Number(values.runs);
const rows = [starts("first", runs), starts("again", runs)];
const box = new Box();
box.sandbox("start");
try {
  rows.push(...(await writes(box)), await watches(box));
} finally {
  box.end();
}
for (const { what, value, limit, isMet } of rows)
  console.log(`| ${what} | ${value} | ${limit} | ${isMet ? "yes" : "NO"} |`);
process.exitCode = rows.every(({ isMet }) => isMet) ? 0 : 1;
