import type { CommandBody } from "../../cobra/command.ts";
import { outputFlag } from "./output-flag.ts";
import { present } from "./present.ts";

const SEARCH = `
Search provides the ability to search for Helm charts in the various places
they can be stored including the Artifact Hub and repositories you have added.
Use search subcommands to search different locations for charts.
`;
const SEARCH_HUB = `
Search for Helm charts in the Artifact Hub or your own hub instance.

Artifact Hub is a web-based application that enables finding, installing, and
publishing packages and configurations for CNCF projects, including publicly
available distributed charts Helm charts. It is a Cloud Native Computing
Foundation sandbox project. You can browse the hub at https://artifacthub.io/

The [KEYWORD] argument accepts either a keyword string, or quoted string of rich
query options. For rich query options documentation, see
https://artifacthub.github.io/hub/api/?urls.primaryName=Monocular%20compatible%20search%20API#/Monocular/get_api_chartsvc_v1_charts_search

Previous versions of Helm used an instance of Monocular as the default
'endpoint', so for backwards compatibility Artifact Hub is compatible with the
Monocular search API. Similarly, when setting the 'endpoint' flag, the specified
endpoint must also be implement a Monocular compatible search API endpoint.
Note that when specifying a Monocular instance as the 'endpoint', rich queries
are not supported. For API details, see https://github.com/helm/monocular
`;
const SEARCH_REPO = `
Search reads through all of the repositories configured on the system, and
looks for matches. Search of these repositories uses the metadata stored on
the system.

It will display the latest stable versions of the charts found. If you
specify the --devel flag, the output will include pre-release versions.
If you want to search using a version constraint, use --version.

Examples:

    # Search for stable release versions matching the keyword "nginx"
    $ helm search repo nginx

    # Search for release versions matching the keyword "nginx", including pre-release versions
    $ helm search repo nginx --devel

    # Search for the latest stable release for nginx-ingress with a major version of 1
    $ helm search repo nginx-ingress --version ^1.0.0

Repositories are managed with 'helm repo' commands.
`;

export function search(): CommandBody {
  return {
    long: SEARCH,
    commands: [
      { use: "hub [KEYWORD]", short: "search for charts in the Artifact Hub or your own hub instance", ...searchHub() },
      { use: "repo [keyword]", short: "search repositories for a keyword in charts", ...searchRepo() },
    ],
  };
}

function searchHub(): CommandBody {
  return {
    long: SEARCH_HUB,
    flags: present(
      outputFlag,
      { name: "endpoint", usage: "Hub instance to query for charts", default: "https://hub.helm.sh" },
      { name: "fail-on-no-result", type: "bool", usage: "search fails if no results are found" },
      { name: "list-repo-url", type: "bool", usage: "print charts repository URL" },
      { name: "max-col-width", type: "uint", usage: "maximum column width for output table", default: "50" },
    ),
    run: () => import("../search-hub.ts"),
  };
}

function searchRepo(): CommandBody {
  return {
    long: SEARCH_REPO,
    flags: present(
      outputFlag,
      {
        name: "devel",
        type: "bool",
        usage:
          "use development versions (alpha, beta, and release candidate releases), too. Equivalent to version '>0.0.0-0'. If --version is set, this is ignored",
      },
      { name: "fail-on-no-result", type: "bool", usage: "search fails if no results are found" },
      { name: "max-col-width", type: "uint", usage: "maximum column width for output table", default: "50" },
      {
        name: "regexp",
        shorthand: "r",
        type: "bool",
        usage: "use regular expressions for searching repositories you have added",
      },
      { name: "version", usage: "search using semantic versioning constraints on repositories you have added" },
      {
        name: "versions",
        shorthand: "l",
        type: "bool",
        usage:
          "show the long listing, with each version of each chart on its own line, for repositories you have added",
      },
    ),
    run: () => import("../search-repo.ts"),
  };
}
