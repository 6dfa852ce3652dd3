/** What lists and watches are told by their query (apimachinery meta/internalversion/validation 0.36). */
import { forbiddenField, invalid, type FieldError, badRequest } from "./refusal.ts";
import { checkSelectors } from "./selectors.ts";
import { isWatch, type WireRequest } from "./request.ts";

export interface ListOptions {
  /** 0 for none. */
  readonly limit: number;
  readonly continue: string;
  readonly version: string;
  readonly match: "" | "Exact" | "NotOlderThan";
  readonly sendInitialEvents: boolean;
}

/** Throws what forbids them. */
export function listOptions(request: WireRequest): ListOptions {
  const { query } = request;
  const limit = intOf(query["limit"]);
  intOf(query["timeoutSeconds"]);
  checkSelectors(query);
  const errors = isWatch(request) ? watchErrors(query) : listErrors(query);
  if (errors.length > 0) throw invalid({ kind: "ListOptions", group: "meta.k8s.io" }, "", errors);
  const match = query["resourceVersionMatch"];
  return {
    limit: Math.max(limit, 0),
    continue: query["continue"] ?? "",
    version: query["resourceVersion"] ?? "",
    match: match === "Exact" || match === "NotOlderThan" ? match : "",
    sendInitialEvents: isYes(query["sendInitialEvents"]),
  };
}

/** As Go converts a query to a boolean. */
export function isYes(value: string | undefined): boolean {
  return value !== undefined && value !== "0" && value.toLowerCase() !== "false";
}

export function intOf(value: string | undefined): number {
  if (value === undefined || value === "") return 0;
  if (/^[+-]?\d+$/.test(value)) return Number(value);
  throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`);
}

type Query = WireRequest["query"];

const MATCH = "resourceVersionMatch";
const forbiddenMatch = (why: string): FieldError => forbiddenField(MATCH, why);

function unsupportedMatch(match: string, supported: readonly string[]): FieldError {
  const words = supported.map((one) => JSON.stringify(one)).join(", ");
  const text = `Unsupported value: ${JSON.stringify(match)}: supported values: ${words}`;
  return { field: MATCH, type: "FieldValueNotSupported", text };
}

function listErrors(query: Query): FieldError[] {
  const errors: FieldError[] = [];
  const [match = "", version = ""] = [query[MATCH], query["resourceVersion"]];
  if (match !== "") {
    if (version === "") errors.push(forbiddenMatch(`${MATCH} is forbidden unless resourceVersion is provided`));
    if ((query["continue"] ?? "") !== "")
      errors.push(forbiddenMatch(`${MATCH} is forbidden when continue is provided`));
    if (match !== "Exact" && match !== "NotOlderThan")
      errors.push(unsupportedMatch(match, ["Exact", "NotOlderThan", ""]));
    if (match === "Exact" && version === "0")
      errors.push(forbiddenMatch(`${MATCH} "exact" is forbidden for resourceVersion "0"`));
  }
  if (query["sendInitialEvents"] !== undefined)
    errors.push(forbiddenField("sendInitialEvents", "sendInitialEvents is forbidden for list"));
  return errors;
}

function watchErrors(query: Query): FieldError[] {
  const errors: FieldError[] = [];
  const match = query[MATCH] ?? "";
  const isInitial = query["sendInitialEvents"] !== undefined;
  if (isInitial && match !== "NotOlderThan")
    errors.push(forbiddenMatch(`sendInitialEvents requires setting ${MATCH} to NotOlderThan`));
  const isContinued = (query["continue"] ?? "") !== "";
  if (isContinued) errors.push(forbiddenMatch(`${MATCH} is forbidden when continue is provided`));
  if (match === "") return errors;
  if (!isInitial) errors.push(forbiddenMatch(`${MATCH} is forbidden for watch unless sendInitialEvents is provided`));
  if (match !== "NotOlderThan") errors.push(unsupportedMatch(match, ["NotOlderThan"]));
  return errors;
}
