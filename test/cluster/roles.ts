/**
 * Who may do what: requests as several users and with tokens of ServiceAccounts, in a namespace of its own, on any server. What was answered comes back with
 * everything masked that differs from run to run; `test/cases/roles.json` is what a real API server answered (`bun test/cluster/record-roles.ts`).
 */
import { resolve } from "node:path";
import { connect, kubeconfigFiles } from "../../src/cluster/index.ts";
import {
  ApiError,
  isObject,
  Kubeconfig,
  listAt,
  objectAt,
  textAt,
  type ApiRequest,
  type Cluster,
  type ConnectionOverrides,
  type JsonObject,
  type JsonValue,
} from "../../src/kube/index.ts";
import { disk } from "../../src/sys/index.ts";

export const ROLES_FILE = resolve(import.meta.dir, "../cases/roles.json");

const RBAC = "/apis/rbac.authorization.k8s.io/v1";
const WAIT_MS_MAX = 20_000;

export interface Answered {
  readonly what: string;
  readonly answer: JsonValue;
}

type As = Pick<ConnectionOverrides, "token" | "asUser" | "asGroups">;

class Stage {
  readonly answers: Answered[] = [];
  readonly #path: string;
  readonly #run = Math.random().toString(36).slice(2, 8);

  constructor(path: string) {
    this.#path = path;
  }

