/** What a rule may cost at worst, for as many values as there may be (apiextensions-apiserver pkg/apis/apiextensions/validation 0.36). */
import * as cel from "../../cel/index.ts";

export type Cost = bigint;

const MAX = 2n ** 64n - 1n;

export function estimatedCost(compiled: cel.Compiled, declared: cel.DeclaredType, most: number | undefined): Cost {
  const { max } = cel.estimateCost(compiled, declared);
  const many = BigInt(most ?? Math.floor(cel.REQUEST_BYTES_MAX / (declared.sizeMin + 1)));
  const product = max * many;
  return product > MAX ? MAX : product;
}

export function costMessage(what: string, cost: Cost, limit: number): string {
  const factor = Number(cost) / limit;
  const shown = factor > 100 ? "more than 100x" : `${factor.toFixed(factor < 1.5 ? 6 : 1)}x`;
  const advice =
    "try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared";
  return `${what} exceeds budget by factor of ${shown} (${advice})`;
}
