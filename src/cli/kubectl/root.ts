/** The part of kubectl's tree of commands that is here. */
import { join } from "../../go/path/index.ts";
import type { CommandBody, CommandEntry } from "../cobra/command.ts";
import type { Environment } from "../context.ts";
import { globalFlags } from "./global-flags.ts";

export function root(env: Environment): CommandEntry {
  return {
    use: "kubectl",
    short: "Does what kubectl kustomize does",
    long: `lade does what "kubectl kustomize" does, byte for byte. The other commands of kubectl are not here.

Usage:
  lade kubectl kustomize DIR [flags] [options]`,
    persistentFlags: globalFlags(join(env.get("HOME") ?? "", ".kube/cache")),
    commands: [
      {
        use: "kustomize DIR",
        short: "Build a kustomization target from a directory or URL",
        load: async (): Promise<CommandBody> => {
          const { definition } = await import("../kustomize/definitions/build.ts");
          const example = definition.example ?? "";
          // Kustomize's own program adds `--enable-exec` to the flags of its library.
          const flags = definition.flags?.filter(({ name }) => name !== "enable-exec") ?? [];
          return { ...definition, flags, example: example.replaceAll("kustomize build", "kubectl kustomize") };
        },
      },
      {
        use: "options",
        short: "Print the list of flags inherited by all commands",
        run: () => import("./options.ts"),
      },
    ],
  };
}
