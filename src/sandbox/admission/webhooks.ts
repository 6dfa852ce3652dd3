/** Admission webhooks: asked over HTTPS, one after the other (apiserver pkg/admission/plugin/webhook 0.36, with its texts). */
import {
  isObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import { normalized } from "../objects/read-body.ts";
import { jsonPatched, PatchError } from "../patch/json-patch.ts";
import { randomUid } from "../ports.ts";
import { badRequest, Refusal } from "../wire/refusal.ts";
import { requestOf, type Seen } from "./activation-values.ts";
import type { Attributes } from "./attributes.ts";
import { COLLECTIONS } from "./collections.ts";
import { deniedBy } from "./denial.ts";
import type { Deciding } from "./engine.ts";
import { ExpressionError } from "./expressions.ts";
import { inKind, matchesWebhook, type Matched } from "./matching.ts";
import { compileConditions, meetsConditions } from "./match-conditions.ts";
import { Waiting } from "./waiting.ts";

const TIMEOUT_SECONDS = 10;

interface Invoked {
  readonly webhook: JsonObject;
  readonly attributes: Attributes;
  readonly matched: Matched;
  readonly deciding: Deciding;
}

/** A webhook that cannot be asked; its failure policy says what follows. */
class CallFailed extends Error {}

/** Throws what forbids it. */
export function askValidatingWebhooks(attributes: Attributes, deciding: Deciding): void {
  for (const webhook of webhooksOf(COLLECTIONS.validatingWebhooks, deciding)) invoke(webhook, attributes, { deciding });
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
    const response = invoke(webhook, { ...attributes, object }, { deciding, round: isAgain ? 1 : 0 });
    object = response === undefined ? object : patchedBy(response, { ...attributes, object }, textAt(webhook, "name"));
  }
  return object;
}

/** By the names of their configurations. */
function webhooksOf(collection: string, { server }: Deciding): JsonObject[] {
  const name = (one: JsonObject): string => textAt(one, "metadata", "name");
  const all = server.store.list(collection).sort((a, b) => (name(a) < name(b) ? -1 : 1));
  return all.flatMap((one) => listAt(one, "webhooks").filter(isObject));
}

/** What it answers; undefined where it is not asked, or its failure does not matter. */
function invoke(
  webhook: JsonObject,
  attributes: Attributes,
  { deciding, round = 0 }: { readonly deciding: Deciding; readonly round?: number },
): JsonObject | undefined {
  const matched = matchesWebhook(webhook, attributes, deciding.server);
  if (matched === undefined) return undefined;
  const invoked = { webhook, attributes, matched, deciding };
  if (!meets(invoked)) return undefined;
  const name = textAt(webhook, "name");
  try {
    return decided(ask(invoked, round), invoked);
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    if (textAt(webhook, "failurePolicy") === "Ignore") return undefined;
    const message = `failed calling webhook ${JSON.stringify(name)}: ${error.message}`;
    throw new Refusal(500, "InternalError", `Internal error occurred: ${message}`, { causes: [{ message }] });
  }
}

function meets({ webhook, attributes, matched, deciding }: Invoked): boolean {
  if (listAt(webhook, "matchConditions").length === 0) return true;
  const seen: Seen = { attributes, kind: matched.kind, deciding };
  try {
    return meetsConditions(compileConditions(webhook, false), seen);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    if (textAt(webhook, "failurePolicy") === "Ignore") return false;
    const { resource } = attributes.kind;
    void resource;
    throw deniedBy(attributes, { message: error.message, reason: "Forbidden", code: 403 });
  }
}

