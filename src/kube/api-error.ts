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

/** What was asked, for messages of answers that carry none. */
export interface AskedFor {
  readonly method: string;
  readonly path: string;
}

/** The error that an answer of 400 and above stands for: its Status object, or client-go's words where there is none. */
export function apiError(status: number, answer: { body: JsonValue; text: string }, asked?: AskedFor): ApiError {
  const { body, text } = answer;
  if (isObject(body) && body["kind"] === "Status") {
    const code = numberAt(body, "code") ?? status;
    return new ApiError(code, textAt(body, "reason"), textAt(body, "message"), objectAt(body, "details"));
  }
  const serverMessage = text.slice(0, TEXT_LENGTH_MAX).trim();
  return new ApiError(status, reasonOf(status, asked), genericRefusal(status, serverMessage) + objectOf(asked));
}

const TEXT_LENGTH_MAX = 2048;

function reasonOf(status: number, asked: AskedFor | undefined): StatusReason {
  if (status === 409 && asked?.method === "POST") return "AlreadyExists";
  return REASONS[status] ?? (status >= 500 ? "InternalError" : "");
}

/** What client-go says of an answer that says nothing itself (apimachinery's NewGenericServerResponse). */
export function genericRefusal(status: number, serverMessage = "unknown"): string {
  if (status === 403 || status === 415 || (status === 406 && serverMessage !== "")) return serverMessage;
  const known = MESSAGES[status];
  if (known !== undefined) return known;
  if (status < 500) return `the server responded with the status code ${status} but did not return more information`;
  return `an error on the server (${JSON.stringify(serverMessage)}) has prevented the request from succeeding`;
}

/** ` (get deployments.apps web)`: what the request was about. */
function objectOf(asked: AskedFor | undefined): string {
  if (asked === undefined) return "";
  const path = asked.path.replace(/^\/(api\/[^/]+|apis\/([^/]+)\/[^/]+)(\/namespaces\/[^/]+(?=\/))?/, "");
  if (path === asked.path) return "";
  const group = /^\/apis\/([^/]+)\//.exec(asked.path)?.[1];
  const [resource = "", name = ""] = path.split("/").slice(1).map(decodeURIComponent);
  if (resource === "") return "";
  const kind = group === undefined ? resource : `${resource}.${group}`;
  return ` (${[asked.method.toLowerCase(), kind, name].filter((word) => word !== "").join(" ")})`;
}

const MESSAGES: Readonly<Record<number, string>> = {
  400: "the server rejected our request for an unknown reason",
  401: "the server has asked for the client to provide credentials",
  404: "the server could not find the requested resource",
  405: "the server does not allow this method on the requested resource",
  406: "the server was unable to respond with a content type that the client supports",
  409: "the server reported a conflict",
  422: "the server rejected our request due to an error in our request",
  429: "the server has received too many requests and has asked us to try again later",
  503: "the server is currently unable to handle the request",
  504: "the server was unable to return a response in the time allotted, but may still be processing the request",
};

const REASONS: Readonly<Record<number, StatusReason>> = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  405: "MethodNotAllowed",
  406: "NotAcceptable",
  409: "Conflict",
  410: "Gone",
  415: "UnsupportedMediaType",
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
