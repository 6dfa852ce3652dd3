/** Built-in generators and transformers by the kind of their configuration (api 0.21, builtinhelpers). */
import { quote } from "../../go/strconv/index.ts";
import type { Value } from "../../go/index.ts";
import type { BuildContext } from "../build/context.ts";
import { fieldSpec, type FieldSpec } from "../config/field-spec.ts";
import { KustomizeError, messageOf } from "../error.ts";
import { makeConfigMap, makeSecret } from "../generate/config-map.ts";
import { addHashes } from "../generate/hash.ts";
import { configureChart, requireHelm } from "../generate/helm-chart.ts";
import { configureIamPolicy, type IamPolicy } from "../generate/iam-policy.ts";
import { decodeNodes } from "../kustomization/decode-nodes.ts";
import { decodeStruct, type StructShape } from "../kustomization/shape.ts";
import type {
  FieldSpecEntry,
  HelmChart,
  HelmGlobals,
  Image,
  ObjectMeta,
  Patch,
  ReplacementField,
  Replica,
  SecretArgs,
} from "../kustomization/types.ts";
import { parseDocument } from "../node/text.ts";
import {
  json6902Transform,
  mergePatchesTransform,
  patchTransform,
  type Json6902,
  type MergePatches,
} from "../patch/patch-transformer.ts";
import { readReplacements } from "../refer/read-replacements.ts";
import { replaceAll } from "../refer/replacement.ts";
import { setImage } from "../transform/images.ts";
import { addAffix, addEntries, setReplicas } from "../transform/metadata.ts";
import { setNamespaces, type SubjectMode } from "../transform/namespace.ts";
import { addValue, type ValueAddConfig } from "../transform/add-value.ts";
import { unmarshal } from "../../yaml/index.ts";
import type { Plugin } from "./plugin.ts";
import * as shapes from "./shapes.ts";

type Configure = (config: Config, context: BuildContext) => Plugin;

/** A plugin's configuration as the plugin gets it. */
interface Config {
  readonly text: string;
  readonly value: Value;
}

/** `undefined` for a kind that is not built in. */
export function builtInPlugin(kind: string): ((text: string, context: BuildContext) => Plugin) | undefined {
  const configure = Object.hasOwn(BUILT_IN, kind) ? BUILT_IN[kind] : undefined;
  return configure === undefined ? undefined : (text, context) => configure({ text, value: unmarshal(text) }, context);
}

function decoded<Fields>({ value }: Config, shape: StructShape): Fields {
  try {
    return decodeStruct(value, shape, { lenient: true }) as Fields;
  } catch (error) {
    throw new KustomizeError(`error unmarshaling JSON: while decoding JSON: ${messageOf(error)}`, { cause: error });
  }
}

interface WithSpecs {
  fieldSpecs?: FieldSpecEntry[];
}

function specsOf({ fieldSpecs = [] }: WithSpecs): FieldSpec[] {
  return fieldSpecs.map(fieldSpec);
}

interface WithMetadata {
  metadata?: ObjectMeta;
}

/** Generators take name and namespace from their own fields, else from the configuration's metadata. */
function named<Args extends SecretArgs>(args: Args & WithMetadata): Args {
  const name = args.name || args.metadata?.name;
  const namespace = args.namespace || args.metadata?.namespace;
  return { ...args, ...(name && { name }), ...(namespace && { namespace }) };
}

const affix =
  (kind: "prefix" | "suffix"): Configure =>
  ({ text }) => {
    const shape = kind === "prefix" ? shapes.PREFIX : shapes.SUFFIX;
    const config: WithSpecs & { prefix?: string; suffix?: string } = decodeNodes(parseDocument(text), shape);
    if (config.fieldSpecs === undefined) throw new KustomizeError("fieldSpecs is not expected to be nil");
    const specs = specsOf(config);
    return { transform: (map) => addAffix(map, { kind, text: config[kind] ?? "" }, specs) };
  };

