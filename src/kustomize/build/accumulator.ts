/** What a kustomization has gathered so far: objects, field specs, vars (api 0.21, internal/accumulator). */
import { EMPTY_CONFIG, mergeConfigs, type TransformerConfig } from "../config/transformer-config.ts";
import { VarSet } from "../refer/vars.ts";
import { ResMap } from "../resource/res-map.ts";

export class Accumulator {
  readonly map = new ResMap();
  readonly vars = new VarSet();
  config: TransformerConfig = EMPTY_CONFIG;

  mergeConfig(config: TransformerConfig): void {
    this.config = mergeConfigs(this.config, config);
  }

  /** Takes over what a base or component gathered. Throws on ids, specs and vars that clash. */
  merge(other: Accumulator): void {
    this.map.appendAll(other.map.resources);
    this.mergeConfig(other.config);
    this.vars.addAll(other.vars);
  }
}
