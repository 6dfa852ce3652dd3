/** The versions of a definition, and what all of them share. */
import {
  isObject,
  listAt,
  objectAt,
  sameJson,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../../../kube/index.ts";
import { invalidValue, notSupported, required, type FieldError } from "../../../wire/refusal.ts";
import { client, reviewVersionErrors } from "../webhooks.ts";
import { columnErrors, scaleErrors, selectableErrors } from "./columns.ts";
import { versionStructs } from "./go-structs.ts";
import { groupErrors, scopeErrors, wordErrors } from "./names.ts";
import { schemaErrors } from "./schema.ts";

export function specErrors(spec: JsonObject): FieldError[] {
  const versions = listAt(spec, "versions").filter(isObject);
  return [
    ...groupErrors(spec),
    ...scopeErrors(spec),
    ...(valueAt(spec, "preserveUnknownFields") === true
      ? [
          invalidValue(
            "spec.preserveUnknownFields",
            true,
            "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead",
          ),
        ]
      : []),
    ...versionsErrors(spec, versions),
    ...partErrors(versions),
    ...conversionErrors(valueAt(spec, "conversion")),
  ];
}

function versionsErrors(spec: JsonObject, versions: readonly JsonObject[]): FieldError[] {
  const names = versions.map((one) => textAt(one, "name"));
  const [at, first = ""] = ["spec.versions", names[0]];
  const shown = (): JsonValue => (!Array.isArray(spec["versions"]) ? null : versionStructs(versions));
  const stored = versions.filter((one) => one["storage"] === true).length;
  return [
    // The first one is what was once the only one.
    ...(first === "" ? [] : wordErrors(first, "spec.version")),
    ...names.flatMap((name, i) => wordErrors(name, `${at}[${i}].name`)),
    ...versions.flatMap((one, i) => deprecationErrors(one, `${at}[${i}].deprecationWarning`)),
    ...(new Set(names).size < names.length ? [invalidValue(at, shown(), "must contain unique version names")] : []),
    ...(stored === 1 ? [] : [invalidValue(at, shown(), "must have exactly one version marked as storage version")]),
    ...versions.flatMap((one, i) =>
      isObject(valueAt(one, "schema", "openAPIV3Schema")) ? [] : [required(`${at}[${i}].schema.openAPIV3Schema`)],
    ),
  ];
}

const WARNING_LENGTH_MAX = 256;

function deprecationErrors(version: JsonObject, at: string): FieldError[] {
  const warning = version["deprecationWarning"];
  if (typeof warning !== "string") return [];
  const wrong = (why: string): FieldError[] => [invalidValue(at, warning, why)];
  if (version["deprecated"] !== true) return wrong("can only be set for deprecated versions");
  if (warning === "") return wrong("must not be an empty string");
  if (warning.length > WARNING_LENGTH_MAX) return wrong(`must be <= ${WARNING_LENGTH_MAX} characters long`);
  const index = warning.search(/[^\P{C}]|[^\P{Z} ]/u);
  if (index < 0) return [];
  const why = "must only contain printable UTF-8 characters; non-printable character found at index";
  return wrong(`${why} ${new TextEncoder().encode(warning.slice(0, index)).length}`);
}

type Check = (version: JsonObject, at: string) => FieldError[];

/** What each version has for itself; the internal name where all have the same. */
const PARTS: Readonly<Record<string, readonly [shared: string, check: Check]>> = {
  schema: ["validation", (version, at) => schemaErrors(version, `${at}.openAPIV3Schema`)],
  subresources: ["subresources", (version, at) => scaleErrors(objectAt(version, "subresources"), at)],
  additionalPrinterColumns: [
    "additionalPrinterColumns",
    (version, at) => columnErrors(listAt(version, "additionalPrinterColumns"), at),
  ],
  selectableFields: ["selectableFields", (version, at) => selectableErrors(version, at)],
};

function partErrors(versions: readonly JsonObject[]): FieldError[] {
  return Object.entries(PARTS).flatMap(([key, [shared, check]]) => {
    const [first] = versions;
    if (first === undefined) return [];
    const isShared = versions.every((one) => sameJson(one[key] ?? null, first[key] ?? null));
    if (isShared) return check(first, `spec.${shared}`);
    return versions.flatMap((one, i) => check(one, `spec.versions[${i}].${key}`));
  });
}

function conversionErrors(conversion: JsonValue | undefined): FieldError[] {
  const strategy = textAt(conversion, "strategy");
  const at = "spec.conversion";
  const versions = listAt(conversion, "webhook", "conversionReviewVersions");
  const config = valueAt(conversion, "webhook", "clientConfig");
  if (strategy === "") return [required(`${at}.strategy`)];
  const known = ["None", "Webhook"];
  const strange = known.includes(strategy) ? [] : [notSupported(`${at}.strategy`, strategy, known)];
  if (strategy !== "Webhook") {
    const why = "should not be set when strategy is not set to Webhook";
    const forbidden = (key: string): FieldError => ({
      field: `${at}.${key}`,
      type: "FieldValueForbidden",
      text: `Forbidden: ${why}`,
    });
    return [
      ...strange,
      ...(config === undefined ? [] : [forbidden("webhookClientConfig")]),
      ...(versions.length === 0 ? [] : [forbidden("conversionReviewVersions")]),
    ];
  }
  const place = `${at}.webhookClientConfig`;
  return [
    ...(config === undefined ? [required(place, "required when strategy is set to Webhook")] : client(config, place)),
    ...reviewVersionErrors(versions, `${at}.conversionReviewVersions`),
  ];
}
