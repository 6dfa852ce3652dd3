import type { CommandBody } from "../../cobra/command.ts";
import { noMoreArguments } from "../completions.ts";
import { noArguments } from "./argument-rules.ts";
import { present } from "./present.ts";

const COMPLETION = `
Generate autocompletion scripts for Helm for the specified shell.
`;
const COMPLETION_BASH = `
Generate the autocompletion script for Helm for the bash shell.

To load completions in your current shell session:

    source <(helm completion bash)

To load completions for every new session, execute once:
- Linux:

      helm completion bash > /etc/bash_completion.d/helm

- MacOS:

      helm completion bash > /usr/local/etc/bash_completion.d/helm
`;
const COMPLETION_FISH = `
Generate the autocompletion script for Helm for the fish shell.

To load completions in your current shell session:

    helm completion fish | source

To load completions for every new session, execute once:

    helm completion fish > ~/.config/fish/completions/helm.fish

You will need to start a new shell for this setup to take effect.
`;
const COMPLETION_POWERSHELL = `
Generate the autocompletion script for powershell.

To load completions in your current shell session:
PS C:\\> helm completion powershell | Out-String | Invoke-Expression

To load completions for every new session, add the output of the above command
to your powershell profile.
`;
const COMPLETION_ZSH = `
Generate the autocompletion script for Helm for the zsh shell.

To load completions in your current shell session:

    source <(helm completion zsh)

To load completions for every new session, execute once:

    helm completion zsh > "\${fpath[1]}/_helm"
`;

export function completion(): CommandBody {
  return {
    long: COMPLETION,
    args: noArguments,
    commands: [
      { use: "bash", short: "generate autocompletion script for bash", ...completionBash() },
      { use: "fish", short: "generate autocompletion script for fish", ...completionFish() },
      { use: "powershell", short: "generate autocompletion script for powershell", ...completionPowershell() },
      { use: "zsh", short: "generate autocompletion script for zsh", ...completionZsh() },
    ],
  };
}

function completionBash(): CommandBody {
  return {
    long: COMPLETION_BASH,
    flags: present({ name: "no-descriptions", type: "bool", usage: "disable completion descriptions" }),
    args: noArguments,
    complete: noMoreArguments,
    run: async () => (await import("../completion.ts")).completion("bash"),
  };
}

function completionFish(): CommandBody {
  return {
    long: COMPLETION_FISH,
    flags: present({ name: "no-descriptions", type: "bool", usage: "disable completion descriptions" }),
    args: noArguments,
    complete: noMoreArguments,
    run: async () => (await import("../completion.ts")).completion("fish"),
  };
}

function completionPowershell(): CommandBody {
  return {
    long: COMPLETION_POWERSHELL,
    flags: present({ name: "no-descriptions", type: "bool", usage: "disable completion descriptions" }),
    args: noArguments,
    complete: noMoreArguments,
    run: async () => (await import("../completion.ts")).completion("powershell"),
  };
}

function completionZsh(): CommandBody {
  return {
    long: COMPLETION_ZSH,
    flags: present({ name: "no-descriptions", type: "bool", usage: "disable completion descriptions" }),
    args: noArguments,
    complete: noMoreArguments,
    run: async () => (await import("../completion.ts")).completion("zsh"),
  };
}
