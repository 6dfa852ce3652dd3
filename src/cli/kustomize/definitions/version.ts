/** Help, flags and arguments of `kustomize version`, as Kustomize 5.8.1 has them. */
import type { CommandBody } from "../../cobra/command.ts";

export const definition: CommandBody = {
  example: "kustomize version",
  flags: [
    { name: "output", shorthand: "o", usage: "One of 'yaml' or 'json'." },
    { name: "short", type: "bool", usage: "short form", deprecated: "and will be removed in the future." },
  ],
  run: () => import("../version.ts"),
};
