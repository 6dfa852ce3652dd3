import type { CommandBody } from "../../cobra/command.ts";
import type { DefinitionOptions } from "./options.ts";
import { noMoreArguments, onePath, plugins } from "../completions.ts";
import { exactly } from "./argument-rules.ts";
import { keyring } from "./keyring.ts";
import { present } from "./present.ts";

const PLUGIN = `
Manage client-side Helm plugins.
`;
const PLUGIN_INSTALL_4 = `
This command allows you to install a plugin from a url to a VCS repo or a local path.

By default, plugin signatures are verified before installation when installing from
tarballs (.tgz or .tar.gz). A corresponding .prov file must be available alongside
the tarball; installation will fail if it is missing or invalid.
For local development, plugins installed from local directories are automatically
treated as "local dev" and do not require signatures.
Use --verify=false to explicitly skip signature verification (NOT recommended).
`;
const PLUGIN_INSTALL_3 = `
This command allows you to install a plugin from a url to a VCS repo or a local path.
`;
const PLUGIN_PACKAGE = `
This command packages a Helm plugin directory into a tarball.

By default, the command will generate a provenance file signed with a PGP key.
This ensures the plugin can be verified after installation.

Use --sign=false to skip signing (not recommended for distribution).
`;
const PLUGIN_VERIFY = `
This command verifies that a Helm plugin has a valid provenance file,
and that the provenance file is signed by a trusted PGP key.

It supports both:
- Plugin tarballs (.tgz or .tar.gz files)
- Installed plugin directories

For installed plugins, use the path shown by 'helm env HELM_PLUGINS' followed
by the plugin name. For example:
  helm plugin verify ~/.local/share/helm/plugins/example-cli

To generate a signed plugin, use the 'helm plugin package --sign' command.
`;

export function plugin(options: DefinitionOptions): CommandBody {
  return {
    long: PLUGIN,
    commands: [
      {
        use: "install [options] <path|url>",
        aliases: ["add"],
        short: "install a Helm plugin",
        ...pluginInstall(options),
      },
      { use: "list", aliases: ["ls"], short: "list installed Helm plugins", ...pluginList(options) },
      ...(options.dialect === "helm4"
        ? [
            {
              use: "package [PATH]",
              short: "package a plugin directory into a plugin archive",
              ...pluginPackage(options),
            },
          ]
        : []),
      {
        use: "uninstall <plugin>...",
        aliases: ["rm", "remove"],
        short: "uninstall one or more Helm plugins",
        ...pluginUninstall(),
      },
      { use: "update <plugin>...", aliases: ["up"], short: "update one or more Helm plugins", ...pluginUpdate() },
      ...(options.dialect === "helm4"
        ? [
            {
              use: "verify [PATH]",
              short: "verify that a plugin at the given path has been signed and is valid",
              ...pluginVerify(options),
            },
          ]
        : []),
    ],
  };
}

function pluginInstall(options: DefinitionOptions): CommandBody {
  const { dialect } = options;
  const helm4 = dialect === "helm4";
  return {
    long: helm4 ? PLUGIN_INSTALL_4 : PLUGIN_INSTALL_3,
    flags: present(
      helm4 && { name: "ca-file", usage: "verify certificates of HTTPS-enabled servers using this CA bundle" },
      helm4 && { name: "cert-file", usage: "identify registry client using this SSL certificate file" },
      helm4 && {
        name: "insecure-skip-tls-verify",
        type: "bool",
        usage: "skip tls certificate checks for the plugin download",
      },
      helm4 && { name: "key-file", usage: "identify registry client using this SSL key file" },
      helm4 && { name: "keyring", usage: "location of public keys used for verification", default: keyring(options) },
      helm4 && { name: "password", usage: "registry password" },
      helm4 && { name: "plain-http", type: "bool", usage: "use insecure HTTP connections for the plugin download" },
      helm4 && { name: "username", usage: "registry username" },
      helm4 && {
        name: "verify",
        type: "bool",
        usage: "verify the plugin signature before installing",
        default: "true",
      },
      {
        name: "version",
        usage: "specify a version constraint. If this is not specified, the latest version is installed",
      },
    ),
    args: exactly(1),
    complete: onePath,
    run: () => import("../plugin-install.ts"),
  };
}

function pluginList({ dialect }: DefinitionOptions): CommandBody {
  const helm4 = dialect === "helm4";
  return {
    flags: present(helm4 && { name: "type", usage: "Plugin type" }),
    complete: noMoreArguments,
    run: () => import("../plugin-list.ts"),
  };
}

function pluginPackage(options: DefinitionOptions): CommandBody {
  return {
    long: PLUGIN_PACKAGE,
    flags: present(
      { name: "destination", shorthand: "d", usage: "location to write the plugin tarball.", default: "." },
      { name: "key", usage: "name of the key to use when signing. Used if --sign is true" },
      { name: "keyring", usage: "location of a public keyring", default: keyring(options) },
      {
        name: "passphrase-file",
        usage: 'location of a file which contains the passphrase for the signing key. Use "-" to read from stdin.',
      },
      { name: "sign", type: "bool", usage: "use a PGP private key to sign this plugin", default: "true" },
    ),
    args: exactly(1),
    run: () => import("../plugin-package.ts"),
  };
}

function pluginUninstall(): CommandBody {
  return {
    complete: plugins,
    run: () => import("../plugin-uninstall.ts"),
  };
}

function pluginUpdate(): CommandBody {
  return {
    complete: plugins,
    run: () => import("../plugin-update.ts"),
  };
}

function pluginVerify(options: DefinitionOptions): CommandBody {
  return {
    long: PLUGIN_VERIFY,
    flags: present({ name: "keyring", usage: "keyring containing public keys", default: keyring(options) }),
    args: exactly(1),
    run: () => import("../plugin-verify.ts"),
  };
}
