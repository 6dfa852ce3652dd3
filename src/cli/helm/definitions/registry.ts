import type { CommandBody } from "../../cobra/command.ts";
import type { DefinitionOptions } from "./options.ts";
import { noFiles } from "../../cobra/completion.ts";
import { atLeast } from "./argument-rules.ts";
import { present } from "./present.ts";

const REGISTRY = `
This command consists of multiple subcommands to interact with registries.
`;
const REGISTRY_LOGIN_4 = `
Authenticate to a remote registry.

For example for Github Container Registry:

    echo "$GITHUB_TOKEN" | helm registry login ghcr.io -u $GITHUB_USER --password-stdin
`;
const REGISTRY_LOGIN_3 = `
Authenticate to a remote registry.
`;
const REGISTRY_LOGOUT = `
Remove credentials stored for a remote registry.
`;

export function registry(options: DefinitionOptions): CommandBody {
  return {
    long: REGISTRY,
    commands: [
      { use: "login [host]", short: "login to a registry", ...registryLogin(options) },
      { use: "logout [host]", short: "logout from a registry", ...registryLogout() },
    ],
  };
}

function registryLogin({ dialect }: DefinitionOptions): CommandBody {
  const helm4 = dialect === "helm4";
  return {
    long: helm4 ? REGISTRY_LOGIN_4 : REGISTRY_LOGIN_3,
    flags: present(
      { name: "ca-file", usage: "verify certificates of HTTPS-enabled servers using this CA bundle" },
      { name: "cert-file", usage: "identify registry client using this SSL certificate file" },
      { name: "insecure", type: "bool", usage: "allow connections to TLS registry without certs" },
      { name: "key-file", usage: "identify registry client using this SSL key file" },
      { name: "password", shorthand: "p", usage: "registry password or identity token" },
      { name: "password-stdin", type: "bool", usage: "read password or identity token from stdin" },
      { name: "plain-http", type: "bool", usage: "use insecure HTTP connections for the chart upload" },
      { name: "username", shorthand: "u", usage: "registry username" },
    ),
    args: atLeast(1),
    complete: noFiles,
    run: () => import("../registry-login.ts"),
  };
}

function registryLogout(): CommandBody {
  return {
    long: REGISTRY_LOGOUT,
    args: atLeast(1),
    complete: noFiles,
    run: () => import("../registry-logout.ts"),
  };
}
