/** Help, flags and arguments of `kustomize completion`, as Kustomize 5.8.1 has them. */
import type { CommandBody } from "../../cobra/command.ts";

export const definition: CommandBody = {
  long: "Generate shell completion.",
  disableFlagsInUseLine: true,
  validArgs: ["bash", "zsh", "fish", "powershell"],
  run: () => import("../completion.ts"),
};
