/**
 * `helmfile doctor` (pkg/app/doctor.go) has a language model look at what `helmfile diff` shows. Without one it is `helmfile diff` that never
 * shows secrets, and so it is here: no model is asked, which is said where one is configured.
 */
import type { FlagValues } from "../context.ts";
import { run as diff } from "./diff.ts";
import type { HelmfileContext } from "./settings.ts";
import { forEachSite } from "./visit.ts";

export async function run(given: HelmfileContext): Promise<void> {
  const flags = withoutSecrets(given.flags);
  // The signal is asked for by those who want it, so the context is not copied.
  const context = Object.assign(Object.create(given) as HelmfileContext, { flags });
  if (await isConfigured(context)) {
    context.log.warn("doctor: no language model is asked by this program, it shows what helmfile diff does");
  }
  await diff(context);
}

/** Its `--output` is of the report; that of the comparison is called `--diff-output`. */
function withoutSecrets(flags: FlagValues): FlagValues {
  return {
    ...flags,
    bool: (name) => name !== "show-secrets" && flags.bool(name),
    string: (name) => flags.string(name === "output" ? "diff-output" : name),
  };
}

/** Whether key and model are known, from flags, the first state file that names both, or the environment. */
async function isConfigured(context: HelmfileContext): Promise<boolean> {
  const { env, flags } = context;
  const file = await fromStateFiles(context);
  const known = [
    [flags.string("llm-api-key"), file.apiKey, env.get("HELMFILE_LLM_API_KEY")],
    [flags.string("llm-model"), file.model, env.get("HELMFILE_LLM_MODEL")],
  ];
  return known.every((texts) => texts.some((text) => text !== undefined && text !== ""));
}

interface Model {
  readonly apiKey?: string | undefined;
  readonly model?: string | undefined;
}

/** State files that cannot be read are complained of by the comparison as well. */
async function fromStateFiles(context: HelmfileContext): Promise<Model> {
  let found: Model = {};
  try {
    const { flags } = context;
    const includeNeeds = flags.bool("include-needs") || flags.bool("include-transitive-needs");
    await forEachSite(context, { filter: { includeNeeds } }, ({ state: { spec } }) => {
      const { apiKey = "", model = "" } = spec.llm ?? {};
      if (found.model === undefined && apiKey !== "" && model !== "") found = { apiKey, model };
      return false;
    });
  } catch (error) {
    const { message } = error as Error;
    context.log.warn(
      `doctor: failed to peek helmfile.yaml for llm config: ${message} (continuing; LLM may be treated as unconfigured)`,
    );
  }
  return found;
}
