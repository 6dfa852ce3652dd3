/** How webhooks are reached. */
import type { JsonObject, JsonValue } from "../../kube/index.ts";

export interface WebhookCall {
  readonly url: string;
  /** PEM, whom to trust; empty for everybody whom the machine trusts. */
  readonly caBundle: string;
  readonly timeoutMs: number;
  readonly body: JsonObject;
}

/** Who asks webhooks; `nobody`: they are not asked, and refuse nothing. */
export type Caller = CallWebhook | "nobody" | undefined;

/** Its answer. Throws an error that says what was tried and went wrong, as Go's client says it. */
export type CallWebhook = (call: WebhookCall) => Promise<JsonValue>;
