/** filepath.Rel (Go 1.26) for two absolute paths. */
import { clean } from "../../go/path/index.ts";

export function relative(from: string, to: string): string {
  const [start, end] = [from, to].map((path) => clean(path).split("/").filter(Boolean)) as [string[], string[]];
  const differs = start.findIndex((part, at) => part !== end[at]);
  const common = differs < 0 ? start.length : differs;
  return [...start.slice(common).map(() => ".."), ...end.slice(common)].join("/") || ".";
}
