import type { Completion } from "../../cobra/completion.ts";
import type { FlagDefinition } from "../../cobra/flag.ts";
import { keyring } from "./keyring.ts";
import type { DefinitionOptions } from "./options.ts";

/** The flags that say where a chart is and how to fetch it. `version` proposes versions. */
export function chartPathFlags(options: DefinitionOptions, version: Completion): FlagDefinition[] {
  return [
    { name: "ca-file", usage: "verify certificates of HTTPS-enabled servers using this CA bundle" },
    { name: "cert-file", usage: "identify HTTPS client using this SSL certificate file" },
    { name: "insecure-skip-tls-verify", type: "bool", usage: "skip tls certificate checks for the chart download" },
    { name: "key-file", usage: "identify HTTPS client using this SSL key file" },
    { name: "keyring", usage: "location of public keys used for verification", default: keyring(options) },
    { name: "pass-credentials", type: "bool", usage: "pass credentials to all domains" },
    { name: "password", usage: "chart repository password where to locate the requested chart" },
    { name: "plain-http", type: "bool", usage: "use insecure HTTP connections for the chart download" },
    { name: "repo", usage: "chart repository url where to locate the requested chart" },
    { name: "username", usage: "chart repository username where to locate the requested chart" },
    { name: "verify", type: "bool", usage: "verify the package before using it" },
    {
      name: "version",
      usage:
        "specify a version constraint for the chart version to use. This constraint can be a specific tag (e.g. 1.1.1) or it may reference a valid range (e.g. ^2.0.0). If this is not specified, the latest version is used",
      complete: version,
    },
  ];
}
