import { afterEach, describe, expect, test } from "bun:test";
import { ApiError, objectAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { machinePorts, memoryStorage, Sandbox, type CallWebhook } from "../index.ts";

const ADMISSION = "/apis/admissionregistration.k8s.io/v1";
const MAPS = "/api/v1/namespaces/default/configmaps";
const PODS = "/api/v1/namespaces/default/pods";
const ADMISSION_VERSION = "admissionregistration.k8s.io/v1";
const TRIES = 200;

const opened: Sandbox[] = [];
afterEach(() => {
  for (const sandbox of opened.splice(0)) sandbox.close();
});

function open(callWebhook?: CallWebhook): Sandbox {
  const ports = { storage: memoryStorage(), ports: machinePorts };
  const sandbox = new Sandbox(callWebhook === undefined ? ports : { ...ports, callWebhook });
  opened.push(sandbox);
  return sandbox;
}

const post = async (sandbox: Sandbox, path: string, body: JsonObject, query = {}) =>
  await sandbox.request({ method: "POST", path, body, query });

async function refusal(promise: Promise<unknown>): Promise<ApiError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < TRIES; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await Bun.sleep(10);
  }
  throw new Error("it does not come");
}

const map = (name: string, data: JsonObject = {}): JsonObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name },
  data,
});

const rules = (resource: string, ...operations: string[]): JsonValue => [
  { apiGroups: ["*"], apiVersions: ["*"], resources: [resource], operations },
];

async function policy(sandbox: Sandbox, spec: JsonObject, actions = ["Deny"]): Promise<void> {
  await post(sandbox, `${ADMISSION}/validatingadmissionpolicies`, {
    apiVersion: ADMISSION_VERSION,
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: "p" },
    spec,
  });
  await post(sandbox, `${ADMISSION}/validatingadmissionpolicybindings`, {
    apiVersion: ADMISSION_VERSION,
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: "b" },
    spec: { policyName: "p", validationActions: actions },
  });
}

async function webhook(sandbox: Sandbox, kind: "Validating" | "Mutating", more: JsonObject): Promise<void> {
  await post(sandbox, `${ADMISSION}/${kind.toLowerCase()}webhookconfigurations`, {
    apiVersion: ADMISSION_VERSION,
    kind: `${kind}WebhookConfiguration`,
    metadata: { name: kind.toLowerCase() },
    webhooks: [
      {
        name: "w.example.com",
        admissionReviewVersions: ["v1"],
        sideEffects: "None",
        clientConfig: { url: "https://127.0.0.1:1/w" },
        ...more,
      },
    ],
  });
}

/** Answers with this response, with the uid that it must have. */
const answering =
  (respond: (request: JsonObject) => JsonObject | Promise<JsonObject>): CallWebhook =>
  async ({ body }) => {
    const request = objectAt(body, "request");
    const response = { uid: request["uid"] ?? "", ...(await respond(request)) };
    return { kind: "AdmissionReview", apiVersion: "admission.k8s.io/v1", response };
  };

const deployment: JsonObject = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web" },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: "web" } },
    template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "main", image: "nginx" }] } },
  },
};

const pods = async (sandbox: Sandbox): Promise<readonly JsonValue[]> => {
  const { body } = await sandbox.request({ method: "GET", path: PODS });
  return (objectAt({ body }, "body")["items"] as JsonValue[] | undefined) ?? [];
};

describe("policies", () => {
  test("deny, also a dry run, until they go", async () => {
    const sandbox = open();
    await policy(sandbox, {
      matchConstraints: { resourceRules: rules("configmaps", "CREATE") },
      validations: [{ expression: "object.metadata.name.startsWith('a-')" }],
    });
    const error = await refusal(post(sandbox, MAPS, map("b")));
    expect([error.status, error.message]).toEqual([
      422,
      "configmaps \"b\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: failed expression: object.metadata.name.startsWith('a-')",
    ]);
    expect((await refusal(post(sandbox, MAPS, map("b"), { dryRun: "All" }))).status).toBe(422);
    await post(sandbox, MAPS, map("a-1"));
    await sandbox.request({ method: "DELETE", path: `${ADMISSION}/validatingadmissionpolicybindings/b` });
    await post(sandbox, MAPS, map("b"));
  });

  test("warn", async () => {
    const sandbox = open();
    const matchConstraints = { resourceRules: rules("configmaps", "CREATE") };
    await policy(sandbox, { matchConstraints, validations: [{ expression: "false", message: "hm" }] }, ["Warn"]);
    const { warnings } = await post(sandbox, MAPS, map("a"));
    expect(warnings).toEqual(["Validation failed for ValidatingAdmissionPolicy 'p' with binding 'b': hm"]);
  });

  test("forbid controllers their writes", async () => {
    const sandbox = open();
    await policy(sandbox, {
      matchConstraints: { resourceRules: rules("pods", "CREATE") },
      validations: [
        { expression: "request.userInfo.username != 'system:kube-controller-manager'", message: "no pods" },
      ],
    });
    await post(sandbox, "/apis/apps/v1/namespaces/default/deployments", deployment);
    const failure = await until(async () => {
      const { body } = await sandbox.request({
        method: "GET",
        path: "/apis/apps/v1/namespaces/default/deployments/web",
      });
      const found = JSON.stringify(objectAt(body, "status"));
      return found.includes("ReplicaFailure") ? found : undefined;
    });
    expect(failure).toContain("denied request: no pods");
    expect(await pods(sandbox)).toEqual([]);
  });

  test("outlive the process", async () => {
    const first = open();
    const matchConstraints = { resourceRules: rules("*", "CREATE", "UPDATE") };
    await policy(first, { matchConstraints, validations: [{ expression: "false" }] });
    const second = open();
    second.restore(first.snapshot());
    expect((await refusal(post(second, MAPS, map("a")))).status).toBe(422);
  });
});

