import type { CommandEntry } from "../../cobra/command.ts";
import { globalFlags } from "./global-flags.ts";
import type { DefinitionOptions } from "./options.ts";
import { rootText } from "./root-text.ts";

/** The root of Helm's commands. Each command below is loaded when it is asked for. */
export function root(options: DefinitionOptions): CommandEntry {
  return {
    use: "helm",
    short: "The Helm package manager for Kubernetes.",
    long: rootText(options.dialect),
    persistentFlags: globalFlags(options),
    commands: commands(options),
  };
}

/** In the order Helm adds them, which is the order of suggestions. */
function commands(options: DefinitionOptions): CommandEntry[] {
  const helm4 = options.dialect === "helm4";
  return [
    {
      use: "create NAME",
      short: "create a new chart with the given name",
      load: async () => (await import("./create.ts")).create(options),
    },
    {
      use: "dependency update|build|list",
      aliases: ["dep", "dependencies"],
      short: "manage a chart's dependencies",
      load: async () => (await import("./dependency.ts")).dependency(options),
    },
    {
      use: "pull [chart URL | repo/chartname] [...]",
      aliases: ["fetch"],
      short: "download a chart from a repository and (optionally) unpack it in local directory",
      load: async () => (await import("./pull.ts")).pull(options),
    },
    {
      use: "show",
      aliases: ["inspect"],
      short: "show information of a chart",
      load: async () => (await import("./show.ts")).show(options),
    },
    {
      use: "lint PATH",
      short: "examine a chart for possible issues",
      load: async () => (await import("./lint.ts")).lint(options),
    },
    {
      use: "package [CHART_PATH] [...]",
      short: "package a chart directory into a chart archive",
      load: async () => (await import("./package.ts")).packageChart(options),
    },
    {
      use: "repo add|remove|list|index|update [ARGS]",
      short: "add, list, remove, update, and index chart repositories",
      load: async () => (await import("./repo.ts")).repo(options),
    },
    {
      use: "search [keyword]",
      short: "search for a keyword in charts",
      load: async () => (await import("./search.ts")).search(),
    },
    {
      use: "verify PATH",
      short: "verify that a chart at the given path has been signed and is valid",
      load: async () => (await import("./verify.ts")).verify(options),
    },
    {
      use: "get",
      short: "download extended information of a named release",
      load: async () => (await import("./get.ts")).get(),
    },
    {
      use: "history RELEASE_NAME",
      aliases: ["hist"],
      short: "fetch release history",
      load: async () => (await import("./history.ts")).history(options),
    },
    {
      use: "install [NAME] [CHART]",
      short: "install a chart",
      load: async () => (await import("./install.ts")).install(options),
    },
    {
      use: "list",
      aliases: ["ls"],
      short: "list releases",
      load: async () => (await import("./list.ts")).list(options),
    },
    {
      use: "test [RELEASE]",
      short: "run tests for a release",
      load: async () => (await import("./test.ts")).test(options),
    },
    {
      use: "rollback <RELEASE> [REVISION]",
      short: "roll back a release to a previous revision",
      load: async () => (await import("./rollback.ts")).rollback(options),
    },
    {
      use: "status RELEASE_NAME",
      short: "display the status of the named release",
      load: async () => (await import("./status.ts")).status(options),
    },
    {
      use: "template [NAME] [CHART]",
      short: "locally render templates",
      load: async () => (await import("./template.ts")).template(options),
    },
    {
      use: "uninstall RELEASE_NAME [...]",
      aliases: ["del", "delete", "un"],
      short: "uninstall a release",
      suggestFor: ["remove", "rm"],
      load: async () => (await import("./uninstall.ts")).uninstall(options),
    },
    {
      use: "upgrade [RELEASE] [CHART]",
      short: "upgrade a release",
      load: async () => (await import("./upgrade.ts")).upgrade(options),
    },
    {
      use: "completion",
      short: "generate autocompletion scripts for the specified shell",
      load: async () => (await import("./completion.ts")).completion(),
    },
    {
      use: "env",
      short: "helm client environment information",
      load: async () => (await import("./env.ts")).env(),
    },
    {
      use: "plugin",
      short: "install, list, or uninstall Helm plugins",
      load: async () => (await import("./plugin.ts")).plugin(options),
    },
    {
      use: "version",
      short: helm4 ? "print the helm version information" : "print the client version information",
      load: async () => (await import("./version.ts")).version(options),
    },
    {
      use: "docs",
      short: "generate documentation as markdown or man pages",
      hidden: true,
      load: async () => (await import("./docs.ts")).docs(),
    },
    {
      use: "registry",
      short: "login to or logout from a registry",
      load: async () => (await import("./registry.ts")).registry(options),
    },
    {
      use: "push [chart] [remote]",
      short: "push a chart to remote",
      load: async () => (await import("./push.ts")).push(),
    },
  ];
}
