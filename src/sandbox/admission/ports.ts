/** How webhooks are reached. */
import type { JsonObject, JsonValue } from "../../kube/index.ts";

export interface WebhookCall {
  readonly url: string;
  /** PEM, whom to trust; empty for everybody whom the machine trusts. */
  readonly caBundle: string;
  readonly timeoutMs: number;
  readonly body: JsonObject;
}

/** Throws an error whose words say what went wrong. */
export type CallWebhook = (call: WebhookCall) => Promise<JsonValue>;
