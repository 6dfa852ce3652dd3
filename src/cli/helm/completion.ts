import type { RunPart } from "../cobra/command.ts";
import type { Shell } from "../cobra/shells/index.ts";
import type { CommandContext } from "../context.ts";

/** Prints the completion script for a shell (pkg/cmd/completion.go). */
export function completion(shell: Shell): RunPart {
  return {
    async run({ flags, out, settings }: CommandContext) {
      const { completionScript } = await import("../cobra/shells/index.ts");
      out.write(completionScript({ shell, program: "helm", descriptions: !flags.bool("no-descriptions") }));
      const { base } = await import("../../go/path/index.ts");
      const called = base(settings.environment().get("HELM_BIN") ?? "helm");
      if (called !== "helm") out.write(HOOKS[shell]?.replaceAll("@called@", called) ?? "");
      if (shell === "zsh") out.write("compdef _helm helm");
    },
  };
}

/** What a script needs in addition where helm was given another name. */
const HOOKS: Readonly<Partial<Record<Shell, string>>> = {
  bash: `
# Hook the command used to generate the completion script
# to the helm completion function to handle the case where
# the user renamed the helm binary
if [[ $(type -t compopt) = "builtin" ]]; then
    complete -o default -F __start_helm @called@
else
    complete -o default -o nospace -F __start_helm @called@
fi
`,
  zsh: `
# Hook the command used to generate the completion script
# to the helm completion function to handle the case where
# the user renamed the helm binary
compdef _helm @called@
`,
};
