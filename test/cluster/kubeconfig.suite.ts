/**
 * Connections as kubeconfig files, flags and the environment name them, each against the API server of control-plane.ts that KUBECONFIG names:
 * `bun test ./test/cluster/kubeconfig.suite.ts`. HELM_UNDER_TEST names another program that must answer the same, such as Helm 4.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Discovery, Objects, type JsonObject } from "../../src/kube/index.ts";
import { testCluster } from "./connection.ts";
import { programWords } from "./program.ts";

const GIVEN = process.env["HELM_UNDER_TEST"] ?? "";
const PROGRAM = GIVEN === "" ? [...programWords(), "helm"] : [GIVEN];
const CONFIG = process.env["KUBECONFIG"] ?? "";
const PKI = join(dirname(CONFIG), "pki");
const CHANCE = Math.random().toString(36).slice(2, 10);
const EMPTY = { exit: 0, out: "", err: "" };

interface Base {
  readonly clusters: readonly [
    { readonly cluster: { readonly server: string; readonly "certificate-authority-data": string } },
  ];
  readonly users: readonly [{ readonly user: { readonly token: string } }];
}

const base = JSON.parse(readFileSync(CONFIG, "utf8")) as Base;
const [{ cluster: CLUSTER }] = base.clusters;
const {
  user: { token: TOKEN },
} = base.users[0];

let folder = "";
let objects: Objects;
let proxy: Server;
const tunnels: string[] = [];
const binding = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRoleBinding", namespace: "", name: CHANCE };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lade-kubeconfig-"));
  const cluster = testCluster();
  objects = new Objects(cluster, new Discovery(cluster));
  const { apiVersion, kind, name } = binding;
  await objects.create({
    ...{ apiVersion, kind, metadata: { name } },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view-secrets" },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "client" }],
  });
  await objects.apply(
    {
      ...{ apiVersion, kind: "ClusterRole", metadata: { name: "view-secrets" } },
      rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["list"] }],
    },
    { fieldManager: "tests" },
  );
  proxy = createServer().on("connect", (request, socket) => {
    tunnels.push(request.url ?? "");
    const [host = "", port = ""] = (request.url ?? "").split(":");
    const upstream = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    for (const one of [upstream, socket]) one.on("error", () => (upstream.destroy(), socket.destroy()));
  });
  await new Promise<void>((ready) => proxy.listen(0, "127.0.0.1", () => ready()));
});

afterAll(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await objects.delete(binding);
  rmSync(folder, { recursive: true });
});

interface Config {
  readonly cluster?: JsonObject;
  readonly user?: JsonObject;
  readonly context?: JsonObject;
  readonly top?: JsonObject;
}

let count = 0;

/** The path of a kubeconfig in a folder of tests. */
function configured({ cluster = {}, user = { token: TOKEN }, context = {}, top = {} }: Config = {}): string {
  const path = join(folder, `config-${count++}`);
  const config = {
    ...{ apiVersion: "v1", kind: "Config", "current-context": "it" },
    clusters: [{ name: "c", cluster: { ...CLUSTER, ...cluster } }],
    users: [{ name: "u", user }],
    contexts: [{ name: "it", context: { cluster: "c", user: "u", ...context } }],
    ...top,
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  if (text.startsWith("#!")) chmodSync(path, 0o755);
  return path;
}

interface Finished {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

async function list(
  kubeconfig: string,
  flags: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Finished> {
  const child = Bun.spawn([...PROGRAM, "list", "-q", ...flags], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, TZ: "UTC", KUBECONFIG: kubeconfig, ...env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { exit: await child.exited, out, err };
}

const refused = (reason: string): Finished => ({
  exit: 1,
  out: "",
  err: `Error: kubernetes cluster unreachable: ${reason}\n`,
});
const forbidden = (user: string, namespace = "default"): Finished => ({
  exit: 1,
  out: "",
  err: `Error: list: failed to list: secrets is forbidden: User "${user}" cannot list resource "secrets" in API group "" in the namespace "${namespace}"\n`,
});

describe("trust", () => {
  const pem = (): string => file("ca.crt", atob(CLUSTER["certificate-authority-data"]));
  const noData = { "certificate-authority-data": "" };

  test("an authority in a file, beside the kubeconfig", async () => {
    pem();
    expect(await list(configured({ cluster: { ...noData, "certificate-authority": "ca.crt" } }))).toEqual(EMPTY);
  });
  test("an authority given by a flag, and by the environment", async () => {
    const [without, ca] = [configured({ cluster: noData }), pem()];
    expect(await list(without, ["--kube-ca-file", ca])).toEqual(EMPTY);
    expect(await list(without, [], { HELM_KUBECAFILE: ca })).toEqual(EMPTY);
  });
  test("an authority that is not there", async () => {
    const path = configured({ cluster: { ...noData, "certificate-authority": "none.crt" } });
    expect(await list(path)).toEqual(
      refused(
        `invalid configuration: unable to read certificate-authority ${folder}/none.crt for c due to open ${folder}/none.crt: no such file or directory`,
      ),
    );
  });
  test("no authority is not trusted", async () => {
    const { exit, err } = await list(configured({ cluster: noData }));
    expect(exit).toBe(1);
    expect(err).toContain("tls: failed to verify certificate: x509: certificate signed by unknown authority");
  });
  test("none is wanted: by the file, a flag, the environment", async () => {
    expect(await list(configured({ cluster: { ...noData, "insecure-skip-tls-verify": true } }))).toEqual(EMPTY);
    expect(await list(configured(), ["--kube-insecure-skip-tls-verify"])).toEqual(EMPTY);
    expect(await list(configured(), [], { HELM_KUBEINSECURE_SKIP_TLS_VERIFY: "true" })).toEqual(EMPTY);
  });
  test("an authority and none at once", async () => {
    expect(await list(configured({ cluster: { "insecure-skip-tls-verify": true } }))).toEqual(
      refused("specifying a root certificates file with the insecure flag is not allowed"),
    );
  });
  test("another name of the server: in the file, by a flag, the environment", async () => {
    expect(await list(configured({ cluster: { "tls-server-name": "kubernetes" } }))).toEqual(EMPTY);
    expect(await list(configured(), ["--kube-tls-server-name", "kubernetes"])).toEqual(EMPTY);
    const { err } = await list(configured(), [], { HELM_KUBETLS_SERVER_NAME: "wrong.example" });
    expect(err).toContain("not wrong.example");
    const wrong = configured({ cluster: { "tls-server-name": "wrong.example" } });
    expect(await list(wrong, ["--kube-apiserver", CLUSTER.server])).toEqual(EMPTY);
  });
});

describe("who asks", () => {
  const pair = (): JsonObject => ({
    "client-certificate": join(PKI, "client.pem"),
    "client-key": join(PKI, "client.key"),
  });
  const data = (): JsonObject => ({
    "client-certificate-data": btoa(readFileSync(join(PKI, "client.pem"), "utf8")),
    "client-key-data": btoa(readFileSync(join(PKI, "client.key"), "utf8")),
  });

  test("a client certificate, in files and in place", async () => {
    expect(await list(configured({ user: pair() }))).toEqual(EMPTY);
    expect(await list(configured({ user: data() }))).toEqual(EMPTY);
  });
  test("a certificate without its key, or one that is not there", async () => {
    const { "client-key": _, ...alone } = pair();
    expect((await list(configured({ user: alone }))).err).toContain(
      "client-key-data or client-key must be specified for u to use the clientCert authentication method.",
    );
    expect((await list(configured({ user: { ...pair(), "client-key": "none" } }))).err).toContain(
      `unable to read client-key ${folder}/none for u due to open ${folder}/none: no such file or directory`,
    );
  });
  test("a token in a file, which goes before one in place", async () => {
    file("token", `${TOKEN}\n`);
    expect(await list(configured({ user: { tokenFile: "token" } }))).toEqual(EMPTY);
    expect(await list(configured({ user: { tokenFile: "token", token: "wrong" } }))).toEqual(EMPTY);
  });
  test("a token given by a flag, and by the environment", async () => {
    const without = configured({ user: {} });
    expect(await list(without)).toEqual(forbidden("system:anonymous"));
    expect(await list(without, ["--kube-token", TOKEN])).toEqual(EMPTY);
    expect(await list(without, [], { HELM_KUBETOKEN: TOKEN })).toEqual(EMPTY);
  });
  test("a token that is not known", async () => {
    expect((await list(configured({ user: { token: "wrong" } }))).err).toContain(
      "the server has asked for the client to provide credentials",
    );
  });
  test("two ways at once", async () => {
    expect(await list(configured({ user: { token: TOKEN, username: "a", password: "b" } }))).toEqual(
      refused(
        "invalid configuration: more than one authentication method found for u; found [token basicAuth], only one is allowed",
      ),
    );
  });
});

describe("as whom", () => {
  test("a user, several groups: by flags, the environment, the file", async () => {
    expect(await list(configured(), ["--kube-as-user", "someone"])).toEqual(forbidden("someone"));
    const groups = ["--kube-as-group", "a", "--kube-as-group", "system:masters"];
    expect(await list(configured(), ["--kube-as-user", "someone", ...groups])).toEqual(EMPTY);
    const env = { HELM_KUBEASUSER: "someone", HELM_KUBEASGROUPS: "a,system:masters" };
    expect(await list(configured(), [], env)).toEqual(EMPTY);
    const user = {
      token: TOKEN,
      as: "someone",
      "as-groups": ["b", "system:masters"],
      "as-user-extra": { why: ["x", "y"] },
    };
    expect(await list(configured({ user }))).toEqual(EMPTY);
  });
  test("groups of nobody", async () => {
    expect(await list(configured(), ["--kube-as-group", "system:masters"])).toEqual(
      refused("invalid configuration: requesting uid, groups or user-extra for u without impersonating a user"),
    );
  });
});

describe("a program says who asks", () => {
  const V1 = "client.authentication.k8s.io/v1";
  const exec = (command: string, more: JsonObject = {}): Config => ({
    user: { exec: { apiVersion: V1, command, interactiveMode: "Never", ...more } },
  });
  const answering = (name: string, status: JsonObject | null, version = V1): string => {
    const answer = JSON.stringify({
      apiVersion: version,
      kind: "ExecCredential",
      ...(status === null ? {} : { status }),
    });
    return file(name, `#!/bin/sh\necho called >> ${folder}/${name}.calls\ncat <<'END'\n${answer}\nEND\n`);
  };
  const calls = (name: string): number =>
    readFileSync(join(folder, `${name}.calls`), "utf8")
      .trim()
      .split("\n").length;

  test("with a token, asked for once", async () => {
    answering("once", { token: TOKEN });
    expect(await list(configured(exec("./once")))).toEqual(EMPTY);
    expect(calls("once")).toBe(1);
  });
  test("with a token that has expired, asked for again", async () => {
    answering("stale", { token: TOKEN, expirationTimestamp: "2020-01-01T00:00:00Z" });
    expect(await list(configured(exec("./stale")))).toEqual(EMPTY);
    expect(calls("stale")).toBeGreaterThan(1);
  });
  test.if(GIVEN === "")("with a token that the server no longer takes, asked for again (Helm fails)", async () => {
    const answer = (token: string): string =>
      JSON.stringify({ apiVersion: V1, kind: "ExecCredential", status: { token } });
    const mark = join(folder, "rotated");
    file(
      "rotates",
      `#!/bin/sh\nif [ -e ${mark} ]; then echo '${answer(TOKEN)}'; else touch ${mark}; echo '${answer("old")}'; fi\n`,
    );
    expect(await list(configured(exec("./rotates")))).toEqual(EMPTY);
  });
  test("with a certificate", async () => {
    const [clientCertificateData, clientKeyData] = ["client.pem", "client.key"].map((name) =>
      readFileSync(join(PKI, name), "utf8"),
    );
    answering("pair", { clientCertificateData: clientCertificateData ?? "", clientKeyData: clientKeyData ?? "" });
    expect(await list(configured(exec("./pair")))).toEqual(EMPTY);
  });
  test("is told what it needs", async () => {
    file("told", `#!/bin/sh\nprintf '%s' "$KUBERNETES_EXEC_INFO|$WHO|$1" > ${folder}/told.txt\nexit 3\n`);
    const config = configured({
      ...exec("./told", { args: ["word"], env: [{ name: "WHO", value: "me" }], provideClusterInfo: true }),
      cluster: { extensions: [{ name: "client.authentication.k8s.io/exec", extension: { audience: "x" } }] },
    });
    expect((await list(config)).err).toContain(
      `getting credentials: exec: executable ${folder}/told failed with exit code 3`,
    );
    const [info = "", ...rest] = readFileSync(join(folder, "told.txt"), "utf8").split("|");
    expect(rest).toEqual(["me", "word"]);
    expect(JSON.parse(info)).toEqual({
      ...{ kind: "ExecCredential", apiVersion: V1 },
      spec: { cluster: { ...CLUSTER, config: { audience: "x" } }, interactive: false },
    });
  });
  const FAULTS: readonly (readonly [string, () => Config, string])[] = [
    [
      "not installed",
      () => exec("no-such-plugin", { installHint: "get it" }),
      "getting credentials: exec: executable no-such-plugin not found\n\nIt looks like you are trying to use a client-go credential plugin that is not installed.",
    ],
    ["no status", () => exec(answering("bare", null)), "getting credentials: exec plugin didn't return a status field"],
    ["no token", () => exec(answering("void", {})), "exec plugin didn't return a token or cert/key pair"],
    [
      "half a pair",
      () => exec(answering("half", { clientKeyData: "x" })),
      "exec plugin returned only certificate or key, not both",
    ],
    [
      "another version",
      () => exec(answering("old", { token: TOKEN }, "client.authentication.k8s.io/v1beta1")),
      "exec plugin is configured to use API version client.authentication.k8s.io/v1, plugin returned version client.authentication.k8s.io/v1beta1",
    ],
    [
      "an unknown version",
      () => exec("./once", { apiVersion: "example.com/v1" }),
      'exec plugin: invalid apiVersion "example.com/v1"',
    ],
    [
      "no mode",
      () => exec("./once", { interactiveMode: "" }),
      "invalid configuration: interactiveMode must be specified for u to use exec authentication plugin",
    ],
    [
      "a terminal that is not there",
      () => exec("./once", { interactiveMode: "Always" }),
      "getting credentials: exec plugin cannot support interactive mode: standard input is not a terminal",
    ],
  ];
  for (const [name, config, message] of FAULTS) {
    test(name, async () => {
      const { exit, err } = await list(configured(config()));
      expect(exit).toBe(1);
      expect(err).toContain(message);
    });
  }
});

describe("where", () => {
  test("through a proxy that the file names", async () => {
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    expect(await list(configured({ cluster: { "proxy-url": url } }))).toEqual(EMPTY);
    expect(tunnels).toContain(new URL(CLUSTER.server).host);
  });
  test("a proxy that cannot be one", async () => {
    expect(await list(configured({ cluster: { "proxy-url": "ftp://x" } }))).toEqual(
      refused(
        `invalid configuration: invalid 'proxy-url' "ftp://x" for cluster "c": unsupported scheme "ftp", must be http, https, or socks5`,
      ),
    );
  });
  test("contexts: by a flag, the environment, and one that is not there", async () => {
    const top = { "current-context": "gone" };
    expect(await list(configured({ top }), ["--kube-context", "it"])).toEqual(EMPTY);
    expect(await list(configured({ top }), [], { HELM_KUBECONTEXT: "it" })).toEqual(EMPTY);
    expect(await list(configured({ top }))).toEqual(
      refused("invalid configuration: context was not found for specified context: gone"),
    );
    expect(await list(configured(), ["--kube-context", "other"])).toEqual(refused('context "other" does not exist'));
  });
  test("the server: by a flag, the environment, KUBERNETES_MASTER", async () => {
    const wrong = configured({ cluster: { server: "https://127.0.0.1:1" } });
    expect(await list(wrong, ["--kube-apiserver", CLUSTER.server])).toEqual(EMPTY);
    expect(await list(wrong, [], { HELM_KUBEAPISERVER: CLUSTER.server })).toEqual(EMPTY);
    const { err } = await list("/dev/null", [], { KUBERNETES_MASTER: "http://127.0.0.1:1" });
    expect(err).toContain('Get "http://127.0.0.1:1/version": dial tcp 127.0.0.1:1: connect: connection refused');
  });
  test("the namespace of the context, or of a flag", async () => {
    const user = { token: TOKEN, as: "someone" };
    expect(await list(configured({ user, context: { namespace: "shop" } }))).toEqual(forbidden("someone", "shop"));
    const flagged = await list(configured({ user, context: { namespace: "shop" } }), ["-n", "other"]);
    expect(flagged).toEqual(forbidden("someone", "other"));
  });
  test("several files: the first that says a thing wins, missing ones are passed over", async () => {
    const first = file(
      "first",
      JSON.stringify({ "current-context": "it", users: [{ name: "u", user: { token: TOKEN } }] }),
    );
    const second = configured({ user: { token: "wrong" }, top: { "current-context": "gone" } });
    expect(await list(`${first}:${folder}/missing:${second}`)).toEqual(EMPTY);
    expect(await list("none", ["--kubeconfig", second, "--kube-context", "it", "--kube-token", TOKEN])).toEqual(EMPTY);
  });
});
