import type { FileSystem } from "../../base/index.ts";
import type { GoMap } from "../../go/index.ts";
import type { KubeVersion } from "../capabilities/index.ts";
import type { Chart } from "../chart/chart.ts";
import type { Dialect } from "../dialect.ts";
import type { RenderPorts } from "../render/index.ts";
import type { SchemaCheck } from "../values/schema.ts";
import type { DependencyWarnings } from "../dependencies/process.ts";

/** What the rules of one chart work on. */
export interface LintOptions {
  readonly dialect: Dialect;
  readonly files: FileSystem;
  /** The chart's folder, absolute. */
  readonly directory: string;
  /** The user's values. */
  readonly values: GoMap;
  readonly namespace: string;
  readonly kubeVersion?: KubeVersion | undefined;
  /** Helm 3 checks values.yaml against its schema even when told not to. */
  readonly schemaCheck: SchemaCheck;
  readonly skipSchemaValidation: boolean;
  /** Loads the chart. Throws `GoError`. */
  readonly load: () => Chart;
  /** Says again what loading the chart said. */
  readonly retell: () => void;
  readonly render: RenderPorts;
  readonly warnings: DependencyWarnings;
  readonly warn: (line: string) => void;
}
