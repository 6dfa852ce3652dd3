/** A release as `install`, `upgrade`, `status`, `test` and `get all` print it to people (Helm 4.3.1 pkg/cmd/status.go). */
import type { GoMap } from "../../../go/index.ts";
import { recordedChart, type Release, type ReleaseHook } from "../../../helm/storage/index.ts";
import { coalesceValues } from "../../../helm/index.ts";
import { marshal } from "../../../yaml/index.ts";
import type { CommandContext } from "../../context.ts";
import { ansiC } from "./ansi-c-time.ts";
import { paintNamespace, paintStatus } from "./colors.ts";

const DRY_RUN = "dry run complete";

export interface ReleaseTextOptions {
  /** With values, hooks and manifest. */
  readonly debug?: boolean;
  /** With the chart's name and versions. */
  readonly metadata?: boolean;
  readonly description?: boolean;
  /** Tables of the release's objects; empty: none. */
  readonly resources?: string;
  readonly hideNotes?: boolean;
  /** Read from a record, which does not tell no values from `{}`: both are `null`. */
  readonly stored?: boolean;
}

export function releaseText(
  { dialect, terminal }: Pick<CommandContext, "dialect" | "terminal">,
  { release, ...options }: ReleaseTextOptions & { readonly release: Release },
): string {
  const { info } = release;
  const parts = [
    `NAME: ${release.name}\n`,
    info.lastDeployed === "" ? "" : `LAST DEPLOYED: ${ansiC(info.lastDeployed)}\n`,
    `NAMESPACE: ${paintNamespace(terminal, release.namespace)}\n`,
    `STATUS: ${paintStatus(terminal, info.status)}\n`,
    `REVISION: ${release.version}\n`,
    options.metadata === true ? chartText(release) : "",
    options.description === true ? `DESCRIPTION: ${info.description}\n` : "",
    options.resources ? `RESOURCES:\n${options.resources}\n` : "",
    testSuite(release.hooks),
    options.debug === true ? valuesText(release, { dialect, stored: options.stored === true }) : "",
    options.debug === true || info.description.toLowerCase() === DRY_RUN ? manifests(release) : "",
    options.hideNotes === true || info.notes === "" ? "" : `NOTES:\n${info.notes.trim()}\n`,
  ];
  return parts.join("");
}

function chartText(release: Release): string {
  const { metadata } = recordedChart(release);
  return `CHART: ${metadata.name}\nVERSION: ${metadata.version}\nAPP_VERSION: ${metadata.appVersion}\n`;
}

function testSuite(hooks: readonly ReleaseHook[]): string {
  const tests = hooks.filter(({ events }) => events.includes("test"));
  if (tests.length === 0) return "TEST SUITE: None\n";
  return tests
    .filter(({ lastRun }) => lastRun.startedAt !== "")
    .map(({ name, lastRun }) => {
      const [started, completed] = [ansiC(lastRun.startedAt), ansiC(lastRun.completedAt)];
      return `TEST SUITE:     ${name}\nLast Started:   ${started}\nLast Completed: ${completed}\nPhase:          ${lastRun.phase}\n`;
    })
    .join("");
}

function valuesText(release: Release, { dialect, stored }: ValuesTextOptions): string {
  const { config } = release;
  const computed: GoMap = coalesceValues(recordedChart(release), config, { dialect, warn: () => {} });
  return `USER-SUPPLIED VALUES:\n${marshal(stored && config.size === 0 ? null : config)}\nCOMPUTED VALUES:\n${marshal(computed)}\n`;
}

interface ValuesTextOptions {
  readonly dialect: CommandContext["dialect"];
  readonly stored: boolean;
}

function manifests({ hooks, manifest }: Release): string {
  const shown = hooks.map(({ path, manifest: content }) => `---\n# Source: ${path}\n${content}\n`).join("");
  return `HOOKS:\n${shown}MANIFEST:\n${manifest}\n`;
}
