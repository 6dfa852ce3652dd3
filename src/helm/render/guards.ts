/** `required`, `fail` and `lookup` (helm pkg/engine/engine.go). */
import { func, type FuncMap, GoError, type Value } from "../../go/index.ts";
import { markWarning } from "./error-frame.ts";

/** What a linting run reports in place of an error. */
export type LintEvent = { readonly kind: "missing" | "empty" | "fail"; readonly message: string };

/** Objects of the cluster. Throws `GoError`. */
export type Lookup = (query: { apiVersion: string; kind: string; namespace: string; name: string }) => Value;

export interface GuardOptions {
  /** Set when linting: charts may then be rendered with values missing. */
  readonly onLint?: ((event: LintEvent) => void) | undefined;
  readonly lookup?: Lookup | undefined;
  /** `getHostByName` asks for addresses; otherwise it gives an empty text. */
  readonly dns?: boolean | undefined;
}

export function guards(options: GuardOptions): FuncMap {
  const { onLint, lookup, dns } = options;
  const functions = [
    func("required", "string, interface {}", (message: string, value: Value) => {
      if (value !== null && value !== "") return value;
      if (onLint === undefined) throw new GoError(markWarning(message));
      onLint({ kind: value === null ? "missing" : "empty", message });
      return "";
    }),
    func("fail", "string", (message: string) => {
      if (onLint === undefined) throw new GoError(markWarning(message));
      onLint({ kind: "fail", message });
      return "";
    }),
    func(
      "lookup",
      "string, string, string, string",
      (apiVersion: string, kind: string, namespace: string, name: string) =>
        lookup === undefined || onLint !== undefined ? new Map() : lookup({ apiVersion, kind, namespace, name }),
    ),
  ];
  if (dns !== true) functions.push(func("getHostByName", "string", () => ""));
  return new Map(functions.map((declared) => [declared.name, declared]));
}
