/** Where containers see volumes (kubernetes pkg/apis/core/validation, ValidateVolumeMounts 1.36). */
import { isObject, listAt, textAt, type JsonObject, type JsonValue } from "../../../kube/index.ts";
import { forbiddenField, invalidValue, notSupported, required, type FieldError } from "../../wire/refusal.ts";
import { all, by, given, items, must, on, unique, type Rule } from "./rules.ts";
import { pathBelow } from "./volumes.ts";

export function mounts(volumes: ReadonlyMap<string, JsonObject>): Rule {
  return by((container) => {
    const namesOf = (list: string): Set<string> => new Set(listAt(container, list).map((one) => textAt(one, "name")));
    const isPrivileged = isObject(container["securityContext"]) && container["securityContext"]["privileged"] === true;
    return all(
      on("volumeMounts", all(items(mount({ volumes, devices: namesOf("volumeDevices"), isPrivileged })), uniquePaths)),
      on("volumeDevices", items(device({ volumes, mounted: namesOf("volumeMounts") }))),
    );
  });
}

interface MountContext {
  readonly volumes: ReadonlyMap<string, JsonObject>;
  readonly devices: ReadonlySet<string>;
  readonly isPrivileged: boolean;
}

const uniquePaths = unique(
  (one) => textAt(one, "mountPath") || undefined,
  (one, at) => invalidValue(`${at}.mountPath`, textAt(one, "mountPath"), "must be unique"),
);

const notFound = (at: string, name: string): FieldError => ({
  field: at,
  type: "FieldValueNotFound",
  text: `Not found: ${JSON.stringify(name)}`,
});

function mount({ volumes, devices, isPrivileged }: MountContext): Rule {
  return by((object) => {
    const name = textAt(object, "name");
    // Of what a mount does messages name the list only.
    const listed =
      (rule: Rule): Rule =>
      (value, at) =>
        rule(value, at.replace(/\[\d+\]\.(\w+)$/, ".$1"));
    return all(
      on("name", must()),
      (_value, at) => (volumes.has(name) ? [] : [notFound(`${at}.name`, name)]),
      (_value, at) =>
        devices.has(name) ? [invalidValue(`${at}.name`, name, "must not already exist in volumeDevices")] : [],
      on("mountPath", must()),
      on("subPath", listed(given(pathBelow))),
      on("subPathExpr", (value, at) =>
        textAt(object, "subPath") !== "" && textAt(object, "subPathExpr") !== ""
          ? [invalidValue(at, value, "subPathExpr and subPath are mutually exclusive")]
          : listed(given(pathBelow))(value, at),
      ),
      on("mountPropagation", listed(given(propagation(isPrivileged)))),
      on("recursiveReadOnly", listed(given(recursive(object)))),
    );
  });
}

const PROPAGATIONS = ["Bidirectional", "HostToContainer", "None"];

const propagation =
  (isPrivileged: boolean): Rule =>
  (value, at) => {
    if (!PROPAGATIONS.includes(String(value))) return [notSupported(at, value, PROPAGATIONS)];
    if (value !== "Bidirectional" || isPrivileged) return [];
    return [forbiddenField(at, "Bidirectional mount propagation is available only to privileged containers")];
  };

const RECURSIVE = ["Disabled", "Enabled", "IfPossible"];

const recursive =
  (object: JsonObject): Rule =>
  (value, at) => {
    if (!RECURSIVE.includes(String(value))) return [notSupported(at, value, RECURSIVE)];
    if (value === "Disabled" || object["readOnly"] === true) return [];
    return [forbiddenField(at, "may only be specified when readOnly is true")];
  };

interface DeviceContext {
  readonly volumes: ReadonlyMap<string, JsonObject>;
  readonly mounted: ReadonlySet<string>;
}

function device({ volumes, mounted }: DeviceContext): Rule {
  return (value, at) => {
    const name = textAt(value ?? null, "name");
    const volume = volumes.get(name);
    return [
      ...(name === "" ? [required(`${at}.name`)] : []),
      ...(volume === undefined ? [notFound(`${at}.name`, name)] : blockErrors(volume, name, at)),
      ...(textAt(value ?? null, "devicePath") === "" ? [required(`${at}.devicePath`)] : []),
      ...(mounted.has(name) ? [invalidValue(`${at}.name`, name, "must not already exist in volumeMounts")] : []),
    ];
  };
}

function blockErrors(volume: JsonValue, name: string, at: string): FieldError[] {
  if (isObject(volume) && (isObject(volume["persistentVolumeClaim"]) || isObject(volume["ephemeral"]))) return [];
  const why = "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode";
  return [invalidValue(`${at}.name`, name, why)];
}
