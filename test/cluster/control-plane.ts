/**
 * A real Kubernetes control plane on loopback: etcd, kube-apiserver with RBAC, kube-controller-manager, kube-scheduler, and kwok, which plays
 * the nodes and their pods as kwok.yaml says. Needs no root, no network, no container runtime; storage is not synced to disk, so
 * it is for throw-away use only.
 *
 * A pod's label `sim` chooses: absent, it becomes Ready (or succeeds, with restartPolicy Never or OnFailure); `hang`, it stays
 * Pending; `fail`, its containers end with exit code 1.
 */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Subprocess } from "bun";
import { makeCertificates, type Certificates } from "../servers/certificates.ts";
import { controlPlanePrograms, type ProgramName } from "./build.ts";

export interface ControlPlane {
  /** The path of a kubeconfig for a cluster administrator. */
  readonly kubeconfig: string;
  /** Ends the programs, and removes the folder. */
  stop(): Promise<void>;
}

export interface ControlPlaneOptions {
  /** Everything that is written goes here; it is removed at the end. */
  readonly folder: string;
  /** The API server's; etcd and kwok take the three after it. */
  readonly port: number;
  readonly nodes?: number;
}

const START_MS_MAX = 120_000;
const POLL_MS = 100;

export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  const plane = new Programs(options);
  try {
    await plane.start();
  } catch (error) {
    await plane.stop();
    throw error;
  }
  return { kubeconfig: plane.kubeconfig, stop: () => plane.stop() };
}

class Programs {
  readonly #folder: string;
  readonly #port: number;
  readonly #nodes: number;
  readonly #programs = controlPlanePrograms();
  readonly #running = new Map<ProgramName, Subprocess>();
  #certificates: Certificates | undefined;
  readonly #token = randomBytes(16).toString("hex");

  constructor(options: ControlPlaneOptions) {
    this.#folder = options.folder;
    this.#port = options.port;
    this.#nodes = options.nodes ?? 2;
  }

  get kubeconfig(): string {
    return this.#path("kubeconfig");
  }

