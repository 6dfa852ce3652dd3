/**
 * Traced rendering: the same bytes as untraced, nearly every scalar names its source, and what is named is what decides.
 * On our own charts, and on one release of every real chart where they stand beside the checkout.
 */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { GoError } from "../src/go/index.ts";
import { measureCoverage } from "../src/helm/why/index.ts";
import { findCases } from "./recorded/case.ts";
import {
  changed,
  type Field,
  fieldsOf,
  isDigest,
  isNamedBy,
  sourcesOf,
  steering,
  valuesOf,
  withChange,
} from "./traced/mutate.ts";
import {
  OWN,
  REAL,
  type Release,
  releaseOf,
  renderPlain,
  renderWithTrace,
  type TracedRelease,
} from "./traced/release.ts";

/** Some charts make many RSA keys. */
setDefaultTimeout(120_000);

/** Of scalars, over all charts. */
const NAMED_MIN = 0.98;

function releasesIn(root: string): Release[] {
  return findCases(join(root, "cases")).flatMap((one) => releaseOf(one, join(root, "input")) ?? []);
}

/** Of every chart the release that turns most of it on. */
function oneOfEachChart(releases: readonly Release[]): Release[] {
  const chosen = new Map<string, Release>();
  for (const release of releases) {
    const known = chosen.get(release.chart);
    const isFuller = release.id.endsWith("-all") || (release.id.endsWith("-defaults") && !known?.id.endsWith("-all"));
    if (known === undefined || isFuller) chosen.set(release.chart, release);
  }
  return [...chosen.values()];
}

interface Suite {
  readonly name: string;
  readonly releases: readonly Release[];
}

const suites: Suite[] = [{ name: "our own charts", releases: releasesIn(OWN) }];
if (existsSync(REAL)) suites.push({ name: "real charts", releases: oneOfEachChart(releasesIn(REAL)) });

for (const { name, releases } of suites) {
  describe(`traced rendering of ${name}`, () => {
    const rendered = new Map<Release, TracedRelease>();

    for (const release of releases) {
      test(`${release.id}: the same bytes, or the same error`, () => {
        const plain = outcome(() => renderPlain(release));
        const traced = outcome(() => {
          const result = renderWithTrace(release);
          rendered.set(release, result);
          return new Map(Array.from(result.outputs, ([template, { text }]) => [template, text]));
        });
        expect(traced).toEqual(plain);
      });
    }

    test(`${NAMED_MIN * 100} % of scalars name their source`, () => {
      const all = Array.from(rendered.values(), ({ outputs }) => measureCoverage(outputs, "helm4"));
      const scalars = all.reduce((sum, one) => sum + one.scalars, 0);
      const named = all.reduce((sum, one) => sum + one.named, 0);
      expect(scalars).toBeGreaterThan(100);
      expect(named / scalars).toBeGreaterThan(NAMED_MIN);
    });

    describe("the named source decides", () => {
      const tally: Tally = { tried: 0, refused: 0, steered: 0 };
      for (const [i, release] of releases.entries()) {
        test(release.id, () => {
          const traced = rendered.get(release);
          if (traced !== undefined) for (const kind of KINDS) tryOne(release, { traced, kind, seed: i, tally });
        });
      }

      test("most charts had something to change, and few refused it or changed shape", () => {
        expect(tally.tried).toBeGreaterThan(rendered.size);
        expect(tally.refused).toBeLessThan(tally.tried / 10);
        expect(tally.steered).toBeLessThan(tally.tried / 20);
      });
    });
  });
}

function outcome<T>(render: () => T): T | string {
  try {
    return render();
  } catch (error) {
    if (error instanceof GoError) return error.message;
    throw error;
  }
}

// --- mutation

const KINDS = ["values", "text"] as const;

/** How often a change was made, was refused by the chart, and made fields come or go unforeseen. */
interface Tally {
  tried: number;
  refused: number;
  steered: number;
}

interface Trial {
  readonly traced: TracedRelease;
  readonly kind: (typeof KINDS)[number];
  readonly seed: number;
  readonly tally: Tally;
}

interface Candidate {
  readonly field: Field;
  readonly place: string;
}

/** Not a partial, whose text may be compared; and not a subchart's, which may be there twice under another name. */
const OWN_TEMPLATE = /^[^/]+\/templates\/(?:[^/]+\/)*[^_/][^/]*:[0-9]+:[0-9]+$/;

/** Chance that is the same every time. */
function* shuffled<T>(items: readonly T[], seed: number): Generator<T> {
  const rest = [...items];
  let state = seed + 1;
  while (rest.length > 0) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield* rest.splice(state % rest.length, 1);
  }
}

function candidates(fields: readonly Field[], { traced, kind }: Trial): Candidate[] {
  const excluded = kind === "values" ? steering(traced.outputs) : new Set<string>();
  return fields.flatMap((field) => {
    const { values, text } = sourcesOf(field);
    const [place, more] = kind === "values" ? values : [text];
    if (place === undefined || more !== undefined || excluded.has(place)) return [];
    if (kind === "text" && !OWN_TEMPLATE.test(place)) return [];
    return changed(field.value) === undefined ? [] : [{ field, place }];
  });
}

function tryOne(release: Release, trial: Trial): void {
  const fields = fieldsOf(trial.traced.outputs);
  for (const { field, place } of shuffled(candidates(fields, trial), trial.seed)) {
    const after = withChange(release, place, trial.kind, field.value);
    if (after === undefined) continue;
    const texts = outcome(() => renderPlain(after));
    trial.tally.tried++;
    if (typeof texts === "string") trial.tally.refused++;
    else expectOnly({ field, place }, { fields, texts, ...trial });
    return;
  }
}

interface Rendered extends Trial {
  readonly fields: readonly Field[];
  readonly texts: ReadonlyMap<string, string>;
}

/** The field changed, and no other field that does not name the same source. */
function expectOnly({ field, place }: Candidate, { fields, texts, traced, tally }: Rendered): void {
  const now = new Map<string, string>();
  for (const [template, text] of texts) {
    if (text === traced.outputs.get(template)?.text) continue;
    for (const [id, value] of valuesOf(template, text)) now.set(id, value);
  }
  const touched = new Set(Array.from(now.keys(), (id) => id.slice(0, id.indexOf("#"))));
  const before = fields.filter(({ id }) => touched.has(id.slice(0, id.indexOf("#"))));
  const different = before.filter(({ id, value }) => now.get(id) !== value);
  const unnamed = different.filter((one) => !isNamedBy(one, place) && !isDigest(one)).map(({ id }) => id);
  if (before.length !== now.size || before.some(({ id }) => !now.has(id))) return void tally.steered++;
  expect({ place, unnamed }).toEqual({ place, unnamed: [] });
  expect(different.map(({ id }) => id)).toContain(field.id);
}
