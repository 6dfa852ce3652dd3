import { between } from "../helm/definitions/argument-rules.ts";
import type { CommandBody } from "../cobra/command.ts";
import type { FlagDefinition } from "../cobra/flag.ts";
import type { DefinitionOptions } from "../helm/definitions/options.ts";
import { chartFlags } from "./chart-flags.ts";

const LONG = `
Say where a field of a rendered object comes from: the line of the template that wrote it, through include and tpl, the
values that were read for it, who set them, and what that overrode.

OBJECT is kind/name or namespace/kind/name; the kind may be followed by its group: ingress.networking.k8s.io/web.
PATH leads to a field or to all fields below it: spec.replicas, spec.template.spec.containers[0].image,
spec.containers[name=web].image, metadata.labels["app.kubernetes.io/name"].
Without one, every field of the object is explained. Values in data and stringData of Secrets are not shown.

In the folder of a kustomization, say which line first set the field, and which generators, transformers, patches and
replacements changed it on its way through bases and components.
`;

const SHOW_SECRETS: FlagDefinition = {
  name: "show-secrets",
  type: "bool",
  usage: "show the values of Secrets, which are *** otherwise",
};

export function why(options: DefinitionOptions): CommandBody {
  return {
    long: LONG,
    example: `  lade why ./chart -f prod.yaml deployment/web spec.replicas
  lade why overlays/prod deployment/web spec.replicas`,
    flags: [...chartFlags(options), SHOW_SECRETS],
    args: between(2, 3),
    run: () => import("./why.ts"),
  };
}
