/** A release as `install`, `upgrade` and `status` print it (Helm 4.3.1 pkg/cmd/status.go). */
import type { GoMap } from "../../../go/index.ts";
import { releaseValue } from "./release-value.ts";
import type { Release, ReleaseHook } from "../../../helm/storage/index.ts";
import { coalesceValues } from "../../../helm/values/coalesce.ts";
import { marshal } from "../../../yaml/index.ts";
import type { CommandContext } from "../../context.ts";
import { writeStructured } from "../../output/structured.ts";

const DRY_RUN = "dry run complete";

/** In the format asked for. */
export function writeRelease(context: CommandContext, release: Release): void {
  const { flags, out } = context;
  const format = flags.string("output");
  if (format === "table") out.write(releaseText(context, release));
  else
    writeStructured(out, format, { table: () => "", value: () => releaseValue(release, { dialect: context.dialect }) });
}

function releaseText(context: CommandContext, release: Release): string {
  const { flags, settings, terminal } = context;
  const { info } = release;
  const paint = (text: string, color: number | undefined) =>
    terminal.color && color !== undefined ? `\x1b[${color}m${text}\x1b[0m` : text;
  const parts = [
    `NAME: ${release.name}\n`,
    info.lastDeployed === "" ? "" : `LAST DEPLOYED: ${ansiC(info.lastDeployed)}\n`,
    `NAMESPACE: ${paint(release.namespace, CYAN)}\n`,
    `STATUS: ${paint(info.status, STATUS_COLORS[info.status])}\n`,
    `REVISION: ${release.version}\n`,
    `DESCRIPTION: ${info.description}\n`,
    testSuite(release.hooks),
    settings.debug ? valuesText(context, release) : "",
    settings.debug || info.description.toLowerCase() === DRY_RUN ? manifests(release) : "",
    flags.bool("hide-notes") || info.notes === "" ? "" : `NOTES:\n${info.notes.trim()}\n`,
  ];
  return parts.join("");
}

const CYAN = 36;
const [RED, GREEN, YELLOW] = [31, 32, 33];

const STATUS_COLORS: Readonly<Partial<Record<Release["info"]["status"], number>>> = {
  deployed: GREEN,
  failed: RED,
  unknown: RED,
  "pending-install": YELLOW,
  "pending-upgrade": YELLOW,
  "pending-rollback": YELLOW,
  uninstalling: YELLOW,
};

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

function valuesText({ dialect }: CommandContext, { chart, config }: Release): string {
  const computed: GoMap = coalesceValues(chart, config, { dialect, warn: () => {} });
  return `USER-SUPPLIED VALUES:\n${marshal(config)}\nCOMPUTED VALUES:\n${marshal(computed)}\n`;
}

function manifests({ hooks, manifest }: Release): string {
  const shown = hooks.map(({ path, manifest: content }) => `---\n# Source: ${path}\n${content}\n`).join("");
  return `HOOKS:\n${shown}MANIFEST:\n${manifest}\n`;
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** An RFC 3339 time in its own zone, as C's asctime writes it: `Mon Jan  2 15:04:05 2006`. */
function ansiC(time: string): string {
  const [, year = "", month = "", day = "", clock = ""] = /^(\d+)-(\d+)-(\d+)T(\d+:\d+:\d+)/.exec(time) ?? [];
  const weekday = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDay();
  return `${DAYS[weekday]} ${MONTHS[Number(month) - 1]} ${String(Number(day)).padStart(2)} ${clock} ${year}`;
}