/** Throws `Waiting` until it has answered. */
function ask({ webhook, attributes, matched, deciding }: Invoked, round: number): JsonValue {
  const { server, context, call } = deciding;
  const name = textAt(webhook, "name");
  checkDryRun(webhook, attributes, name);
  const request = reviewed({ webhook, attributes, matched, deciding });
  const key = JSON.stringify([name, round, stable(request)]);
  const known = context.answers.get(key);
  if (known instanceof CallFailed) throw known;
  if (known !== undefined) return known as JsonValue;
  const config = objectAt(webhook, "clientConfig");
  const url = urlOf(config, server, deciding);
  if (call === undefined) throw new CallFailed("failed to call webhook: webhooks are not reached from here");
  const seconds = numberAt(webhook, "timeoutSeconds") ?? TIMEOUT_SECONDS;
  const body: JsonObject = {
    kind: "AdmissionReview",
    apiVersion: `admission.k8s.io/${reviewVersion(webhook)}`,
    request: { ...request, uid: randomUid(server.ports.random) },
  };
  const asked = {
    url: `${url}${url.includes("?") ? "&" : "?"}timeout=${seconds}s`,
    caBundle: textAt(config, "caBundle"),
    timeoutMs: seconds * 1000,
    body,
  };
  const answered = call(asked).then(
    (response) => context.answers.set(key, verified(response, body)),
    (error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      context.answers.set(key, new CallFailed(`failed to call webhook: Post ${JSON.stringify(asked.url)}: ${why}`));
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
  const of = (object: JsonObject | undefined): JsonValue => inKind(object, matched.kind) ?? null;
  const request = requestOf(attributes, matched.kind, deciding.context.user);
  return { ...request, object: of(attributes.object), oldObject: of(attributes.oldObject) };
}

/** What is made anew each time a request begins again does not make it another. */
function stable(request: JsonObject): JsonObject {
  const {
    uid: _,
    creationTimestamp: _time,
    managedFields: _managers,
    ...metadata
  } = objectAt(request, "object", "metadata");
  return { ...request, object: { ...objectAt(request, "object"), metadata } };
}

/** A service is found by its cluster address, where nothing answers: it fails as it does without endpoints. */
function urlOf(config: JsonObject, { store }: Deciding["server"], { call }: Deciding): string {
  const url = textAt(config, "url");
  if (url !== "") return url;
  void call;
  const service = objectAt(config, "service");
  const [namespace, name] = [textAt(service, "namespace"), textAt(service, "name")];
  const port = numberAt(service, "port") ?? 443;
  const path = textAt(service, "path");
  const place = `https://${name}.${namespace}.svc:${port}${path === "" ? "/" : path}?timeout=`;
  const seconds = "10s";
  const found = store.get("/services", `${namespace}/${name}`);
  if (found === undefined)
    throw new CallFailed(
      `failed to call webhook: Post "${place}${seconds}": service ${JSON.stringify(name)} not found`,
    );
  throw new CallFailed(
    `failed to call webhook: Post "${place}${seconds}": no endpoints available for service ${JSON.stringify(name)}`,
  );
}

/** Its answer, or what is wrong with it. */
function verified(review: JsonValue, sent: JsonObject): JsonObject | CallFailed {
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
  return response;
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

function patchedBy(response: JsonObject, { object, kind }: Attributes, name: string): JsonObject | undefined {
  const encoded = textAt(response, "patch");
  if (encoded === "") return object;
  const patch = decodedPatch(encoded);
  if (patch.length === 0) return object;
  const internal = (why: string): Refusal =>
    new Refusal(500, "InternalError", `Internal error occurred: ${why}`, { causes: [{ message: why }] });
  if (object === undefined) {
    throw internal(
      `admission webhook ${JSON.stringify(name)} attempted to modify the object, which is not supported for this operation`,
    );
  }
  try {
    const result = jsonPatched(object, patch);
    return isObject(result) ? normalized(result, kind) : object;
  } catch (error) {
    if (error instanceof PatchError) throw internal(error.message);
    throw error;
  }
}

function decodedPatch(encoded: string): readonly JsonValue[] {
  try {
    const bytes = Uint8Array.from(atob(encoded), (one) => one.charCodeAt(0));
    const patch = JSON.parse(new TextDecoder().decode(bytes)) as JsonValue;
    return Array.isArray(patch) ? patch : [];
  } catch {
    throw new Refusal(500, "InternalError", "Internal error occurred: received undecodable patch in webhook response");
  }
}