  async start(): Promise<void> {
    mkdirSync(this.#path("logs"), { recursive: true, mode: 0o700 });
    this.#writeSecrets();
    mkdirSync(this.#path("pki"));
    // A user named `client`, without any rights, for tests of connections.
    this.#certificates = await makeCertificates(this.#path("pki"));
    this.#startStorage();
    this.#startServer();
    await this.#until("the API server", async () => (await this.#call("GET", "/readyz")).text() === "ok");
    this.#writeKubeconfig();
    for (let i = 0; i < this.#nodes; i++) await this.#makeNode(`node-${i}`);
    this.#startControllers();
    await this.#until("ready nodes", () => this.#nodesAreReady());
    await this.#until("the default service account", async () => {
      return (await this.#call("GET", "/api/v1/namespaces/default/serviceaccounts/default")).status === 200;
    });
  }

  async stop(): Promise<void> {
    for (const child of [...this.#running.values()].reverse()) {
      child.kill("SIGTERM");
      const killer = setTimeout(() => child.kill("SIGKILL"), 8000);
      await child.exited;
      clearTimeout(killer);
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #path(...names: string[]): string {
    return join(this.#folder, ...names);
  }

  #run(name: ProgramName, flags: Readonly<Record<string, string>>): void {
    const log = openSync(this.#path("logs", name), "w");
    const words = [join(this.#programs, name), ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`)];
    this.#running.set(name, Bun.spawn(words, { cwd: this.#folder, stdin: "ignore", stdout: log, stderr: log }));
    closeSync(log);
  }

  #writeSecrets(): void {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const pem = privateKey.export({ type: "sec1", format: "pem" });
    writeFileSync(this.#path("sa.key"), pem, { mode: 0o600 });
    writeFileSync(this.#path("tokens.csv"), `${this.#token},admin,admin,"system:masters"\n`, { mode: 0o600 });
  }

  #startStorage(): void {
    const [client, peer] = [`http://127.0.0.1:${this.#port + 1}`, `http://127.0.0.1:${this.#port + 2}`];
    this.#run("etcd", {
      "data-dir": this.#path("etcd"),
      "listen-client-urls": client,
      "advertise-client-urls": client,
      "listen-peer-urls": peer,
      "initial-advertise-peer-urls": peer,
      "initial-cluster": `default=${peer}`,
      "unsafe-no-fsync": "true",
      "log-level": "warn",
    });
  }

  #startServer(): void {
    this.#run("kube-apiserver", {
      "etcd-servers": `http://127.0.0.1:${this.#port + 1}`,
      "bind-address": "127.0.0.1",
      "secure-port": String(this.#port),
      "advertise-address": "127.0.0.1",
      "cert-dir": this.#path("certs"),
      "authorization-mode": "RBAC",
      "client-ca-file": this.#certificates?.path("ca.pem") ?? "",
      "token-auth-file": this.#path("tokens.csv"),
      "service-cluster-ip-range": "10.96.0.0/16",
      "service-account-issuer": "https://kubernetes.default.svc",
      "service-account-key-file": this.#path("sa.key"),
      "service-account-signing-key-file": this.#path("sa.key"),
      "endpoint-reconciler-type": "none",
      "kubelet-preferred-address-types": "InternalIP",
      "allow-privileged": "true",
      profiling: "false",
    });
  }

  #startControllers(): void {
    const limits = {
      kubeconfig: this.kubeconfig,
      "leader-elect": "false",
      "secure-port": "0",
      "kube-api-qps": "200",
      "kube-api-burst": "400",
      profiling: "false",
    };
    const keys = {
      "service-account-private-key-file": this.#path("sa.key"),
      "root-ca-file": this.#path("certs", "apiserver.crt"),
    };
    this.#run("kube-controller-manager", { ...limits, ...keys });
    this.#run("kube-scheduler", limits);
    this.#writeStages();
    this.#run("kwok", {
      kubeconfig: this.kubeconfig,
      config: this.#path("kwok.yaml"),
      "manage-all-nodes": "true",
      "node-lease-duration-seconds": "40",
      "node-ip": "127.0.0.1",
      "node-port": String(this.#port + 3),
      "server-address": `127.0.0.1:${this.#port + 3}`,
      "tls-cert-file": this.#path("certs", "apiserver.crt"),
      "tls-private-key-file": this.#path("certs", "apiserver.key"),
    });
  }

  /** What the played pods do, and the two lines that every container has logged. */
  #writeStages(): void {
    const stamp = "2024-01-01T00:00:00.000000000Z stdout F";
    writeFileSync(this.#path("pod.log"), `${stamp} simulated output\n${stamp} second line\n`);
    const stages = readFileSync(join(import.meta.dir, "kwok.yaml"), "utf8");
    writeFileSync(this.#path("kwok.yaml"), stages.replace("$LOG", this.#path("pod.log")));
  }

  #writeKubeconfig(): void {
    const ca = readFileSync(this.#path("certs", "apiserver.crt")).toString("base64");
    const config = {
      apiVersion: "v1",
      kind: "Config",
      "current-context": "lade",
      clusters: [{ name: "lade", cluster: { server: this.#server, "certificate-authority-data": ca } }],
      users: [{ name: "admin", user: { token: this.#token } }],
      contexts: [{ name: "lade", context: { cluster: "lade", user: "admin" } }],
    };
    writeFileSync(this.kubeconfig, `${JSON.stringify(config, null, 1)}\n`, { mode: 0o600 });
  }

  get #server(): string {
    return `https://127.0.0.1:${this.#port}`;
  }

  async #call(method: string, path: string, body?: unknown): Promise<{ status: number; text: () => string }> {
    const response = await fetch(this.#server + path, {
      method,
      headers: { Authorization: `Bearer ${this.#token}`, "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      tls: { ca: readFileSync(this.#path("certs", "apiserver.crt"), "utf8") },
    });
    const text = await response.text();
    return { status: response.status, text: () => text };
  }

  async #makeNode(name: string): Promise<void> {
    const labels = { "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64" };
    await this.#call("POST", "/api/v1/nodes", { apiVersion: "v1", kind: "Node", metadata: { name, labels } });
  }

  async #nodesAreReady(): Promise<boolean> {
    interface Node {
      spec: { taints?: { key: string }[] };
      status?: { conditions?: { type: string; status: string }[] };
    }
    const { items } = JSON.parse((await this.#call("GET", "/api/v1/nodes")).text()) as { items: Node[] };
    const ready = (node: Node): boolean =>
      node.status?.conditions?.some((one) => one.type === "Ready" && one.status === "True") === true &&
      node.spec.taints?.some((taint) => taint.key.startsWith("node.kubernetes.io/not-ready")) !== true;
    return items.length === this.#nodes && items.every(ready);
  }

  async #until(what: string, check: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + START_MS_MAX;
    while (Date.now() < end) {
      for (const [name, child] of this.#running) {
        if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}:\n${this.#logTail(name)}`);
      }
      if (await check().catch(() => false)) return;
      await Bun.sleep(POLL_MS);
    }
    throw new Error(`${what} did not come within ${START_MS_MAX / 1000} s`);
  }

  #logTail(name: ProgramName): string {
    return readFileSync(this.#path("logs", name), "utf8").slice(-2000);
  }
}
