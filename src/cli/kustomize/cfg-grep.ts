/** `kustomize cfg grep` (cmd/config 0.21). */
import { grep, parseQuery, writeText } from "../../kustomize/kio/index.ts";
import type { RunContext } from "../context.ts";
import { documentsOf } from "./cfg-packages.ts";

export function run(context: RunContext): void {
  const { args, flags, out } = context;
  const [text, folder] = args;
  if (text === undefined) throw new Error("missing required argument: QUERY");
  const query = parseQuery(text);
  const written = documentsOf(context, folder, {
    failure: (message) => `${message}\n`,
    render(items) {
      const found = grep(items, query, { invert: flags.bool("invert-match") });
      return found.length === 0 ? "" : writeText(found, { keepAnnotations: flags.bool("annotate") });
    },
  });
  out.write(written);
}
