/** Where a named sandbox lives: its objects, its keys, and the kubeconfig for its clients. Only for the owner. */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { makeIdentity, type Identity } from "./certificate.ts";

const NAME = /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/;

export class SandboxNameError extends Error {
  override name = "SandboxNameError";

  constructor(name: string) {
    super(`${JSON.stringify(name)} is no name for a sandbox: use up to 40 lower case letters, digits and dashes`);
  }
}

/** How clients reach a sandbox. */
export interface Access {
  readonly server: string;
  readonly certificate: string;
  readonly token: string;
}

export class SandboxHome {
  readonly name: string;
  readonly folder: string;

  /** Throws `SandboxNameError`. */
  constructor(state: string, name: string) {
    if (!NAME.test(name)) throw new SandboxNameError(name);
    this.name = name;
    this.folder = join(state, "lade", "sandbox", name);
  }

  get database(): string {
    return join(this.folder, "objects.db");
  }

  get kubeconfig(): string {
    return join(this.folder, "kubeconfig");
  }

  get log(): string {
    return join(this.folder, "log");
  }

  get exists(): boolean {
    return existsSync(this.folder);
  }

  make(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    chmodSync(this.folder, 0o700);
  }

  /** Made once, so that a kubeconfig goes on to be right. */
  identity(): Identity {
    const path = join(this.folder, "identity.json");
    if (!existsSync(path)) this.#write(path, JSON.stringify(makeIdentity()));
    return JSON.parse(readFileSync(path, "utf8")) as Identity;
  }

  token(): string {
    const path = join(this.folder, "token");
    if (!existsSync(path)) this.#write(path, randomUUID());
    return readFileSync(path, "utf8");
  }

  /** Undefined where none was written yet. */
  access(): Access | undefined {
    if (!existsSync(this.kubeconfig)) return undefined;
    const config = JSON.parse(readFileSync(this.kubeconfig, "utf8")) as Config;
    const [cluster, user] = [config.clusters[0]?.cluster, config.users[0]?.user];
    if (cluster === undefined || user === undefined) return undefined;
    return { server: cluster.server, certificate: atob(cluster["certificate-authority-data"]), token: user.token };
  }

  writeKubeconfig({ server, certificate, token }: Access): void {
    const name = this.name === "default" ? "lade-sandbox" : `lade-sandbox-${this.name}`;
    const config: Config & Record<string, unknown> = {
      apiVersion: "v1",
      kind: "Config",
      "current-context": name,
      clusters: [{ name, cluster: { server, "certificate-authority-data": btoa(certificate) } }],
      users: [{ name, user: { token } }],
      contexts: [{ name, context: { cluster: name, user: name, namespace: "default" } }],
    };
    this.#write(this.kubeconfig, `${JSON.stringify(config, null, 2)}\n`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #write(path: string, text: string): void {
    const aside = `${path}.${process.pid}`;
    writeFileSync(aside, text, { mode: 0o600 });
    renameSync(aside, path);
  }
}

interface Config {
  readonly clusters: readonly {
    readonly name: string;
    readonly cluster: { readonly server: string; readonly "certificate-authority-data": string };
  }[];
  readonly users: readonly { readonly name: string; readonly user: { readonly token: string } }[];
  readonly [key: string]: unknown;
}