describe("rules of custom resources", () => {
  const definition = (rule: string): JsonObject => ({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "things.example.com" },
    spec: {
      group: "example.com",
      scope: "Namespaced",
      names: { plural: "things", kind: "Thing", singular: "thing", listKind: "ThingList" },
      versions: [
        {
          name: "v1",
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: "object",
              properties: {
                spec: {
                  type: "object",
                  properties: { size: { type: "integer" } },
                  "x-kubernetes-validations": [{ rule, message: "too large" }],
                },
              },
            },
          },
        },
      ],
    },
  });
  const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

  test("are checked when they are made, and decide", async () => {
    const sandbox = open();
    const wrong = await refusal(post(sandbox, DEFINITIONS, definition("self.sizes < 10")));
    expect(wrong.message).toContain("undefined field 'sizes'");
    await post(sandbox, DEFINITIONS, definition("self.size < 10"));
    const things = "/apis/example.com/v1/namespaces/default/things";
    const thing = (size: number): JsonObject => ({
      apiVersion: "example.com/v1",
      kind: "Thing",
      metadata: { name: "one" },
      spec: { size },
    });
    const served = async (): Promise<true | undefined> =>
      (await refusal(post(sandbox, things, thing(10)))).status === 404 ? undefined : true;
    await until(served);
    const error = await refusal(post(sandbox, things, thing(10)));
    expect(error.message).toBe('Thing.example.com "one" is invalid: spec: Invalid value: too large');
    await post(sandbox, things, thing(9));
  });
});

describe("webhooks", () => {
  test("are asked in turn, change what is made, and forbid it", async () => {
    const asked: string[] = [];
    const sandbox = open(
      answering((request) => {
        asked.push(`${textAt(request, "operation")} ${textAt(request, "name")}`);
        if (textAt(request, "object", "data", "bad") !== "") return { allowed: false, status: { message: "bad" } };
        const patch = btoa(JSON.stringify([{ op: "add", path: "/data", value: { made: "yes" } }]));
        return { allowed: true, patchType: "JSONPatch", patch, warnings: ["changed"] };
      }),
    );
    await webhook(sandbox, "Mutating", { rules: rules("configmaps", "CREATE") });
    const { body, warnings } = await post(sandbox, MAPS, map("a"));
    expect([objectAt(body, "data"), warnings]).toEqual([{ made: "yes" }, ["changed"]]);
    expect((await refusal(post(sandbox, MAPS, map("b", { bad: "1" })))).message).toBe(
      'admission webhook "w.example.com" denied the request: bad',
    );
    expect(asked).toEqual(["CREATE a", "CREATE b"]);
  });

  test("let controllers wait, too", async () => {
    const sandbox = open(
      answering(async () => {
        await Bun.sleep(20);
        const patch = btoa(JSON.stringify([{ op: "add", path: "/metadata/labels/made", value: "yes" }]));
        return { allowed: true, patchType: "JSONPatch", patch };
      }),
    );
    await webhook(sandbox, "Mutating", { rules: rules("pods", "CREATE") });
    await post(sandbox, "/apis/apps/v1/namespaces/default/deployments", deployment);
    const made = await until(async () => {
      const all = await pods(sandbox);
      return all.length === 2 ? all : undefined;
    });
    expect(made.map((pod) => textAt(pod, "metadata", "labels", "made"))).toEqual(["yes", "yes"]);
  });

  test("that cannot be reached forbid, or are passed over, as they say", async () => {
    const sandbox = open(() => Promise.reject(new Error('Post "https://127.0.0.1:1/w?timeout=10s": EOF')));
    await webhook(sandbox, "Validating", { rules: rules("configmaps", "CREATE") });
    await webhook(sandbox, "Mutating", { rules: rules("configmaps", "CREATE"), failurePolicy: "Ignore" });
    expect((await refusal(post(sandbox, MAPS, map("a")))).message).toBe(
      'Internal error occurred: failed calling webhook "w.example.com": failed to call webhook: Post "https://127.0.0.1:1/w?timeout=10s": EOF',
    );
  });
});

test("nothing of it is loaded before it is needed", async () => {
  const program = `
    import { machinePorts, memoryStorage, Sandbox } from ${JSON.stringify(`${import.meta.dir}/../index.ts`)};
    const sandbox = new Sandbox({ storage: memoryStorage(), ports: machinePorts });
    await sandbox.request({ method: "POST", path: ${JSON.stringify(MAPS)}, body: ${JSON.stringify(map("a"))} });
    sandbox.close();
    console.log(JSON.stringify(Object.keys(require.cache).filter((path) => /src.cel.|admission.engine/.test(path))));
  `;
  const child = Bun.spawn([process.execPath, "-e", program], { stdout: "pipe", stderr: "inherit" });
  expect(JSON.parse(await new Response(child.stdout).text())).toEqual([]);
});