const BUILT_IN: Readonly<Record<string, Configure>> = {
  AnnotationsTransformer(config) {
    const { annotations, ...rest } = decoded<WithSpecs & { annotations?: Map<string, string> }>(
      config,
      shapes.ANNOTATIONS,
    );
    return { transform: (map) => addEntries(map, annotations ?? new Map<string, string>(), specsOf(rest)) };
  },
  ConfigMapGenerator(config, context) {
    const args = named(decoded<SecretArgs & WithMetadata>(config, shapes.CONFIG_MAP));
    return { generate: () => [makeConfigMap(args, context)] };
  },
  HashTransformer: () => ({ transform: addHashes }),
  HelmChartInflationGenerator(config, context) {
    requireHelm(context);
    const { chartHome, configHome, ...chart } = decoded<HelmChart & HelmGlobals>(config, shapes.HELM);
    return {
      generate: configureChart(chart, { ...(chartHome && { chartHome }), ...(configHome && { configHome }) }, context),
    };
  },
  IAMPolicyGenerator: (config, context) => ({
    generate: configureIamPolicy(decoded<IamPolicy>(config, shapes.IAM_POLICY), context),
  }),
  ImageTagTransformer(config) {
    const { imageTag, ...rest } = decoded<WithSpecs & { imageTag?: Image }>(config, shapes.IMAGE_TAG);
    return { transform: (map) => setImage(map, imageTag ?? {}, specsOf(rest)) };
  },
  LabelTransformer(config) {
    const { labels, ...rest } = decoded<WithSpecs & { labels?: Map<string, string> }>(config, shapes.LABELS);
    return { transform: (map) => addEntries(map, labels ?? new Map<string, string>(), specsOf(rest)) };
  },
  NamespaceTransformer: namespacePlugin,
  PatchJson6902Transformer: (config, context) => ({
    transform: json6902Transform(decoded<Json6902>(config, shapes.JSON_6902), context),
  }),
  PatchStrategicMergeTransformer: (config, context) => ({
    transform: mergePatchesTransform(decoded<MergePatches>(config, shapes.MERGE_PATCHES), context),
  }),
  PatchTransformer: (config, context) => ({
    transform: patchTransform(decoded<Patch>(config, shapes.PATCH), () => config.text, context),
  }),
  PrefixTransformer: affix("prefix"),
  SuffixTransformer: affix("suffix"),
  PrefixSuffixTransformer(config, context) {
    const both = [affix("prefix")(config, context), affix("suffix")(config, context)];
    return { transform: (map) => both.forEach(({ transform }) => transform?.(map)) };
  },
  ReplacementTransformer(config, context) {
    const { replacements = [] } = decoded<{ replacements?: ReplacementField[] }>(config, shapes.REPLACEMENTS);
    const read = readReplacements(replacements, context);
    return { transform: (map) => replaceAll(map, read) };
  },
  ReplicaCountTransformer(config) {
    const { replica, ...rest } = decoded<WithSpecs & { replica?: Replica }>(config, shapes.REPLICA_COUNT);
    return { transform: (map) => setReplicas(map, replica ?? {}, specsOf(rest)) };
  },
  SecretGenerator(config, context) {
    const args = named(decoded<SecretArgs & WithMetadata>(config, shapes.SECRET));
    return { generate: () => [makeSecret(args, context)] };
  },
  ValueAddTransformer: (config, context) => ({
    transform: addValue(decoded<ValueAddConfig>(config, shapes.VALUE_ADD), context),
  }),
};

interface NamespaceConfig extends WithSpecs, WithMetadata {
  unsetOnly?: boolean;
  setRoleBindingSubjects?: string;
}

const SUBJECT_MODES: readonly string[] = ["defaultOnly", "none", "allServiceAccounts"];

function namespacePlugin(config: Config): Plugin {
  let read;
  try {
    read = decoded<NamespaceConfig>(config, shapes.NAMESPACE);
  } catch (error) {
    throw new KustomizeError(`unmarshalling NamespaceTransformer config: ${messageOf(error)}`, { cause: error });
  }
  const mode = read.setRoleBindingSubjects || "defaultOnly";
  if (!SUBJECT_MODES.includes(mode)) {
    throw new KustomizeError(
      `invalid value ${quote(mode)} for setRoleBindingSubjects: must be one of ` +
        `"defaultOnly", "none" or "allServiceAccounts"`,
    );
  }
  const options = {
    namespace: read.metadata?.namespace ?? "",
    specs: specsOf(read),
    unsetOnly: read.unsetOnly === true,
    subjects: mode as SubjectMode,
  };
  return { transform: (map) => setNamespaces(map, options) };
}
