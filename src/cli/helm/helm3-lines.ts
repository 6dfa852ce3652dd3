/**
 * What Helm 3 says where Helm 4 says something like it, asked to say more: its text, and the place in its source that stands before it (helm 3.22.0 pkg/action,
 * pkg/kube, cmd/helm). Lines of single events while it waits are left out: how many there are is chance.
 */
import { quote } from "../../go/strconv/index.ts";
import type { LogAttributes } from "../context.ts";

type MakeLine = (given: Texts) => string;
type Texts = Readonly<Record<string, string>>;

/** By Helm 4's words; the first word of the value is the place. What installs plugins has a log of its own, without times: `[debug]` stands there first. */
const LINES: Readonly<Record<string, MakeLine>> = {
  "preparing rollback": ({ name }) => `rollback.go:66 preparing rollback of ${name}`,
  "creating rolled back release": ({ name }) => `rollback.go:73 creating rolled back release for ${name}`,
  "performing rollback": ({ name }) => `rollback.go:79 performing rollback of ${name}`,
  "updating status for rolled back release": ({ name }) =>
    `rollback.go:85 updating status for rolled back release for ${name}`,
  "rolling back": ({ name, currentVersion, targetVersion }) =>
    `rollback.go:132 rolling back ${name} (current: v${currentVersion}, target: v${targetVersion})`,
  "dry run": ({ name }) => `rollback.go:165 dry run for ${name}`,
  "rollback hooks disabled": ({ name }) => `rollback.go:184 rollback hooks disabled for ${name}`,
  "superseding previous deployment": ({ version }) => `rollback.go:258 superseding previous deployment ${version}`,
  "cleanup on fail set, cleaning up resources": ({ count }) =>
    `rollback.go:203 Cleanup on fail set, cleaning up ${count} resources`,
  "preparing upgrade": ({ name }) => `upgrade.go:164 preparing upgrade for ${name}`,
  "performing update": ({ name }) => `upgrade.go:172 performing update for ${name}`,
  "updating status for upgraded release": ({ name }) =>
    `upgrade.go:180 updating status for upgraded release for ${name}`,
  "dry run for release": ({ name }) => `upgrade.go:366 dry run for ${name}`,
  "creating upgraded release": ({ name }) => `upgrade.go:375 creating upgraded release for ${name}`,
  "upgrade hooks disabled": ({ name }) => `upgrade.go:426 upgrade hooks disabled for ${name}`,
  "cleanup on fail set": ({ cleaning_resources: count }) =>
    `upgrade.go:493 Cleanup on fail set, cleaning up ${count} resources`,
  "Upgrade failed and rollback-on-failure is set, rolling back to previous successful release": () =>
    "upgrade.go:505 Upgrade failed and atomic is set, rolling back to last successful release",
  "resetting values to the chart's original version": () =>
    "upgrade.go:555 resetting values to the chart's original version",
  "reusing the old release's values": () => "upgrade.go:561 reusing the old release's values",
  "merging values from old release to new values": () => "upgrade.go:578 merging values from old release to new values",
  "copying values from old release": ({ name, version }) =>
    `upgrade.go:586 copying values from ${name} (v${version}) to new release.`,
  "getting history for release": ({ release }) => `history.go:56 getting history for release ${release}`,
  "CRD is already present. Skipping": ({ crd }) => `install.go:176 CRD ${crd} is already present. Skipping.`,
  "clearing REST mapper cache": () => "install.go:214 Clearing REST mapper cache",
  "install failed and rollback-on-failure is set, uninstalling release": () =>
    "install.go:511 Install failed and atomic is set, uninstalling release",
  "uninstall: Failed to delete release": ({ error }) =>
    `uninstall.go:125 uninstall: Failed to delete release: [${error}]`,
  "uninstall: deleting release": ({ name }) => `uninstall.go:103 uninstall: Deleting ${name}`,
  "delete hooks disabled": ({ release }) => `uninstall.go:114 delete hooks disabled for ${release}`,
  "purge requested": ({ release }) => `uninstall.go:156 purge requested for ${release}`,
  "creating resource(s)": ({ resources }) => `client.go:144 creating ${resources} resource(s)`,
  "checking resources for changes": ({ resources }) => `client.go:388 checking ${resources} resources for changes`,
  "created a new resource": ({ kind, name = "", namespace }) =>
    `client.go:410 Created a new ${kind} called ${quote(name)} in ${namespace}\n`,
  "deleting resource": ({ kind, name = "", namespace }) =>
    `client.go:449 Deleting ${kind} ${quote(name)} in namespace ${namespace}...`,
  "unable to get object": ({ name = "", error }) => `client.go:452 Unable to get obj ${quote(name)}, err: ${error}`,
  "skipping delete due to annotation": ({ name = "", annotation, value }) =>
    `client.go:460 Skipping delete of ${quote(name)} due to annotation [${annotation}=${value}]`,
  "starting delete resource": ({ name = "", kind }) => `client.go:518 Starting delete for ${quote(name)} ${kind}`,
  "ignoring delete failure": ({ name = "", gvk, error }) =>
    `client.go:522 Ignoring delete failure for ${quote(name)} ${gvk}: ${error}`,
  "replace succeeded": ({ name = "", initialKind, kind }) =>
    `client.go:729 Replaced ${quote(name)} with kind ${initialKind} for kind ${kind}`,
  "no changes detected": ({ kind, name = "" }) =>
    `client.go:737 Looks like there are no changes for ${kind} ${quote(name)}`,
  "patching resource": ({ kind, name = "", namespace }) =>
    `client.go:746 Patch ${kind} ${quote(name)} in namespace ${namespace}`,
  "watching for resource changes": ({ kind, resource, timeout }) =>
    `client.go:765 Watching for changes to ${kind} ${resource} with timeout of ${timeout}`,
  "pod succeeded": ({ pod }) => `client.go:847 Pod ${pod} succeeded`,
  "beginning wait for resources": ({ count, timeout }) =>
    `wait.go:50 beginning wait for ${count} resources with timeout of ${timeout}`,
  "beginning wait for resources to be deleted": ({ count, timeout }) =>
    `wait.go:114 beginning wait for ${count} resources to be deleted with timeout of ${timeout}`,
  "wait for resources failed": ({ elapsed, error }) =>
    `wait.go:85 wait for resources failed after ${elapsed}: ${error}`,
  symlinking: ({ source, path }) => `[debug] local_installer.go:60: symlinking ${source} to ${path}`,
  "local repository is auto-updated": () => "[debug] local_installer.go:66: local repository is auto-updated",
  copying: ({ source, path }) => `[debug] http_installer.go:147: copying ${source} to ${path}`,
  "copying files": ({ source, destination }) => `[debug] vcs_installer.go:91: copying ${source} to ${destination}`,
  cloning: ({ source, destination }) => `[debug] vcs_installer.go:159: cloning ${source} to ${destination}`,
  // To install one that was cloned before, or to update what is installed.
  updating: ({ source, destination }) =>
    `[debug] vcs_installer.go:${destination === undefined ? 97 : 162}: updating ${source}`,
  "found refs": ({ refs }) => `[debug] vcs_installer.go:131: found refs: ${refs}`,
  "setting to version": ({ version }) => `[debug] vcs_installer.go:142: setting to ${version}`,
  "setting version": ({ version = "" }) => `[debug] vcs_installer.go:152: setting version to ${quote(version)}`,
  pluginDirs: ({ directory }) => `plugin_list.go:35 pluginDirs: ${directory}`,
  "loading installed plugins": ({ path }) => `plugin_update.go:65 loading installed plugins from ${path}`,
  "loading installer plugins": ({ dir }) => `plugin_uninstall.go:63 loading installed plugins from ${dir}`,
  "search failed": ({ error }) => `search_hub.go:92 ${error}`,
  "wait for resources succeeded": ({ elapsed }) => `wait.go:87 wait for resources succeeded within ${elapsed}`,
};

/** Its line, the place in front, for what Helm 4 says so. Undefined where Helm 3 says nothing. */
export function helm3Line(message: string, attributes: LogAttributes): string | undefined {
  const make = LINES[message];
  if (make === undefined) return undefined;
  return make(Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)])));
}