  #cluster(as: As): Cluster {
    const kubeconfig = new Kubeconfig(kubeconfigFiles({ files: disk, cwd: process.cwd() }, [this.#path]));
    const env = { get: (name: string) => process.env[name] };
    return connect(kubeconfig, { files: disk, env, overrides: as, userAgent: "lade-tests" });
  }

  #fill(request: ApiRequest): ApiRequest {
    return JSON.parse(JSON.stringify(request).replaceAll("$NS", `roles-${this.#run}`)) as ApiRequest;
  }

  async ask(request: ApiRequest, as: As = {}): Promise<JsonValue> {
    try {
      return (await this.#cluster(as).request(this.#fill(request))).body;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { code: error.status, reason: error.reason, message: error.message };
    }
  }

  note(what: string, answer: JsonValue): void {
    const text = JSON.stringify(answer).replaceAll(`roles-${this.#run}`, "$NS");
    const masked = text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<UID>");
    this.answers.push({ what, answer: JSON.parse(masked) as JsonValue });
  }

  async until(what: string, check: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + WAIT_MS_MAX;
    while (!(await check())) {
      if (Date.now() > end) throw new Error(`it did not come: ${what}`);
      await Bun.sleep(20);
    }
  }
}

const post = (path: string, body: JsonObject): ApiRequest => ({ method: "POST", path, body });

function role(
  kind: "Role" | "ClusterRole",
  name: string,
  rules: readonly JsonValue[],
  more: JsonObject = {},
): JsonObject {
  return {
    ...{ apiVersion: "rbac.authorization.k8s.io/v1", kind, rules: [...rules] },
    metadata: { name, ...(kind === "Role" ? { namespace: "$NS" } : {}), ...objectAt(more, "metadata") },
    ...(isObject(more["aggregationRule"]) ? { aggregationRule: more["aggregationRule"] } : {}),
  };
}

function binding(name: string, to: JsonObject, [kind, of]: readonly ["Role" | "ClusterRole", string]): JsonObject {
  return {
    ...{ apiVersion: "rbac.authorization.k8s.io/v1", kind: "RoleBinding", metadata: { name, namespace: "$NS" } },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind, name: of },
    subjects: [to],
  };
}

const user = (name: string): JsonObject => ({ kind: "User", apiGroup: "rbac.authorization.k8s.io", name });
const group = (name: string): JsonObject => ({ kind: "Group", apiGroup: "rbac.authorization.k8s.io", name });
const account = (name: string): JsonObject => ({ kind: "ServiceAccount", name, namespace: "$NS" });

/** Who → what they ask for: verb, group, resource, name. */
const QUESTIONS: readonly (readonly [verb: string, group: string, resource: string, name?: string])[] = [
  ["get", "", "pods"],
  ["get", "", "pods/log"],
  ["create", "", "pods"],
  ["get", "", "secrets"],
  ["get", "", "secrets", "one"],
  ["list", "", "configmaps"],
  ["delete", "apps", "deployments"],
  ["patch", "apps", "deployments/scale"],
  ["patch", "apps", "statefulsets/scale"],
  ["get", "example.com", "things"],
  ["create", "rbac.authorization.k8s.io", "roles"],
  ["get", "", "nodes"],
  ["create", "authorization.k8s.io", "selfsubjectaccessreviews"],
];

export async function playRoles(kubeconfig: string): Promise<Answered[]> {
  const stage = new Stage(kubeconfig);
  try {
    await furnish(stage);
    await askAll(stage);
    await askRules(stage);
    await useTokens(stage);
    await escalate(stage);
    return stage.answers;
  } finally {
    await stage.ask({ method: "DELETE", path: "/api/v1/namespaces/$NS" });
    for (const name of ["$NS-whole", "$NS-part"])
      await stage.ask({ method: "DELETE", path: `${RBAC}/clusterroles/${name}` });
  }
}

async function furnish(stage: Stage): Promise<void> {
  await stage.ask(post("/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: "$NS" } }));
  const accounts = "/api/v1/namespaces/$NS/serviceaccounts";
  await stage.ask(
    post(accounts, { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "robot", namespace: "$NS" } }),
  );
  const roles = `${RBAC}/namespaces/$NS/roles`;
  await stage.ask(
    post(
      roles,
      role("Role", "one-secret", [{ verbs: ["get"], apiGroups: [""], resources: ["secrets"], resourceNames: ["one"] }]),
    ),
  );
  await stage.ask(
    post(roles, role("Role", "scaler", [{ verbs: ["patch"], apiGroups: ["apps"], resources: ["*/scale"] }])),
  );
  const label = { [`$NS/part`]: "true" };
  const things = [{ verbs: ["get", "list"], apiGroups: ["example.com"], resources: ["things"] }];
  await stage.ask(
    post(`${RBAC}/clusterroles`, role("ClusterRole", "$NS-part", things, { metadata: { labels: label } })),
  );
  const aggregationRule = { clusterRoleSelectors: [{ matchLabels: label }] };
  await stage.ask(post(`${RBAC}/clusterroles`, role("ClusterRole", "$NS-whole", [], { aggregationRule })));
  await stage.until("the sum of its parts", async () => {
    const whole = await stage.ask({ method: "GET", path: `${RBAC}/clusterroles/$NS-whole` });
    return listAt(whole, "rules").length > 0;
  });
  const bindings = [
    binding("viewers", user("ann"), ["ClusterRole", "view"]),
    binding("editors", account("robot"), ["ClusterRole", "edit"]),
    binding("admins", user("eve"), ["ClusterRole", "admin"]),
    binding("secret", user("bob"), ["Role", "one-secret"]),
    binding("scalers", user("bob"), ["Role", "scaler"]),
    binding("things", group("thinkers"), ["ClusterRole", "$NS-whole"]),
  ];
  for (const one of bindings) await stage.ask(post(`${RBAC}/namespaces/$NS/rolebindings`, one));
}

const SUBJECTS: readonly (readonly [name: string, groups: readonly string[]])[] = [
  ["ann", ["system:authenticated"]],
  ["bob", ["system:authenticated"]],
  ["eve", ["system:authenticated"]],
  ["tim", ["thinkers"]],
  ["system:serviceaccount:$NS:robot", ["system:serviceaccounts", "system:authenticated"]],
  ["root", ["system:masters"]],
];

async function askAll(stage: Stage): Promise<void> {
  await boundAll(stage);
  for (const subject of SUBJECTS) {
    for (const question of QUESTIONS) {
      const said = await review(stage, subject, question);
      stage.note(`${subject[0]}: ${question.join(" ")}`, said);
    }
  }
  for (const path of ["/healthz", "/api/v1", "/metrics"]) {
    const spec = { user: "ann", groups: ["system:authenticated"], nonResourceAttributes: { verb: "get", path } };
    const body = { apiVersion: "authorization.k8s.io/v1", kind: "SubjectAccessReview", spec };
    const answer = await stage.ask(post("/apis/authorization.k8s.io/v1/subjectaccessreviews", body));
    const said = objectAt(answer, "status");
    // Two bindings allow it, `system:discovery` and `system:public-info-viewer`: which one is named is the server's chance.
    stage.note(`ann: get ${path}`, path === "/healthz" ? { allowed: said["allowed"] ?? false } : said);
  }
}

/** What a binding or a role says counts a moment later, and each kind for itself. */
async function boundAll(stage: Stage): Promise<void> {
  const last = [
    [
      ["ann", []],
      ["get", "", "pods"],
    ],
    [
      ["bob", []],
      ["patch", "apps", "statefulsets/scale"],
    ],
    [
      ["tim", ["thinkers"]],
      ["get", "example.com", "things"],
    ],
  ] as const;
  for (const [subject, question] of last)
    await stage.until(
      `what binds ${subject[0]}`,
      async () => objectAt(await review(stage, subject, question))["allowed"] === true,
    );
}

async function review(
  stage: Stage,
  [who, groups]: (typeof SUBJECTS)[number] = ["", []],
  [verb, of, resource, name]: (typeof QUESTIONS)[number] = ["", "", ""],
): Promise<JsonValue> {
  const [plural = "", subresource] = resource.split("/");
  const resourceAttributes = {
    ...{ namespace: "$NS", verb, group: of, resource: plural },
    ...(subresource === undefined ? {} : { subresource }),
    ...(name === undefined ? {} : { name }),
  };
  const spec = { user: who, groups: [...groups], resourceAttributes };
  const body = { apiVersion: "authorization.k8s.io/v1", kind: "SubjectAccessReview", spec };
  return objectAt(await stage.ask(post("/apis/authorization.k8s.io/v1/subjectaccessreviews", body)), "status");
}

async function askRules(stage: Stage): Promise<void> {
  const body = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectRulesReview", spec: { namespace: "$NS" } };
  const answer = await stage.ask(post("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", body), {
    asUser: "bob",
  });
  const texts = (list: string): string[] =>
    listAt(answer, "status", list)
      .map((one) => JSON.stringify(sorted(one)))
      .sort();
  stage.note("bob's rules", { resources: texts("resourceRules"), others: texts("nonResourceRules") });
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key] ?? null)]),
  );
}

