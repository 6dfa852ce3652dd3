/** The flags that several `edit` commands share. */
import type { GeneratorFlags, PatchFlags } from "../../../kustomize/edit/index.ts";
import type { FlagValues, RunContext } from "../../context.ts";

export function patchFlags(flags: FlagValues): PatchFlags {
  return {
    path: flags.string("path"),
    patch: flags.string("patch"),
    target: {
      group: flags.string("group"),
      version: flags.string("version"),
      kind: flags.string("kind"),
      name: flags.string("name"),
      namespace: flags.string("namespace"),
      annotationSelector: flags.string("annotation-selector"),
      labelSelector: flags.string("label-selector"),
    },
  };
}

export function addFlags({ flags }: RunContext): GeneratorFlags {
  return {
    files: flags.strings("from-file"),
    literals: flags.strings("from-literal"),
    envFile: flags.string("from-env-file"),
    disableHash: flags.bool("disableNameSuffixHash"),
    namespace: flags.string("namespace"),
    ...(flags.has("behavior") && { behavior: flags.string("behavior") }),
    ...(flags.has("type") && { type: flags.string("type") }),
  };
}

export function setFlags({ flags }: RunContext): GeneratorFlags {
  return {
    literals: flags.strings("from-literal"),
    namespace: flags.string("namespace"),
    newNamespace: flags.string("new-namespace"),
  };
}
