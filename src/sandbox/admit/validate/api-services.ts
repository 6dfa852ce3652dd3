/** Versions of a group that a server beside this one serves (kube-aggregator pkg/apis/apiregistration/validation 0.36). */
import { isObject, textAt, type JsonObject } from "../../../kube/index.ts";
import { invalidValue, required, type FieldError } from "../../wire/refusal.ts";
import { pathErrors } from "../names.ts";
import { dns1035, subdomain } from "./formats.ts";
import { by, filled, must, on, type Rule } from "./rules.ts";

const PRIORITY_MAX = 20_000;
const VERSION_PRIORITY_MAX = 1000;

const priority =
  (most: number): Rule =>
  (value, at) =>
    Number(value ?? 0) > 0 && Number(value) <= most
      ? []
      : [invalidValue(at, value ?? 0, `must be positive and less than ${most}`)];

const port: Rule = (value, at) =>
  Number(value ?? 0) >= 1 && Number(value) <= 65_535
    ? []
    : [invalidValue(at, value ?? 0, "port is not valid: must be between 1 and 65535, inclusive")];

/** The name says what it serves. */
function nameErrors(object: JsonObject, spec: JsonObject): FieldError[] {
  const wanted = `${textAt(spec, "version")}.${textAt(spec, "group")}`;
  return ["generateName", "name"].flatMap((key) => {
    const name = textAt(object, "metadata", key);
    if (name === "") return [];
    const problems = pathErrors(name);
    const why = `must be \`spec.version+"."+spec.group\`: ${JSON.stringify(wanted)}`;
    const all = problems.length > 0 ? problems : name === wanted ? [] : [why];
    return all.map((one) => invalidValue(`metadata.${key}`, name, one));
  });
}

/** Who is served by this server itself has nobody to trust. */
function localErrors(spec: JsonObject, at: string): FieldError[] {
  const bundle = textAt(spec, "caBundle");
  const bytes = Math.floor((bundle.replace(/=+$/, "").length * 3) / 4);
  return [
    ...(bundle === ""
      ? []
      : [invalidValue(`${at}.caBundle`, `${bytes} bytes`, "local APIServices may not have a caBundle")]),
    ...(spec["insecureSkipTLSVerify"] === true
      ? [invalidValue(`${at}.insecureSkipTLSVerify`, true, "local APIServices may not have insecureSkipTLSVerify")]
      : []),
  ];
}

const serviceErrors: Rule = (service, at) => [
  ...must()(textAt(service ?? null, "namespace"), `${at}.namespace`),
  ...must()(textAt(service ?? null, "name"), `${at}.name`),
  ...port(isObject(service) ? service["port"] : undefined, `${at}.port`),
];

const LEGACY = "only v1 may have an empty group and it better be legacy kube";

export const apiService: Rule = by((object) => (_value, at) => {
  const spec = isObject(object["spec"]) ? object["spec"] : {};
  const place = at === "" ? "spec" : `${at}.spec`;
  const [group, version] = [textAt(spec, "group"), textAt(spec, "version")];
  const isBoth = spec["insecureSkipTLSVerify"] === true && textAt(spec, "caBundle") !== "";
  return [
    ...nameErrors(object, spec),
    ...(group === "" && version !== "v1" ? [required(`${place}.group`, LEGACY)] : []),
    ...filled(subdomain)(group, `${place}.group`),
    ...dns1035(version).map((why) => invalidValue(`${place}.version`, version, why)),
    ...on("groupPriorityMinimum", priority(PRIORITY_MAX))(spec, place),
    ...on("versionPriority", priority(VERSION_PRIORITY_MAX))(spec, place),
    ...(isObject(spec["service"]) ? serviceErrors(spec["service"], `${place}.service`) : localErrors(spec, place)),
    ...(isObject(spec["service"]) && isBoth
      ? [invalidValue(`${place}.insecureSkipTLSVerify`, true, "may not be true if caBundle is present")]
      : []),
  ];
});
