/** `kustomize create` (kustomize 5.8.1, commands/create). */
import { createKustomization } from "../../kustomize/edit/index.ts";
import type { RunContext } from "../context.ts";
import { withEditContext } from "./edit/session.ts";

export function run(context: RunContext): Promise<void> {
  const { flags } = context;
  const values = {
    resources: flags.string("resources"),
    namespace: flags.string("namespace"),
    annotations: flags.string("annotations"),
    labels: flags.string("labels"),
    prefix: flags.string("nameprefix"),
    suffix: flags.string("namesuffix"),
    detect: flags.bool("autodetect"),
    recursive: flags.bool("recursive"),
  };
  return withEditContext(context, (edit) => createKustomization(values, edit));
}
