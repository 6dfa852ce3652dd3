/** The Cluster port without a cluster: everything a client needs of Kubernetes, in this process. */
import {
  apiError,
  isObject,
  objectAt,
  parseJson,
  textAt,
  writeJson,
  type ApiRequest,
  type ApiResponse,
  type Cluster,
  type JsonObject,
  type WatchEvent,
} from "../kube/index.ts";
import { attributesOf, authorize, handle, locate, shown } from "./api.ts";
import { Admission } from "./admission/admission.ts";
import type { CallWebhook } from "./admission/ports.ts";
import { Controllers } from "./controllers/controllers.ts";
import type { Pace } from "./controllers/kubelet.ts";
import type { FaultRule } from "./controllers/faults.ts";
import { furniture } from "./furniture.ts";
import { denied, mayDo } from "./objects/authorize.ts";
import type { Authorization, Server } from "./objects/server.ts";
import { userOfToken } from "./objects/tokens.ts";
import { randomLetters, randomUid, timestamp, type SandboxPorts } from "./ports.ts";
import { Kinds } from "./schema/kinds.ts";
import { keyOf, Store, type StoreEvent } from "./storage/store.ts";
import type { Storage, StoredObject } from "./storage/storage.ts";
import { Refusal } from "./wire/refusal.ts";
import { parseTarget, type User, type WireRequest, type WireResponse } from "./wire/request.ts";
import { openWatch, type Watch } from "./wire/watches.ts";

export interface SandboxOptions {
  readonly storage: Storage;
  readonly ports: SandboxPorts;
  readonly nodes?: number;
  /** How webhooks are reached; without it none can be. */
  readonly callWebhook?: CallWebhook | "nobody";
  /** A default class that binds claims; empty for none. */
  readonly storageClass?: string;
  /** What the tokens of ServiceAccounts are signed with; made up where it is left out. */
  readonly secret?: string;
  /** Of the server, in PEM. */
  readonly certificate?: string;
  /** For everybody but the owner; RBAC where it is left out. */
  readonly authorization?: Authorization;
  /** Whether pods take their time to come up; at once where it is left out. */
  readonly pace?: Pace;
}

const NODES = 2;
const SECRET_LETTERS = 40;

export class Sandbox implements Cluster {
  readonly #server: Server;
  readonly #controllers: Controllers;
  readonly #options: SandboxOptions;

  constructor(options: SandboxOptions) {
    const store = new Store(options.storage);
    this.#options = options;
    const { ports, certificate = "", authorization = "RBAC" } = options;
    const secret = options.secret ?? randomLetters(ports.random, SECRET_LETTERS);
    const admission = new Admission(options.callWebhook);
    this.#server = { store, kinds: new Kinds(store), ports, secret, certificate, authorization, admission };
    this.#controllers = new Controllers(this.#server, options.pace ?? "instant");
    this.#server.admission.without(() => this.#furnish());
  }

  /** How many objects there are. */
  get size(): number {
    return this.#server.store.size;
  }

  /** The latest moment at which anything was made. */
  get newestMs(): number {
    const made = (object: JsonObject): number => Date.parse(textAt(object, "metadata", "creationTimestamp")) || 0;
    return this.#server.store.snapshot().reduce((newest, { object }) => Math.max(newest, made(object)), 0);
  }

  get faults(): readonly FaultRule[] {
    return this.#controllers.faults;
  }

  set faults(rules: readonly FaultRule[]) {
    this.#controllers.faults = rules;
  }

