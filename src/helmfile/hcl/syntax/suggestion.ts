import { quote } from "../../../go/strconv/index.ts";
import { editDistance } from "../../../helm/why/index.ts";

/** Names further away than this are not meant. */
const DISTANCE_MAX = 2;

/** ` Did you mean "…"?` for the first name that is close, nothing without one. */
export function suggestion(given: string, names: Iterable<string>): string {
  for (const name of names) if (editDistance(given, name) <= DISTANCE_MAX) return ` Did you mean ${quote(name)}?`;
  return "";
}
