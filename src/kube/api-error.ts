import { isObject, listAt, numberAt, objectAt, textAt, type JsonObject, type JsonValue } from "./json.ts";

/** Reasons of apimachinery's `metav1.StatusReason` that the program decides by. */
export type StatusReason =
  | "NotFound"
  | "AlreadyExists"
  | "Conflict"
  | "Forbidden"
  | "Unauthorized"
  | "Invalid"
  | "BadRequest"
  | "Gone"
  | "Expired"
  | "TooManyRequests"
  | "ServiceUnavailable"
  | "InternalError"
  | "Timeout"
  | (string & {});

/** A refusal by the API server. `message` is the server's own. */
export class ApiError extends Error {
  override name = "ApiError";

  constructor(
    readonly status: number,
    readonly reason: StatusReason,
    message: string,
    /** `details` of the Status object: name, kind, causes. */
    readonly details: JsonObject = {},
  ) {
    super(message);
  }

  /** What the server asks to wait before the next try, in seconds. */
  get retryAfterSeconds(): number | undefined {
    return numberAt(this.details, "retryAfterSeconds");
  }

  /** Messages of single fields, for `Invalid` and `Conflict`. */
  get causes(): readonly { readonly reason: string; readonly message: string; readonly field: string }[] {
    return listAt(this.details, "causes").map((cause) => ({
      reason: textAt(cause, "reason"),
      message: textAt(cause, "message"),
      field: textAt(cause, "field"),
    }));
  }
}

/** The error that an answer of 400 and above stands for: its Status object, or client-go's words where there is none. */
export function apiError(status: number, body: JsonValue, text: string): ApiError {
  if (isObject(body) && body["kind"] === "Status") {
    const code = numberAt(body, "code") ?? status;
    return new ApiError(code, textAt(body, "reason"), textAt(body, "message"), objectAt(body, "details"));
  }
  const reason = REASONS[status] ?? "";
  return new ApiError(
    status,
    reason,
    text.trim() === "" ? `the server responded with the status code ${status}` : text.trim(),
  );
}

const REASONS: Readonly<Record<number, StatusReason>> = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  409: "Conflict",
  410: "Gone",
  422: "Invalid",
  429: "TooManyRequests",
  500: "InternalError",
  503: "ServiceUnavailable",
  504: "Timeout",
};

export function isApiError(error: unknown, ...reasons: readonly StatusReason[]): error is ApiError {
  return error instanceof ApiError && (reasons.length === 0 || reasons.includes(error.reason));
}

export function isNotFound(error: unknown): boolean {
  return isApiError(error, "NotFound");
}
