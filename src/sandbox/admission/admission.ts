/**
 * Admission policies, webhooks and rules of custom resources. This is only the gate: what decides is loaded when the first policy, webhook
 * or rule is met.
 */
import { writeJson, type JsonObject } from "../../kube/index.ts";
import { ADMIN } from "../objects/reviews.ts";
import type { Server } from "../objects/server.ts";
import { DEFINITIONS, type Kind } from "../schema/kinds.ts";
import { answer, type WireRequest, type WireResponse } from "../wire/request.ts";
import { Refusal, type FieldError } from "../wire/refusal.ts";
import type { Attributes, Context } from "./attributes.ts";
import { COLLECTIONS } from "./collections.ts";
import type { Engine } from "./engine.ts";
import type { Caller } from "./ports.ts";
import { Waiting } from "./waiting.ts";

/** Their own objects are never decided about. */
const EXEMPT: ReadonlySet<string> = new Set(Object.values(COLLECTIONS));
const ROUNDS_MAX = 200;
export const RULES = "x-kubernetes-validations";

const CONTROLLER = { name: "system:kube-controller-manager", groups: ["system:authenticated"] };

/** Who writes where nobody asked over the API. */
const controllers = (answers: Context["answers"] = new Map()): Context => ({ user: CONTROLLER, warnings: [], answers });

const UNCHECKED: FieldError = {
  field: "<nil>",
  type: "FieldValueInvalid",
  text: "Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation",
};

interface RulesAt {
  readonly before: JsonObject | undefined;
  readonly kind: Kind;
  /** Its form is wrong. */
  readonly isBlocked: boolean;
}

export class Admission {
  readonly #call: Caller;
  #engine: Engine | undefined;
  #context: Context = controllers();
  #isAway = false;
  readonly #ruled = new WeakMap<JsonObject, boolean>();

  constructor(call?: Caller) {
    this.#call = call;
  }

  /** Handles a request, as often as it must be begun anew. */
  async around(request: WireRequest, handle: () => WireResponse): Promise<WireResponse> {
    const answers: Context["answers"] = new Map();
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const context: Context = { user: request.user ?? ADMIN, warnings: [], answers };
      this.#context = context;
      try {
        const response = handle();
        return { ...response, warnings: [...new Set([...response.warnings, ...context.warnings])] };
      } catch (error) {
        if (!(error instanceof Waiting)) throw error;
        this.#context = controllers();
        await error.ready;
      } finally {
        this.#context = controllers();
      }
    }
    const refusal = new Refusal(500, "InternalError", "Internal error occurred: admission came to no end");
    return answer(refusal.status, refusal.code);
  }

  /** Does what a controller does; what webhooks answered the last time that it tried is known. */
  during<T>(answers: Context["answers"], action: () => T): T {
    this.#context = controllers(answers);
    try {
      return action();
    } finally {
      this.#context = controllers();
    }
  }

  /** Does what nobody is asked about. */
  without(action: () => void): void {
    this.#isAway = true;
    try {
      action();
    } finally {
      this.#isAway = false;
    }
  }

  /** The object as policies and webhooks change it. Throws what forbids it. */
  mutated(attributes: Attributes, server: Server): JsonObject | undefined {
    const { store } = server;
    const isNeeded =
      store.keys(COLLECTIONS.mutatingBindings).length > 0 || store.keys(COLLECTIONS.mutatingWebhooks).length > 0;
    if (!isNeeded || this.#isAway || EXEMPT.has(attributes.kind.collection)) return attributes.object;
    return this.#loaded().mutated(attributes, { server, context: this.#context, call: this.#call });
  }

  /** Throws what forbids it. */
  validate(attributes: Attributes, server: Server): void {
    const { store } = server;
    const isNeeded =
      store.keys(COLLECTIONS.validatingBindings).length > 0 || store.keys(COLLECTIONS.validatingWebhooks).length > 0;
    if (!isNeeded || this.#isAway || EXEMPT.has(attributes.kind.collection)) return;
    this.#loaded().validate(attributes, { server, context: this.#context, call: this.#call });
  }

  /** What the rules of its definition find wrong with a custom resource; they are for objects whose form is right. */
  ruleErrors(object: JsonObject, { before, kind: { custom }, isBlocked }: RulesAt): FieldError[] {
    if (custom === undefined || !this.#hasRules(custom)) return [];
    if (isBlocked) return [UNCHECKED];
    const { errors, warnings } = this.#loaded().ruleErrors(object, before, custom);
    this.#context.warnings.push(...warnings);
    return errors;
  }

  /** What is wrong with expressions in a definition, a policy or a webhook's configuration. */
  expressionErrors(object: JsonObject, before: JsonObject | undefined, { collection }: Kind): FieldError[] {
    const isNeeded = collection === DEFINITIONS ? writeJson(object).includes(RULES) : EXEMPT.has(collection);
    return isNeeded ? this.#loaded().expressionErrors(object, before, collection) : [];
  }

  /** What is doubtful in a policy's expressions. */
  typeChecking(policy: JsonObject, server: Server): JsonObject {
    return this.#loaded().typeChecking(policy, server);
  }

  #hasRules(schema: JsonObject): boolean {
    const known = this.#ruled.get(schema);
    if (known !== undefined) return known;
    const has = writeJson(schema).includes(`"${RULES}"`);
    this.#ruled.set(schema, has);
    return has;
  }

  #loaded(): Engine {
    if (this.#engine !== undefined) return this.#engine;
    const load = async (): Promise<void> => {
      const { Engine: Loaded } = await import("./engine.ts");
      this.#engine ??= new Loaded();
    };
    throw new Waiting(load());
  }
}