async function useTokens(stage: Stage): Promise<void> {
  const path = "/api/v1/namespaces/$NS/serviceaccounts/robot/token";
  const request = (spec: JsonObject): ApiRequest =>
    post(path, { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec });
  const made = await stage.ask(request({ expirationSeconds: 3600 }));
  stage.note("too short a token", await stage.ask(request({ expirationSeconds: 10 })));
  const token = textAt(made, "status", "token");
  const [, claims = ""] = token.split(".");
  const read = JSON.parse(Buffer.from(claims, "base64url").toString()) as JsonObject;
  stage.note("what the token says", {
    sub: read["sub"] ?? null,
    keys: Object.keys(objectAt(read, "kubernetes.io")).sort(),
  });
  const who = post("/apis/authentication.k8s.io/v1/tokenreviews", {
    ...{ apiVersion: "authentication.k8s.io/v1", kind: "TokenReview", spec: { token } },
  });
  const { extra: _, ...known } = objectAt(objectAt(await stage.ask(who), "status"), "user");
  stage.note("whose token it is", known);
  const as = { token };
  const pods = { method: "GET", path: "/api/v1/namespaces/$NS/pods" } as const;
  stage.note(
    "with the token: its own pods",
    objectAt(await stage.ask(pods, as))["kind"] ?? (await stage.ask(pods, as)),
  );
  const elsewhere = { method: "GET", path: "/api/v1/namespaces/default/pods" } as const;
  stage.note("with the token: others", await stage.ask(elsewhere, as));
  stage.note("with the token: nodes", await stage.ask({ method: "GET", path: "/api/v1/nodes/x" }, as));
  const impersonated = await stage.ask(pods, { ...as, asUser: "ann" });
  stage.note("with the token: as another", impersonated);
  stage.note("a token that is none", await stage.ask(pods, { token: `${token.slice(0, -4)}AAAA` }));
  await stage.ask({ method: "DELETE", path: "/api/v1/namespaces/$NS/serviceaccounts/robot" });
  await stage.until("the end of the token", async () => textAt(await stage.ask(pods, as), "reason") === "Unauthorized");
  stage.note("a token of nobody any more", await stage.ask(pods, as));
}

/** What eve, who is the namespace's administrator, may give to others. */
async function escalate(stage: Stage): Promise<void> {
  const eve = { asUser: "eve", asGroups: ["system:authenticated"] };
  const give = async (what: string, body: JsonObject): Promise<void> => {
    const plural = body["kind"] === "Role" ? "roles" : "rolebindings";
    const answer = await stage.ask(post(`${RBAC}/namespaces/$NS/${plural}`, body), eve);
    stage.note(
      `eve makes ${what}`,
      textAt(answer, "message") === "" ? { made: textAt(answer, "metadata", "name") } : answer,
    );
  };
  await give(
    "a role of what she has",
    role("Role", "less", [{ verbs: ["get"], apiGroups: [""], resources: ["pods"] }]),
  );
  const more = [{ verbs: ["get", "list"], apiGroups: ["example.com"], resources: ["things"] }];
  await give("a role of more than she has", role("Role", "more", more));
  await give("a binding to what she has", binding("less", user("tom"), ["ClusterRole", "view"]));
  await give("a binding to more", binding("more", user("tom"), ["ClusterRole", "$NS-whole"]));
  const secrets = [{ verbs: ["get"], apiGroups: [""], resources: ["secrets"] }];
  await give("a role that can be changed", role("Role", "grown", secrets));
  const path = `${RBAC}/namespaces/$NS/roles/grown`;
  const body = { rules: [...secrets, ...more] };
  const contentType = "application/merge-patch+json";
  stage.note("eve lets it grow", await stage.ask({ method: "PATCH", path, body, contentType }, eve));
}
