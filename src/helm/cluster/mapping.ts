/** Which resource a kind is, as client-go's mapper finds it in what the server lists (restmapper/discovery.go). */
import { NoKindMatchError, type ApiResource, type Discovery } from "../../kube/index.ts";

/** Kinds may be in lower case, have `List` behind them, and name no version where they have no group. Throws `NoKindMatchError`. */
export async function mappingOf(apiVersion: string, kind: string, discovery: Discovery): Promise<ApiResource> {
  const known = await discovery.find(apiVersion, kind);
  if (known !== undefined) return known;
  const all = await discovery.resources();
  const served = all.filter((one) => one.apiVersion === apiVersion || (apiVersion === "" && isCore(one)));
  const guess = served.find((one) => one.kind === kind) ?? guessed(served, kind);
  if (guess === undefined) throw new NoKindMatchError(apiVersion, kind);
  return guess;
}

function isCore({ apiVersion }: ApiResource): boolean {
  return !apiVersion.includes("/");
}

function guessed(served: readonly ApiResource[], kind: string): ApiResource | undefined {
  const lower = served.find((one) => one.kind.toLowerCase() === kind);
  if (lower !== undefined) return lower;
  const listed = kind === "List" ? served[0] : served.find((one) => `${one.kind}List` === kind);
  if (listed === undefined) return undefined;
  // The name is a guess that no server knows.
  const name = `${kind.toLowerCase()}s`;
  return { ...listed, kind, name, namespaced: kind !== "List" && listed.namespaced, subresources: [] };
}
