import type { CommandBody } from "../../cobra/command.ts";
import type { DefinitionOptions } from "./options.ts";
import { keyring } from "./keyring.ts";
import { present } from "./present.ts";

const PACKAGE = `
This command packages a chart into a versioned chart archive file. If a path
is given, this will look at that path for a chart (which must contain a
Chart.yaml file) and then package that directory.

Versioned chart archives are used by Helm package repositories.

To sign a chart, use the '--sign' flag. In most cases, you should also
provide '--keyring path/to/secret/keys' and '--key keyname'.

  $ helm package --sign ./mychart --key mykey --keyring ~/.gnupg/secring.gpg

If '--keyring' is not specified, Helm usually defaults to the public keyring
unless your environment is otherwise configured.
`;

export function packageChart(options: DefinitionOptions): CommandBody {
  return {
    long: PACKAGE,
    flags: present(
      { name: "app-version", usage: "set the appVersion on the chart to this version" },
      { name: "ca-file", usage: "verify certificates of HTTPS-enabled servers using this CA bundle" },
      { name: "cert-file", usage: "identify HTTPS client using this SSL certificate file" },
      {
        name: "dependency-update",
        shorthand: "u",
        type: "bool",
        usage: 'update dependencies from "Chart.yaml" to dir "charts/" before packaging',
      },
      { name: "destination", shorthand: "d", usage: "location to write the chart.", default: "." },
      { name: "insecure-skip-tls-verify", type: "bool", usage: "skip tls certificate checks for the chart download" },
      { name: "key", usage: "name of the key to use when signing. Used if --sign is true" },
      { name: "key-file", usage: "identify HTTPS client using this SSL key file" },
      { name: "keyring", usage: "location of a public keyring", default: keyring(options) },
      {
        name: "passphrase-file",
        usage:
          'location of a file which contains the passphrase for the signing key. Use "-" in order to read from stdin.',
      },
      { name: "password", usage: "chart repository password where to locate the requested chart" },
      { name: "plain-http", type: "bool", usage: "use insecure HTTP connections for the chart download" },
      { name: "sign", type: "bool", usage: "use a PGP private key to sign this package" },
      { name: "username", usage: "chart repository username where to locate the requested chart" },
      { name: "version", usage: "set the version on the chart to this semver version" },
    ),
    run: () => import("../package.ts"),
  };
}
