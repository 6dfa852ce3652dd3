import type { CommandBody } from "../../cobra/command.ts";
import type { DefinitionOptions } from "./options.ts";
import { atMost, noArguments } from "./argument-rules.ts";
import { keyring } from "./keyring.ts";
import { present } from "./present.ts";

const DEPENDENCY = `
Manage the dependencies of a chart.

Helm charts store their dependencies in 'charts/'. For chart developers, it is
often easier to manage dependencies in 'Chart.yaml' which declares all
dependencies.

The dependency commands operate on that file, making it easy to synchronize
between the desired dependencies and the actual dependencies stored in the
'charts/' directory.

For example, this Chart.yaml declares two dependencies:

    # Chart.yaml
    dependencies:
    - name: nginx
      version: "1.2.3"
      repository: "https://example.com/charts"
    - name: memcached
      version: "3.2.1"
      repository: "https://another.example.com/charts"


The 'name' should be the name of a chart, where that name must match the name
in that chart's 'Chart.yaml' file.

The 'version' field should contain a semantic version or version range.

The 'repository' URL should point to a Chart Repository. Helm expects that by
appending '/index.yaml' to the URL, it should be able to retrieve the chart
repository's index. Note: 'repository' can be an alias. The alias must start
with 'alias:' or '@'.

Starting from 2.2.0, repository can be defined as the path to the directory of
the dependency charts stored locally. The path should start with a prefix of
"file://". For example,

    # Chart.yaml
    dependencies:
    - name: nginx
      version: "1.2.3"
      repository: "file://../dependency_chart/nginx"

If the dependency chart is retrieved locally, it is not required to have the
repository added to helm by "helm add repo". Version matching is also supported
for this case.
`;
const DEPENDENCY_BUILD = `
Build out the charts/ directory from the Chart.lock file.

Build is used to reconstruct a chart's dependencies to the state specified in
the lock file. This will not re-negotiate dependencies, as 'helm dependency update'
does.

If no lock file is found, 'helm dependency build' will mirror the behavior
of 'helm dependency update'.
`;
const DEPENDENCY_LIST = `
List all of the dependencies declared in a chart.

This can take chart archives and chart directories as input. It will not alter
the contents of a chart.

This will produce an error if the chart cannot be loaded.
`;
const DEPENDENCY_UPDATE = `
Update the on-disk dependencies to mirror Chart.yaml.

This command verifies that the required charts, as expressed in 'Chart.yaml',
are present in 'charts/' and are at an acceptable version. It will pull down
the latest charts that satisfy the dependencies, and clean up old dependencies.

On successful update, this will generate a lock file that can be used to
rebuild the dependencies to an exact version.

Dependencies are not required to be represented in 'Chart.yaml'. For that
reason, an update command will not remove charts unless they are (a) present
in the Chart.yaml file, but (b) at the wrong version.
`;

export function dependency(options: DefinitionOptions): CommandBody {
  return {
    long: DEPENDENCY,
    args: noArguments,
    commands: [
      {
        use: "build CHART",
        short: "rebuild the charts/ directory based on the Chart.lock file",
        ...dependencyBuild(options),
      },
      { use: "list CHART", aliases: ["ls"], short: "list the dependencies for the given chart", ...dependencyList() },
      {
        use: "update CHART",
        aliases: ["up"],
        short: "update charts/ based on the contents of Chart.yaml",
        ...dependencyUpdate(options),
      },
    ],
  };
}

function dependencyBuild(options: DefinitionOptions): CommandBody {
  return {
    long: DEPENDENCY_BUILD,
    flags: present(
      { name: "ca-file", usage: "verify certificates of HTTPS-enabled servers using this CA bundle" },
      { name: "cert-file", usage: "identify HTTPS client using this SSL certificate file" },
      { name: "insecure-skip-tls-verify", type: "bool", usage: "skip tls certificate checks for the chart download" },
      { name: "key-file", usage: "identify HTTPS client using this SSL key file" },
      { name: "keyring", usage: "keyring containing public keys", default: keyring(options) },
      { name: "password", usage: "chart repository password where to locate the requested chart" },
      { name: "plain-http", type: "bool", usage: "use insecure HTTP connections for the chart download" },
      { name: "skip-refresh", type: "bool", usage: "do not refresh the local repository cache" },
      { name: "username", usage: "chart repository username where to locate the requested chart" },
      { name: "verify", type: "bool", usage: "verify the packages against signatures" },
    ),
    args: atMost(1),
    run: () => import("../dependency-build.ts"),
  };
}

function dependencyList(): CommandBody {
  return {
    long: DEPENDENCY_LIST,
    flags: present({
      name: "max-col-width",
      type: "uint",
      usage: "maximum column width for output table",
      default: "80",
    }),
    args: atMost(1),
    run: () => import("../dependency-list.ts"),
  };
}

function dependencyUpdate(options: DefinitionOptions): CommandBody {
  return {
    long: DEPENDENCY_UPDATE,
    flags: present(
      { name: "ca-file", usage: "verify certificates of HTTPS-enabled servers using this CA bundle" },
      { name: "cert-file", usage: "identify HTTPS client using this SSL certificate file" },
      { name: "insecure-skip-tls-verify", type: "bool", usage: "skip tls certificate checks for the chart download" },
      { name: "key-file", usage: "identify HTTPS client using this SSL key file" },
      { name: "keyring", usage: "keyring containing public keys", default: keyring(options) },
      { name: "password", usage: "chart repository password where to locate the requested chart" },
      { name: "plain-http", type: "bool", usage: "use insecure HTTP connections for the chart download" },
      { name: "skip-refresh", type: "bool", usage: "do not refresh the local repository cache" },
      { name: "username", usage: "chart repository username where to locate the requested chart" },
      { name: "verify", type: "bool", usage: "verify the packages against signatures" },
    ),
    args: atMost(1),
    run: () => import("../dependency-update.ts"),
  };
}