  /** Everything but watches. Documents of OpenAPI are unpacked when the first is asked for. */
  async answer(request: WireRequest): Promise<WireResponse> {
    if (!request.path.startsWith("/openapi/"))
      return await this.#server.admission.around(request, () => handle(request, this.#server));
    const { openapi } = await import("./openapi/index.ts");
    return await openapi(request, this.#server.kinds.custom());
  }

  /** A watch; an answer where it is refused. */
  openWatch(request: WireRequest): Watch | WireResponse {
    try {
      const found = locate(request.path, this.#server);
      if (found === undefined) return handle(request, this.#server);
      authorize(request, found.target, this.#server);
      const place = { kind: found.kind, store: this.#server.store };
      return shaped(openWatch(request, found.target, place), (object) =>
        shown(object, request, { kind: found.kind, server: this.#server }),
      );
    } catch (error) {
      if (error instanceof Refusal) return { status: error.code, body: error.status, warnings: [] };
      throw error;
    }
  }

  async request(request: ApiRequest): Promise<ApiResponse> {
    request.signal?.throwIfAborted();
    const {
      status,
      body,
      text,
      bytes,
      contentType = "application/json",
      warnings,
    } = await this.answer(wireRequest(request));
    const answered = bytes === undefined ? (text ?? writeJson(body)) : new TextDecoder().decode(bytes);
    if (status >= 400) throw apiError(status, { body, text: answered }, request);
    const isJson = text === undefined && contentType.startsWith("application/json");
    // What is answered is the client's own, to change as it likes.
    return { status, body: isJson ? parseJson(answered) : null, text: answered, warnings };
  }

  async *watch(request: ApiRequest): AsyncIterable<WatchEvent> {
    const watch = this.openWatch({ ...wireRequest(request), query: { ...request.query, watch: "true" } });
    if ("status" in watch) throw apiError(watch.status, { body: watch.body, text: watch.text ?? "" }, request);
    yield* eventsOf(watch, request.signal);
  }

  /** Back to the beginning. */
  reset(): void {
    this.#server.store.clear();
    this.#controllers.faults = [];
    this.#server.admission.without(() => this.#furnish());
  }

  /** All objects, as `restore` takes them. */
  snapshot(): readonly StoredObject[] {
    return this.#server.store.snapshot();
  }

  /** As it was when the snapshot was taken; objects keep all but their resource versions. */
  restore(objects: readonly StoredObject[]): void {
    this.#server.store.clear();
    for (const { collection, key, object } of objects) this.#server.store.put(collection, key, object);
    this.#server.admission.without(() => this.#furnish());
  }

  /** Puts objects of another cluster in, as they are but for their resource versions. Gives those whose kind is not served. */
  load(objects: readonly JsonObject[]): JsonObject[] {
    const { kinds, store } = this.#server;
    const place = (object: JsonObject): JsonObject[] => {
      const kind = kinds.ofKind(textAt(object, "apiVersion"), textAt(object, "kind"));
      if (kind === undefined) return [object];
      store.put(kind.collection, keyOf(object), object);
      return [];
    };
    // Definitions come first: they say what else there is.
    const isDefinition = (object: JsonObject): boolean => object["kind"] === "CustomResourceDefinition";
    return [objects.filter(isDefinition), objects.filter((one) => !isDefinition(one))].flat().flatMap(place);
  }

  /** Who moves its time has to wait for this first; undefined where nothing is waited for. */
  get unheld(): Promise<unknown> | undefined {
    return this.#controllers.unheld;
  }

  /** Told of every change as it happens; gives the function that ends it. */
  listen(listener: (event: StoreEvent) => void): () => void {
    return this.#server.store.listen(listener);
  }

  close(): void {
    this.#controllers.stop();
    this.#server.store.close();
  }

  #furnish(): void {
    const { nodes = NODES, storageClass = "standard" } = this.#options;
    const now = timestamp(this.#server.ports.now());
    const { certificate } = this.#server;
    for (const { collection, object } of furniture({ nodes, storageClass, certificate, now }))
      this.#put(collection, object, now);
  }

  /** Whose token this is: a ServiceAccount's. */
  userOf(token: string): User | undefined {
    return userOfToken(token, this.#server);
  }

  /** Throws the refusal where `caller` may not act as another. */
  checkImpersonation(caller: User, as: User, asked: Pick<WireRequest, "method" | "path" | "query">): void {
    const [, namespace, account] = /^system:serviceaccount:([^:]+):(.+)$/.exec(as.name) ?? [];
    const isUser = namespace === undefined;
    const of = isUser ? { resource: "users", name: as.name } : { resource: "serviceaccounts", name: account ?? "" };
    const attributes = { verb: "impersonate", group: "", namespace: namespace ?? "", ...of };
    if (mayDo(this.#server, caller, attributes)) return;
    // What is told is what would be needed at least (constrained impersonation, apiserver endpoints/filters/impersonation 0.36).
    const target = parseTarget(asked.path);
    const wanted = target === undefined ? undefined : attributesOf(asked, target);
    const sort = isUser ? "user-info" : "serviceaccount";
    throw denied(
      caller,
      wanted === undefined ? attributes : { ...wanted, verb: `impersonate-on:${sort}:${wanted.verb}` },
    );
  }

  /** What the server makes itself belongs to no manager. */
  #put(collection: string, object: JsonObject, now: string): void {
    const key = keyOf(object);
    if (this.#server.store.get(collection, key) !== undefined) return;
    const uid = randomUid(this.#server.ports.random);
    const metadata = { ...objectAt(object, "metadata"), uid, creationTimestamp: now };
    this.#server.store.put(collection, key, { ...object, metadata });
  }
}

/** With its objects as the client wants to see them. */
function shaped(watch: Watch, shape: (object: JsonObject) => JsonObject): Watch {
  let isFirst = true;
  const reshape = ({ type, object }: WatchEvent): WatchEvent => {
    const whole = isObject(object) ? shape(object) : object;
    // The columns of a table are told once.
    const isTold = !isFirst && isObject(whole) && whole["kind"] === "Table";
    isFirst = false;
    return { type, object: isTold ? { ...whole, columnDefinitions: null } : whole };
  };
  return {
    first: watch.first.map(reshape),
    start: (tell) => watch.start((event) => tell(reshape(event))),
    bookmark: () => watch.bookmark(),
  };
}

function wireRequest({
  method,
  path,
  query = {},
  body,
  contentType = "application/json",
  accept = "application/json",
}: ApiRequest): WireRequest {
  const [place = "", search] = path.split("?");
  const inPath = Object.fromEntries(new URLSearchParams(search));
  return {
    method,
    path: place,
    query: { ...inPath, ...query },
    // It stays the client's own, to change as it likes.
    body: structuredClone(body),
    contentType,
    accept,
    userAgent: "lade",
  };
}

async function* eventsOf(watch: Watch, signal: AbortSignal | undefined): AsyncIterable<WatchEvent> {
  const waiting: WatchEvent[] = [...watch.first];
  let wake = (): void => {};
  const stop = watch.start((event) => {
    waiting.push(event);
    wake();
  });
  const ended = (): void => wake();
  signal?.addEventListener("abort", ended);
  const isOver = (): boolean => signal?.aborted === true;
  try {
    while (!isOver()) {
      for (const event of waiting.splice(0)) yield structuredClone(event);
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (waiting.length > 0 || isOver()) resolve();
      });
    }
  } finally {
    stop();
    signal?.removeEventListener("abort", ended);
  }
}
