/** Which form of an answer is wanted (apiserver endpoints/handlers/negotiation 0.36, and go-restful's choice before it). */
import { Refusal } from "./refusal.ts";
import type { WireRequest } from "./request.ts";

export interface Wanted {
  readonly format: "json" | "yaml";
  /** Empty: whole objects. */
  readonly as: "" | "Table" | "PartialObjectMetadata" | "PartialObjectMetadataList";
  readonly version: string;
  readonly isPretty: boolean;
}

interface Clause {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly quality: number;
}

const TYPES = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"];
const STREAMS = ["application/json;stream=watch", "application/vnd.kubernetes.protobuf;stream=watch"];
/** Served as JSON, whatever is asked for: discovery has a form of its own. */
const OTHERS = /^application\/(json|yaml|vnd\.kubernetes\.protobuf)$/;

/** Throws where nothing that is accepted can be given. */
export function negotiate(
  request: WireRequest,
  { isList = false, isCustom = false, isRefusal = false, only = TYPES } = {},
): Wanted {
  const clauses = clausesOf(request.accept);
  const isPretty = wantsPretty(request);
  const plain: Wanted = { format: "json", as: "", version: "v1", isPretty };
  if (clauses.length === 0) return plain;
  const acceptable = clauses.filter(
    ({ type }) => type === "*/*" || (OTHERS.test(type) && (only === TYPES || only.includes(type))),
  );
  if (acceptable.length === 0 && isCustom) throw noneOf(only);
  if (acceptable.length === 0) throw notAcceptable(isList && only === TYPES ? [...only, ...STREAMS] : only);
  for (const clause of acceptable) {
    // What is refused has no other form.
    if (isRefusal && clause.parameters.has("as")) continue;
    const wanted = fromClause(clause, plain);
    if (wanted !== undefined) return wanted;
  }
  throw noneOf(TYPES);
}

/** Throws where events cannot be given as they are wanted: YAML has no end of an event. */
export function negotiateWatch({ accept }: WireRequest): void {
  const clauses = clausesOf(accept);
  if (clauses.length === 0 || clauses.some(({ type }) => EVENTS.test(type))) return;
  if (clauses.some(({ type }) => OTHERS.test(type))) throw noneOf(STREAMS);
  throw notAcceptable([...TYPES, ...STREAMS]);
}

const EVENTS = /^(\*\/\*|application\/(json|vnd\.kubernetes\.protobuf))$/;

function noneOf(types: readonly string[]): Refusal {
  return new Refusal(406, "NotAcceptable", `only the following media types are accepted: ${types.join(", ")}`);
}

/** A client says the same with each request, and of each event of a watch it is asked. */
const known = new Map<string, readonly Clause[]>();
const KNOWN_MAX = 200;

function clausesOf(accept: string): readonly Clause[] {
  const found = known.get(accept);
  if (found !== undefined) return found;
  if (known.size >= KNOWN_MAX) known.clear();
  const clauses = parseAccept(accept);
  known.set(accept, clauses);
  return clauses;
}

function parseAccept(accept: string): Clause[] {
  const clauses = accept
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "")
    .map((one): Clause => {
      const [type = "", ...parameters] = one.split(";").map((part) => part.trim());
      const pairs = parameters.map((part): [string, string] => {
        const [key = "", value = ""] = part.split("=");
        return [key, value];
      });
      const map = new Map(pairs);
      return { type, parameters: map, quality: Number(map.get("q") ?? 1) };
    });
  return clauses.sort((a, b) => b.quality - a.quality);
}

const FORMS = ["Table", "PartialObjectMetadata", "PartialObjectMetadataList", "APIGroupDiscoveryList"];

function fromClause({ type, parameters }: Clause, plain: Wanted): Wanted | undefined {
  const as = parameters.get("as") ?? "";
  const version = parameters.get("v") ?? "v1";
  const format = type === "application/yaml" ? "yaml" : "json";
  const isPretty = plain.isPretty || parameters.get("pretty") === "1" || parameters.get("pretty") === "true";
  if (as === "" || as === "APIGroupDiscoveryList") return { ...plain, format, isPretty };
  if (!FORMS.includes(as) || parameters.get("g") !== "meta.k8s.io" || !/^v1(beta1)?$/.test(version)) return undefined;
  return { format, as: as as Wanted["as"], version, isPretty };
}

const TERMINALS = /^(curl|Wget|Mozilla)\b/;

function wantsPretty({ query, userAgent }: WireRequest): boolean {
  const asked = query["pretty"];
  return asked === undefined ? TERMINALS.test(userAgent) : asked !== "false" && asked !== "0";
}

function notAcceptable(types: readonly string[]): Refusal {
  const text = `406: Not Acceptable\n\nAvailable representations: ${types.join(", ")}`;
  return new Refusal(406, "NotAcceptable", text, {});
}

/** How an answer is laid out. Refusals have no other form; who wants one sees them laid out for people. */
export function layoutOf(request: WireRequest, status: number): Pick<Wanted, "format" | "isPretty"> {
  try {
    const { format, isPretty } = negotiate(request, { isRefusal: status >= 400 });
    return { format, isPretty };
  } catch {
    return { format: "json", isPretty: !/application\/\*/.test(request.accept) };
  }
}
