/** `configurations`: files with field specs, joined to the built-in ones (api 0.21, builtinconfig). */
import { KustomizeError, messageOf } from "../error.ts";
import { decodeStruct, targetOf } from "../kustomization/shape.ts";
import type { Loader } from "../load/loader.ts";
import { unmarshal } from "../../yaml/index.ts";
import {
  EMPTY_CONFIG,
  TRANSFORMER_CONFIG,
  configOf,
  defaultConfig,
  mergeConfigs,
  type TransformerConfig,
} from "./transformer-config.ts";

export function readConfigs({ loader }: { loader: Loader }, paths: readonly string[]): TransformerConfig {
  let config = EMPTY_CONFIG;
  for (const path of paths) config = mergeConfigs(config, parseConfig(loader.readText(path)));
  return mergeConfigs(defaultConfig(), config);
}

function parseConfig(text: string): TransformerConfig {
  const value = unmarshal(text, { strict: true, target: targetOf(TRANSFORMER_CONFIG) });
  try {
    return configOf(decodeStruct(value, TRANSFORMER_CONFIG, { strict: true, lenient: true }));
  } catch (error) {
    throw new KustomizeError(`error unmarshaling JSON: while decoding JSON: ${messageOf(error)}`, { cause: error });
  }
}
