import type { CommandBody } from "../../cobra/command.ts";
import type { DefinitionOptions } from "./options.ts";
import { noMoreArguments } from "../completions.ts";
import { noArguments } from "./argument-rules.ts";
import { outputFlag } from "./output-flag.ts";
import { present } from "./present.ts";

const LIST_4 = `
This command lists all of the releases for a specified namespace (uses current namespace context if namespace not specified).

By default, it lists all releases in any status. Individual status filters like '--deployed', '--failed',
'--pending', '--uninstalled', '--superseded', and '--uninstalling' can be used
to show only releases in specific states. Such flags can be combined:
'--deployed --failed'.

By default, items are sorted alphabetically. Use the '-d' flag to sort by
release date.

If the --filter flag is provided, it will be treated as a filter. Filters are
regular expressions (Perl compatible) that are applied to the list of releases.
Only items that match the filter will be returned.

    $ helm list --filter 'ara[a-z]+'
    NAME                UPDATED                                  CHART
    maudlin-arachnid    2020-06-18 14:17:46.125134977 +0000 UTC  alpine-0.1.0

If no results are found, 'helm list' will exit 0, but with no output (or in
the case of no '-q' flag, only headers).

By default, up to 256 items may be returned. To limit this, use the '--max' flag.
Setting '--max' to 0 will not return all results. Rather, it will return the
server's default, which may be much higher than 256. Pairing the '--max'
flag with the '--offset' flag allows you to page through results.
`;
const LIST_3 = `
This command lists all of the releases for a specified namespace (uses current namespace context if namespace not specified).

By default, it lists only releases that are deployed or failed. Flags like
'--uninstalled' and '--all' will alter this behavior. Such flags can be combined:
'--uninstalled --failed'.

By default, items are sorted alphabetically. Use the '-d' flag to sort by
release date.

If the --filter flag is provided, it will be treated as a filter. Filters are
regular expressions (Perl compatible) that are applied to the list of releases.
Only items that match the filter will be returned.

    $ helm list --filter 'ara[a-z]+'
    NAME                UPDATED                                  CHART
    maudlin-arachnid    2020-06-18 14:17:46.125134977 +0000 UTC  alpine-0.1.0

If no results are found, 'helm list' will exit 0, but with no output (or in
the case of no '-q' flag, only headers).

By default, up to 256 items may be returned. To limit this, use the '--max' flag.
Setting '--max' to 0 will not return all results. Rather, it will return the
server's default, which may be much higher than 256. Pairing the '--max'
flag with the '--offset' flag allows you to page through results.
`;

export function list({ dialect }: DefinitionOptions): CommandBody {
  const helm4 = dialect === "helm4";
  return {
    long: helm4 ? LIST_4 : LIST_3,
    flags: present(
      outputFlag,
      !helm4 && { name: "all", shorthand: "a", type: "bool", usage: "show all releases without any filter applied" },
      { name: "all-namespaces", shorthand: "A", type: "bool", usage: "list releases across all namespaces" },
      { name: "date", shorthand: "d", type: "bool", usage: "sort by release date" },
      helm4
        ? { name: "deployed", type: "bool", usage: "show deployed releases" }
        : {
            name: "deployed",
            type: "bool",
            usage: "show deployed releases. If no other is specified, this will be automatically enabled",
          },
      { name: "failed", type: "bool", usage: "show failed releases" },
      {
        name: "filter",
        shorthand: "f",
        usage:
          "a regular expression (Perl compatible). Any releases that match the expression will be included in the results",
      },
      { name: "max", shorthand: "m", type: "int", usage: "maximum number of releases to fetch", default: "256" },
      { name: "no-headers", type: "bool", usage: "don't print headers when using the default output format" },
      { name: "offset", type: "int", usage: "next release index in the list, used to offset from start value" },
      { name: "pending", type: "bool", usage: "show pending releases" },
      { name: "reverse", shorthand: "r", type: "bool", usage: "reverse the sort order" },
      {
        name: "selector",
        shorthand: "l",
        usage:
          "Selector (label query) to filter on, supports '=', '==', and '!='.(e.g. -l key1=value1,key2=value2). Works only for secret(default) and configmap storage backends.",
      },
      { name: "short", shorthand: "q", type: "bool", usage: "output short (quiet) listing format" },
      { name: "superseded", type: "bool", usage: "show superseded releases" },
      {
        name: "time-format",
        usage: 'format time using golang time formatter. Example: --time-format "2006-01-02 15:04:05Z0700"',
      },
      {
        name: "uninstalled",
        type: "bool",
        usage: "show uninstalled releases (if 'helm uninstall --keep-history' was used)",
      },
      { name: "uninstalling", type: "bool", usage: "show releases that are currently being uninstalled" },
    ),
    args: noArguments,
    complete: noMoreArguments,
    run: () => import("../list.ts"),
  };
}
