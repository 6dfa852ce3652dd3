/** `helm diff` of the releases of a state (pkg/app/run.go, `diff`; pkg/state/state.go, `DiffReleases`). */
import { GoError } from "../../go/index.ts";
import {
  diffFlags,
  type DiffOptions,
  isDesired,
  type Release,
  releaseId,
  triggerRelease,
} from "../../helmfile/index.ts";
import { withoutPasswords } from "../secrets.ts";
import { atMost } from "./at-most.ts";
import { CHANGED_EXIT_CODE, type Changes } from "./change-releases.ts";
import { warnOf } from "./delete-releases.ts";
import { diffOptions } from "./diff-options.ts";
import { diffVersion } from "./diff-version.ts";
import { ExitError } from "./exit-error.ts";
import { isInstalled, unwanted } from "./installed.ts";
import { chartOf } from "./local-chart.ts";
import { releaseFailure, throwFirst } from "./release-errors.ts";
import type { Site } from "./site.ts";
import { affectedMessage } from "./affected-message.ts";

export interface CompareOptions {
  readonly detailedExitCode: boolean;
  /** Whether the cleanup hooks of releases run. */
  readonly cleansUp: boolean;
}

export interface Compared extends Changes {
  readonly message: string | undefined;
}

/** Writes what differs, release by release. Throws `GoError` where something cannot be compared. */
export async function diffReleases(site: Site, options: CompareOptions): Promise<Compared> {
  const { context, state } = site;
  const releases = state.spec.releases ?? [];
  const comparison = new Comparison(site, options, await diffOptions(site, options.detailedExitCode));
  const { jobs, errors: faults } = await comparison.prepare(releases.filter(isDesired));
  const { changed, errors } = faults.length > 0 ? { changed: [], errors: faults } : await comparison.run(jobs);
  const toDelete = await unwanted(site, releases);
  throwFirst(errors);
  const deleted = new Set(toDelete.map(releaseId));
  const toUpdate = changed.filter((release) => !deleted.has(releaseId(release)));
  if (toUpdate.length > 0 || toDelete.length > 0) {
    const red = (line: string): string => (context.settings.color ? `\u001B[31m${line}\u001B[0m` : line);
    return { toUpdate, toDelete, message: affectedMessage({ toUpdate, toDelete }, red) };
  }
  const asked = context.flags.bool("detailed-exitcode");
  return { toUpdate, toDelete, message: asked ? "No affected releases" : undefined };
}

interface Job {
  readonly release: Release;
  /** None where nothing is compared: the release is new, and that is enough. */
  readonly flags: readonly string[] | undefined;
}

class Comparison {
  readonly #site: Site;
  readonly #options: CompareOptions;
  readonly #diff: DiffOptions;
  readonly #installed = new Map<string, Promise<boolean>>();

  constructor(site: Site, options: CompareOptions, diff: DiffOptions) {
    this.#site = site;
    this.#options = options;
    this.#diff = diff;
  }

  async prepare(releases: readonly Release[]): Promise<{ jobs: Job[]; errors: GoError[] }> {
    const jobs = new Map<string, Job>();
    const errors: GoError[] = [];
    await atMost(this.#concurrency, releases, async (release) => {
      try {
        jobs.set(releaseId(release), await this.#job(release));
      } catch (error) {
        errors.push(releaseFailure(release, error));
      }
    });
    return { jobs: releases.flatMap((release) => jobs.get(releaseId(release)) ?? []), errors };
  }

  async run(jobs: readonly Job[]): Promise<{ changed: Release[]; errors: GoError[] }> {
    const { context, world, state } = this.#site;
    const outputs = new Map<string, string>();
    const changed: Release[] = [];
    const errors: GoError[] = [];
    await atMost(this.#concurrency, jobs, async (job) => {
      const { release } = job;
      const compared = await this.#compare(job);
      outputs.set(releaseId(release), compared.output);
      if (compared.changed) changed.push(release);
      if (compared.error !== undefined) errors.push(compared.error);
      if (this.#options.cleansUp)
        warnOf(context, () => triggerRelease(world, state, { release, event: { name: "cleanup", command: "diff" } }));
    });
    for (const { release } of jobs) context.out.write(outputs.get(releaseId(release)) ?? "");
    return { changed, errors };
  }

  get #concurrency(): number {
    return this.#site.context.flags.int("concurrency");
  }

  async #job(release: Release): Promise<Job> {
    const { context, world, state, helm } = this.#site;
    const { flags } = context;
    if (flags.bool("skip-diff-on-install") && !(await this.#isInstalled(release))) return { release, flags: undefined };
    const onlyInstalled = release.disableValidationOnInstall === true || flags.bool("skip-diff-validation-on-install");
    const disableValidation = onlyInstalled && !(await this.#isInstalled(release));
    const query = { release, options: this.#diff, helm: helm.version, disableValidation };
    return { release, flags: diffFlags(world, state, { ...query, diffVersion: () => diffVersion(context, world) }) };
  }

  /** Asked once. */
  async #isInstalled(release: Release): Promise<boolean> {
    const id = releaseId(release);
    const known = this.#installed.get(id) ?? isInstalled(this.#site, release);
    this.#installed.set(id, known);
    return await known;
  }

  async #compare({ release, flags }: Job): Promise<{ output: string; changed: boolean; error?: GoError }> {
    if (flags === undefined) return { output: "", changed: true };
    const { context, state, helm } = this.#site;
    const { name = "", namespace = "", suppressDiff = false } = release;
    const isSuppressed = suppressDiff || (context.flags.has("suppress-diff") && context.flags.bool("suppress-diff"));
    const chart = chartOf(state, release);
    const head = `Comparing release=${name}, chart=${withoutPasswords(chart)}, namespace=${namespace}\n`;
    if (isSuppressed) context.log.info(head);
    const written = (output: string): string => (isSuppressed ? "" : head + (output === "" ? "" : `${output}\n`));
    const words = ["diff", "upgrade", "--allow-unreleased", name, chart, ...this.#colorless(flags)];
    try {
      const output = await helm.run(words, { env: this.#colorVariables(flags), quiet: isSuppressed });
      return { output: written(this.#shows(flags) ? "" : output), changed: false };
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      const output = error instanceof ExitError ? error.output : "";
      if (error instanceof ExitError && error.exitCode === CHANGED_EXIT_CODE)
        return { output: written(output), changed: true };
      return { output: written(this.#shows(flags) ? "" : output), changed: false, error };
    }
  }

  /** Whether Helm tells by how it ends that there is a difference; without one nothing is shown then. */
  #shows(flags: readonly string[]): boolean {
    return flags.some((flag) => flag.includes("detailed-exitcode"));
  }

  /** Helm 4 takes `--color` for its own. */
  #colorless(flags: readonly string[]): readonly string[] {
    if (!this.#site.helm.version.isHelm4) return flags;
    return flags.filter((flag) => flag !== "--color" && flag !== "--no-color");
  }

  #colorVariables(flags: readonly string[]): ReadonlyMap<string, string> {
    const first = flags.find((flag) => flag === "--color" || flag === "--no-color");
    if (first === undefined || !this.#site.helm.version.isHelm4) return new Map();
    return new Map([["HELM_DIFF_COLOR", String(first === "--color")]]);
  }
}
