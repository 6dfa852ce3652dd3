import type { CommandBody } from "../../cobra/command.ts";
import type { DefinitionOptions } from "./options.ts";
import { noMoreArguments, onePath, repoAddArguments, repositories } from "../completions.ts";
import { atLeast, exactly, noArguments } from "./argument-rules.ts";
import { outputFlag } from "./output-flag.ts";
import { present } from "./present.ts";

const REPO = `
This command consists of multiple subcommands to interact with chart repositories.

It can be used to add, remove, list, and index chart repositories.
`;
const REPO_INDEX = `
Read the current directory, generate an index file based on the charts found
and write the result to 'index.yaml' in the current directory.

This tool is used for creating an 'index.yaml' file for a chart repository. To
set an absolute URL to the charts, use '--url' flag.

To merge the generated index with an existing index file, use the '--merge'
flag. In this case, the charts found in the current directory will be merged
into the index passed in with --merge, with local charts taking priority over
existing charts.
`;
const REPO_UPDATE = `
Update gets the latest information about charts from the respective chart repositories.
Information is cached locally, where it is used by commands like 'helm search'.

You can optionally specify a list of repositories you want to update.
	$ helm repo update <repo_name> ...
To update all the repositories, use 'helm repo update'.
`;

export function repo(options: DefinitionOptions): CommandBody {
  return {
    long: REPO,
    args: noArguments,
    commands: [
      { use: "add [NAME] [URL]", short: "add a chart repository", ...repoAdd(options) },
      {
        use: "index [DIR]",
        short: "generate an index file given a directory containing packaged charts",
        ...repoIndex(),
      },
      { use: "list", aliases: ["ls"], short: "list chart repositories", ...repoList(options) },
      {
        use: "remove [REPO1 [REPO2 ...]]",
        aliases: ["rm"],
        short: "remove one or more chart repositories",
        ...repoRemove(),
      },
      {
        use: "update [REPO1 [REPO2 ...]]",
        aliases: ["up"],
        short: "update information of available charts locally from chart repositories",
        ...repoUpdate(options),
      },
    ],
  };
}

function repoAdd({ dialect }: DefinitionOptions): CommandBody {
  const helm4 = dialect === "helm4";
  return {
    flags: present(
      {
        name: "allow-deprecated-repos",
        type: "bool",
        usage:
          "by default, this command will not allow adding official repos that have been permanently deleted. This disables that behavior",
      },
      { name: "ca-file", usage: "verify certificates of HTTPS-enabled servers using this CA bundle" },
      { name: "cert-file", usage: "identify HTTPS client using this SSL certificate file" },
      { name: "force-update", type: "bool", usage: "replace (overwrite) the repo if it already exists" },
      { name: "insecure-skip-tls-verify", type: "bool", usage: "skip tls certificate checks for the repository" },
      { name: "key-file", usage: "identify HTTPS client using this SSL key file" },
      !helm4 && {
        name: "no-update",
        type: "bool",
        usage: "Ignored. Formerly, it would disabled forced updates. It is deprecated by force-update.",
      },
      { name: "pass-credentials", type: "bool", usage: "pass credentials to all domains" },
      { name: "password", usage: "chart repository password" },
      { name: "password-stdin", type: "bool", usage: "read chart repository password from stdin" },
      {
        name: "timeout",
        type: "duration",
        usage: "time to wait for the index file download to complete",
        default: "2m0s",
      },
      { name: "username", usage: "chart repository username" },
    ),
    args: exactly(2),
    complete: repoAddArguments,
    run: () => import("../repo-add.ts"),
  };
}

function repoIndex(): CommandBody {
  return {
    long: REPO_INDEX,
    flags: present(
      { name: "json", type: "bool", usage: "output in JSON format" },
      { name: "merge", usage: "merge the generated index into the given index" },
      { name: "url", usage: "url of chart repository" },
    ),
    args: exactly(1),
    complete: onePath,
    run: () => import("../repo-index.ts"),
  };
}

function repoList({ dialect }: DefinitionOptions): CommandBody {
  const helm4 = dialect === "helm4";
  return {
    flags: present(outputFlag, helm4 && { name: "no-headers", type: "bool", usage: "suppress headers in the output" }),
    args: noArguments,
    complete: noMoreArguments,
    run: () => import("../repo-list.ts"),
  };
}

function repoRemove(): CommandBody {
  return {
    args: atLeast(1),
    complete: repositories,
    run: () => import("../repo-remove.ts"),
  };
}

function repoUpdate({ dialect }: DefinitionOptions): CommandBody {
  const helm4 = dialect === "helm4";
  return {
    long: REPO_UPDATE,
    flags: present(
      !helm4 && {
        name: "fail-on-repo-update-fail",
        type: "bool",
        usage: "update fails if any of the repository updates fail",
      },
      {
        name: "timeout",
        type: "duration",
        usage: "time to wait for the index file download to complete",
        default: "2m0s",
      },
    ),
    args: atLeast(0),
    complete: repositories,
    run: () => import("../repo-update.ts"),
  };
}
