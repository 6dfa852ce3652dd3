/** The command `completion` that cobra v1.10.2 adds to programs that have none of their own. */
import { noArguments } from "./arguments.ts";
import type { CommandEntry } from "./command.ts";
import { noFiles } from "./completion.ts";
import type { Shell } from "./shells/index.ts";

/** `program` is the name of the root. */
export function completionCommand(program: string): CommandEntry {
  return {
    use: "completion",
    short: "Generate the autocompletion script for the specified shell",
    long: `Generate the autocompletion script for ${program} for the specified shell.
See each sub-command's help for details on how to use the generated script.
`,
    complete: noFiles,
    commands: [
      { ...ofShell(program, "bash"), disableFlagsInUseLine: true, long: bash(program) },
      { ...ofShell(program, "zsh"), long: zsh(program) },
      { ...ofShell(program, "fish"), long: fish(program) },
      { ...ofShell(program, "powershell"), long: powershell(program) },
    ],
  };
}

function ofShell(program: string, shell: Shell): CommandEntry {
  return {
    use: shell,
    short: `Generate the autocompletion script for ${shell}`,
    flags: [{ name: "no-descriptions", type: "bool", usage: "disable completion descriptions" }],
    args: noArguments,
    complete: noFiles,
    run: async () => ({
      async run({ flags, out }) {
        const { completionScript } = await import("./shells/index.ts");
        out.write(completionScript({ shell, program, descriptions: !flags.bool("no-descriptions") }));
      },
    }),
  };
}

function bash(program: string): string {
  return `Generate the autocompletion script for the bash shell.

This script depends on the 'bash-completion' package.
If it is not installed already, you can install it via your OS's package manager.

To load completions in your current shell session:

	source <(${program} completion bash)

To load completions for every new session, execute once:

#### Linux:

	${program} completion bash > /etc/bash_completion.d/${program}

#### macOS:

	${program} completion bash > $(brew --prefix)/etc/bash_completion.d/${program}

You will need to start a new shell for this setup to take effect.
`;
}

function zsh(program: string): string {
  return `Generate the autocompletion script for the zsh shell.

If shell completion is not already enabled in your environment you will need
to enable it.  You can execute the following once:

	echo "autoload -U compinit; compinit" >> ~/.zshrc

To load completions in your current shell session:

	source <(${program} completion zsh)

To load completions for every new session, execute once:

#### Linux:

	${program} completion zsh > "\${fpath[1]}/_${program}"

#### macOS:

	${program} completion zsh > $(brew --prefix)/share/zsh/site-functions/_${program}

You will need to start a new shell for this setup to take effect.
`;
}

function fish(program: string): string {
  return `Generate the autocompletion script for the fish shell.

To load completions in your current shell session:

	${program} completion fish | source

To load completions for every new session, execute once:

	${program} completion fish > ~/.config/fish/completions/${program}.fish

You will need to start a new shell for this setup to take effect.
`;
}

function powershell(program: string): string {
  return `Generate the autocompletion script for powershell.

To load completions in your current shell session:

	${program} completion powershell | Out-String | Invoke-Expression

To load completions for every new session, add the output of the above command
to your powershell profile.
`;
}
