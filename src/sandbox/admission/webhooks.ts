/** Admission webhooks: asked over HTTPS, one after the other (apiserver pkg/admission/plugin/webhook 0.36, with its texts). */
import {
  isObject,
  listAt,
  numberAt,
  objectAt,
  parseJson,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import { unmarshal } from "../../go/json/index.ts";
import { normalized } from "../objects/read-body.ts";
import { jsonPatched, PatchError } from "../patch/json-patch.ts";
import { randomUid } from "../ports.ts";
import { goKind } from "../wire/body.ts";
import { badRequest, forbidden, Refusal } from "../wire/refusal.ts";
import { requestOf, type Seen } from "./activation-values.ts";
import type { Attributes } from "./attributes.ts";
import { COLLECTIONS } from "./collections.ts";
import type { Deciding } from "./engine.ts";
import { ExpressionError, type Expression } from "./expressions.ts";
import { matchesWebhook, shownIn, type Matched } from "./matching.ts";
import { compileConditions, meetsConditions } from "./match-conditions.ts";
import { Waiting } from "./waiting.ts";

const TIMEOUT_SECONDS = 10;
/** The time, and the name of the volume with a pod's token. */
const MADE_ANEW = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z|kube-api-access-\w{5}/g;

interface Invoked {
  readonly webhook: JsonObject;
  readonly attributes: Attributes;
  readonly matched: Matched;
  readonly deciding: Deciding;
  readonly isMutating: boolean;
}

/** A webhook that cannot be asked; its failure policy says what follows. */
class CallFailed extends Error {}

/** Throws what forbids it. */
export function askValidatingWebhooks(attributes: Attributes, deciding: Deciding): void {
  for (const webhook of webhooksOf(COLLECTIONS.validatingWebhooks, deciding))
    invoke(webhook, attributes, { deciding, isMutating: false, round: 0 });
}

/** The object as the webhooks change it. */
export function askMutatingWebhooks(
  attributes: Attributes,
  deciding: Deciding,
  { isAgain }: { readonly isAgain: boolean },
): JsonObject | undefined {
  let object = attributes.object;
  for (const webhook of webhooksOf(COLLECTIONS.mutatingWebhooks, deciding)) {
    if (isAgain && textAt(webhook, "reinvocationPolicy") !== "IfNeeded") continue;
    const response = invoke(
      webhook,
      { ...attributes, object },
      {
        ...{ deciding, isMutating: true },
        round: isAgain ? 1 : 0,
      },
    );
    if (response !== undefined) object = patchedBy(response, { ...attributes, object }, textAt(webhook, "name"));
  }
  return object;
}

/** By the names of their configurations. */
function webhooksOf(collection: string, { server, call }: Deciding): JsonObject[] {
  if (call === "nobody") return [];
  const name = (one: JsonObject): string => textAt(one, "metadata", "name");
  const all = server.store.list(collection).sort((a, b) => (name(a) < name(b) ? -1 : 1));
  return all.flatMap((one) => listAt(one, "webhooks").filter(isObject));
}

/** What it answers; undefined where it is not asked, or its failure does not matter. */
function invoke(
  webhook: JsonObject,
  attributes: Attributes,
  { deciding, isMutating, round }: Pick<Invoked, "deciding" | "isMutating"> & { readonly round: number },
): JsonObject | undefined {
  const matched = matchesWebhook(webhook, attributes, deciding.server);
  if (matched === undefined) return undefined;
  const invoked = { webhook, attributes, matched, deciding, isMutating };
  if (!meets(invoked)) return undefined;
  const name = textAt(webhook, "name");
  try {
    return decided(ask(invoked, round), invoked);
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    if (textAt(webhook, "failurePolicy") === "Ignore") return undefined;
    throw internal(`failed calling webhook ${JSON.stringify(name)}: ${error.message}`);
  }
}

function internal(message: string): Refusal {
  return new Refusal(500, "InternalError", `Internal error occurred: ${message}`, { causes: [{ message }] });
}

const conditionsOf = new WeakMap<JsonObject, readonly Expression[]>();

function compiledConditions(webhook: JsonObject): readonly Expression[] {
  const known = conditionsOf.get(webhook) ?? compileConditions(webhook, false);
  conditionsOf.set(webhook, known);
  return known;
}

function meets({ webhook, attributes, matched, deciding }: Invoked): boolean {
  if (listAt(webhook, "matchConditions").length === 0) return true;
  const seen: Seen = { attributes, kind: matched.kind, deciding };
  try {
    return meetsConditions(compiledConditions(webhook), seen);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    if (textAt(webhook, "failurePolicy") === "Ignore") return false;
    const { name, kind } = attributes;
    throw forbidden(kind.resource, name || textAt(attributes.object, "metadata", "name") || "Unknown", error.message);
  }
}

/** Throws `Waiting` until it has answered. */
function ask(invoked: Invoked, round: number): JsonValue {
  const { webhook, attributes, deciding, isMutating } = invoked;
  const { server, context, call } = deciding;
  const name = textAt(webhook, "name");
  checkDryRun(webhook, attributes, name);
  const request = reviewed(invoked);
  const key = stable([name, round, request]);
  const known = context.answers.get(key);
  if (known instanceof CallFailed) throw known;
  if (known !== undefined) return known as JsonValue;
  const config = objectAt(webhook, "clientConfig");
  const seconds = numberAt(webhook, "timeoutSeconds") ?? TIMEOUT_SECONDS;
  const url = urlOf(config, seconds, server);
  if (call === undefined || call === "nobody")
    throw new CallFailed("failed to call webhook: webhooks are not reached from here");
  const body: JsonObject = {
    kind: "AdmissionReview",
    apiVersion: `admission.k8s.io/${reviewVersion(webhook)}`,
    request: { ...request, uid: randomUid(server.ports.random) },
  };
  const asked = {
    url,
    caBundle: atob(textAt(config, "caBundle")),
    timeoutMs: seconds * 1000,
    body,
  };
  const answered = call(asked).then(
    (response) => context.answers.set(key, verified(response, body, isMutating)),
    (error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      context.answers.set(key, new CallFailed(`failed to call webhook: ${why}`));
    },
  );
  throw new Waiting(answered);
}

function checkDryRun(webhook: JsonObject, { dryRun }: Attributes, name: string): void {
  const effects = textAt(webhook, "sideEffects");
  if (!dryRun || effects === "None" || effects === "NoneOnDryRun") return;
  throw badRequest(`admission webhook ${JSON.stringify(name)} does not support dry run`);
}

function reviewVersion(webhook: JsonObject): string {
  const versions = listAt(webhook, "admissionReviewVersions").map(String);
  return versions.find((one) => one === "v1" || one === "v1beta1") ?? "v1";
}

function reviewed({ attributes, matched, deciding }: Invoked): JsonObject {
  const of = (object: JsonObject | undefined): JsonValue => shownIn(object, attributes, matched.kind) ?? null;
  const request = requestOf(attributes, matched.kind, deciding.context.user);
  return { ...request, object: of(attributes.object), oldObject: of(attributes.oldObject) };
}

/** What is made anew each time a request begins again does not make it another. */
function stable(asked: JsonValue): string {
  const isNamed = textAt(asked, 2, "object", "metadata", "generateName") === "";
  return JSON.stringify(asked, (key, value: unknown) => {
    if (key === "uid" || key === "managedFields" || (key === "name" && !isNamed)) return undefined;
    if (typeof value === "bigint") return String(value);
    return typeof value === "string" ? value.replaceAll(MADE_ANEW, "-") : value;
  });
}

/** A service is found by its cluster address, where nothing answers: it fails as it does without endpoints. */
function urlOf(config: JsonObject, seconds: number, { store }: Deciding["server"]): string {
  const url = textAt(config, "url");
  const timeout = `timeout=${seconds}s`;
  if (url !== "") return `${url}${url.includes("?") ? "&" : "?"}${timeout}`;
  const service = objectAt(config, "service");
  const [namespace, name, path] = [textAt(service, "namespace"), textAt(service, "name"), textAt(service, "path")];
  const port = numberAt(service, "port") ?? 443;
  const place = `https://${name}.${namespace}.svc:${port}${path === "" ? "/" : path}?${timeout}`;
  const why = unreached(store.get("/services", `${namespace}/${name}`), name, port);
  throw new CallFailed(`failed to call webhook: Post ${JSON.stringify(place)}: ${why}`);
}

function unreached(service: JsonObject | undefined, name: string, port: number): string {
  if (service === undefined) return `service ${JSON.stringify(name)} not found`;
  const hasPort = listAt(service, "spec", "ports").some((one) => numberAt(one, "port") === port);
  if (!hasPort) return `no service port ${port} found for service ${JSON.stringify(name)}`;
  return `no endpoints available for service ${JSON.stringify(name)}`;
}

/** Its answer, or what is wrong with it. */
function verified(review: JsonValue, sent: JsonObject, isMutating: boolean): JsonObject | CallFailed {
  const readAs = misread(review, sent);
  if (readAs !== undefined) return new CallFailed(`failed to call webhook: ${readAs}`);
  const response = objectAt(review, "response");
  const wrong = (why: string): CallFailed => new CallFailed(`received invalid webhook response: ${why}`);
  if (!isObject(valueAt(review, "response"))) return wrong("webhook response was absent");
  const [expected, given] = [textAt(sent, "request", "uid"), textAt(response, "uid")];
  if (given !== expected)
    return wrong(`expected response.uid=${JSON.stringify(expected)}, got ${JSON.stringify(given)}`);
  const [version, kind] = [textAt(review, "apiVersion"), textAt(review, "kind")];
  if (version !== sent["apiVersion"] || kind !== "AdmissionReview") {
    return wrong(
      `expected webhook response of ${textAt(sent, "apiVersion")}, Kind=AdmissionReview, got ${version}, Kind=${kind}`,
    );
  }
  if (!isMutating) return response;
  const [patch, patchType] = [textAt(response, "patch"), response["patchType"]];
  if (patch !== "" && patchType === undefined)
    return wrong("webhook returned response.patch but not response.patchType");
  if (patch === "" && patchType !== undefined)
    return wrong("webhook returned response.patchType but not response.patch");
  return response;
}

/** Why it cannot be read as what was sent. */
function misread(review: JsonValue, sent: JsonObject): string | undefined {
  if (!isObject(review)) {
    const place = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`;
    return `couldn't get version/kind; json parse error: json: cannot unmarshal ${goKind(review)} into Go value of type ${place}`;
  }
  const [version, kind] = [textAt(review, "apiVersion"), textAt(review, "kind")];
  if (kind === "" || version === "" || version === sent["apiVersion"]) return undefined;
  const [, own = ""] = textAt(sent, "apiVersion").split("/");
  const [group = "", other] = version.split("/");
  if (kind === "AdmissionReview" && group === "admission.k8s.io")
    return `converting (${other}.${kind}) to (${own}.${kind}): unknown conversion`;
  return `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(version)} in scheme "pkg/runtime/scheme.go:111"`;
}

function decided(response: JsonValue, { webhook, deciding }: Invoked): JsonObject | undefined {
  if (!isObject(response)) return undefined;
  deciding.context.warnings.push(...listAt(response, "warnings").map(String));
  if (response["allowed"] === true) return response;
  const status = objectAt(response, "status");
  const by = `admission webhook ${JSON.stringify(textAt(webhook, "name"))} denied the request`;
  const why = textAt(status, "message") || textAt(status, "reason");
  const code = numberAt(status, "code") ?? 0;
  throw new Refusal(
    code < 400 ? 400 : code,
    textAt(status, "reason"),
    why === "" ? `${by} without explanation` : `${by}: ${why}`,
    objectAt(status, "details"),
  );
}

function patchedBy(response: JsonObject, attributes: Attributes, name: string): JsonObject | undefined {
  const { object, kind, shape } = attributes;
  const encoded = textAt(response, "patch");
  if (encoded === "") return object;
  const patch = decodedPatch(encoded, name);
  if (patch.length === 0) return object;
  if (object === undefined) {
    throw internal(
      `admission webhook ${JSON.stringify(name)} attempted to modify the object, which is not supported for this operation`,
    );
  }
  try {
    const result = jsonPatched(object, patch);
    if (!isObject(result)) return object;
    return shape === undefined ? normalized(result, kind) : result;
  } catch (error) {
    if (error instanceof PatchError) throw internal(error.message);
    // It is not the client who sent it.
    if (error instanceof Refusal) throw internal(error.message.replace(/^.* cannot be handled as a \w+: /, ""));
    throw error;
  }
}

function decodedPatch(encoded: string, name: string): readonly JsonValue[] {
  try {
    const bytes = Uint8Array.from(atob(encoded), (one) => one.charCodeAt(0));
    const text = new TextDecoder().decode(bytes);
    unmarshal(text);
    const patch = parseJson(text);
    return Array.isArray(patch) ? patch : [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const place = `failed calling webhook ${JSON.stringify(name)}`;
    throw internal(`${place}: received undecodable patch in webhook response: ${why}`);
  }
}
