import type { CommandBody } from "../../cobra/command.ts";
import type { DefinitionOptions } from "./options.ts";
import { noMoreArguments } from "../completions.ts";
import { noArguments } from "./argument-rules.ts";
import { present } from "./present.ts";

const VERSION_4 = `
Show the version for Helm.

This will print a representation of the version of Helm.
The output will look something like this:

version.BuildInfo{Version:"v3.2.1", GitCommit:"fe51cd1e31e6a202cba7dead9552a6d418ded79a", GitTreeState:"clean", GoVersion:"go1.13.10"}

- Version is the semantic version of the release.
- GitCommit is the SHA for the commit that this version was built from.
- GitTreeState is "clean" if there are no local code changes when this binary was
  built, and "dirty" if the binary was built from locally modified code.
- GoVersion is the version of Go that was used to compile Helm.

When using the --template flag the following properties are available to use in
the template:

- .Version contains the semantic version of Helm
- .GitCommit is the git commit
- .GitTreeState is the state of the git tree when Helm was built
- .GoVersion contains the version of Go that Helm was compiled with

For example, --template='Version: {{.Version}}' outputs 'Version: v3.2.1'.
`;
const VERSION_3 = `
Show the version for Helm.

This will print a representation the version of Helm.
The output will look something like this:

version.BuildInfo{Version:"v3.2.1", GitCommit:"fe51cd1e31e6a202cba7dead9552a6d418ded79a", GitTreeState:"clean", GoVersion:"go1.13.10"}

- Version is the semantic version of the release.
- GitCommit is the SHA for the commit that this version was built from.
- GitTreeState is "clean" if there are no local code changes when this binary was
  built, and "dirty" if the binary was built from locally modified code.
- GoVersion is the version of Go that was used to compile Helm.

When using the --template flag the following properties are available to use in
the template:

- .Version contains the semantic version of Helm
- .GitCommit is the git commit
- .GitTreeState is the state of the git tree when Helm was built
- .GoVersion contains the version of Go that Helm was compiled with

For example, --template='Version: {{.Version}}' outputs 'Version: v3.2.1'.
`;

export function version({ dialect }: DefinitionOptions): CommandBody {
  const helm4 = dialect === "helm4";
  return {
    long: helm4 ? VERSION_4 : VERSION_3,
    flags: present(
      !helm4 && {
        name: "client",
        shorthand: "c",
        type: "bool",
        usage: "display client version information",
        default: "true",
        hidden: true,
      },
      { name: "short", type: "bool", usage: "print the version number" },
      { name: "template", usage: "template for version string format" },
    ),
    args: noArguments,
    complete: noMoreArguments,
    run: () => import("../version.ts"),
  };
}
