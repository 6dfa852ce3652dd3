/** Volumes of pods (kubernetes pkg/apis/core/validation, ValidateVolumes 1.36). */
import { isObject, listAt, textAt, type JsonObject, type JsonValue } from "../../../kube/index.ts";
import { forbiddenField, invalidValue, notSupported, required, type FieldError } from "../../wire/refusal.ts";
import { amountOf } from "../quantity.ts";
import { claimSpec } from "./claims.ts";
import { annotationKeys, label, labels, subdomain } from "./formats.ts";
import { resourceFieldRef } from "./references.ts";
import { driverVolumes } from "./volume-drivers.ts";
import {
  all,
  below,
  by,
  choice,
  fields,
  filled,
  first,
  format,
  given,
  items,
  must,
  nothing,
  on,
  uniqueBy,
  type Rule,
} from "./rules.ts";

const MODE_RULE = "must be a number between 0 and 0777 (octal), both inclusive";

const mode: Rule = given((value, at) =>
  Number(value) >= 0 && Number(value) <= 0o777 ? [] : [invalidValue(at, value, MODE_RULE)],
);

const goesUp = (path: string): string[] => (path.split("/").includes("..") ? ["must not contain '..'"] : []);

/** Paths below a volume. */
export const pathBelow = format((path) => (path.startsWith("/") ? ["must be a relative path"] : goesUp(path)));

/** Paths that the volume's own files must not hide. */
const ownPath = format((path) => {
  if (path.startsWith("/")) return ["must be a relative path"];
  if (path.split("/").includes("..")) return ["must not contain '..'"];
  return path.startsWith("..") ? ["must not start with '..'"] : [];
});

const keyToPath = items(fields({ key: must(), path: must(ownPath), mode }));

const HOST_TYPES = [
  "",
  "BlockDevice",
  "CharDevice",
  "Directory",
  "DirectoryOrCreate",
  "File",
  "FileOrCreate",
  "Socket",
];

/** Without a path nothing else is looked at. */
export const hostPath: Rule = by((source) =>
  textAt(source, "path") === ""
    ? on("path", must())
    : fields({ path: format(goesUp), type: given(choice(HOST_TYPES)) }),
);

const absolutePath = format((path) => (path.startsWith("/") ? [] : ["must be an absolute path"]));

export const nfs = fields({ server: must(), path: all(must(), absolutePath) });

/** Messages call the whole volume's item by the place of the list. */
function downwardItem(pod: "downwardAPI" | "downwardAPI.items"): Rule {
  return (item, at) => {
    const place = at.replace(/\.items\[\d+\]$/, "");
    const [field, resource] = isObject(item) ? [item["fieldRef"], item["resourceFieldRef"]] : [];
    return [
      ...must(ownPath)(isObject(item) ? item["path"] : undefined, `${place}.path`),
      ...mode(isObject(item) ? item["mode"] : undefined, `${place}.mode`),
      ...(pod === "downwardAPI" ? referenceErrors(field, resource, place) : []),
    ];
  };
}

const VOLUME_FIELDS = [
  "metadata.annotations",
  "metadata.labels",
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
];

function referenceErrors(
  field: JsonValue | undefined,
  resource: JsonValue | undefined,
  at: string,
): readonly FieldError[] {
  if (!isObject(field) && !isObject(resource))
    return [required(at, "one of fieldRef and resourceFieldRef is required")];
  if (isObject(field) && isObject(resource)) {
    return [invalidValue(at, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously")];
  }
  if (isObject(resource)) return resourceFieldRef({ isVolume: true })(resource, `${at}.resourceFieldRef`);
  const path = textAt(field, "fieldPath");
  if (path === "") return [required(`${at}.fieldRef.fieldPath`)];
  if (VOLUME_FIELDS.includes(path) || /^metadata\.(labels|annotations)\['.*'\]$/.test(path)) return [];
  return [notSupported(`${at}.fieldRef.fieldPath`, path, VOLUME_FIELDS)];
}

const downward = fields({ defaultMode: mode, items: items(downwardItem("downwardAPI")) });

const secretToken: Rule = (value, at) => {
  if (!isObject(value)) return [];
  const seconds = Number(value["expirationSeconds"] ?? 3600);
  const short = seconds < 600 ? "may not specify a duration less than 10 minutes" : "";
  const long = seconds > 2 ** 32 ? "may not specify a duration larger than 2^32 seconds" : "";
  const why = short || long;
  return [
    // Its path is told of as the volume's.
    ...must(ownPath)(value["path"], at.replace(/\.sources\[\d+\]\.serviceAccountToken$/, ".path")),
    ...(why === "" ? [] : [invalidValue(`${at}.expirationSeconds`, seconds, why)]),
  ];
};

const projected: Rule = all(
  on(
    "sources",
    items(
      fields({
        secret: given(fields({ name: must(), items: keyToPath })),
        configMap: given(fields({ name: must(), items: keyToPath })),
        downwardAPI: given(fields({ items: items(downwardItem("downwardAPI")) })),
        serviceAccountToken: given(secretToken),
      }),
    ),
  ),
  fields({ defaultMode: mode }),
  conflictingPaths,
);

/** No two sources write the same file. */
function conflictingPaths(value: JsonValue | undefined, at: string): FieldError[] {
  const seen = new Set<string>();
  return listAt(value, "sources").flatMap((source) =>
    ["secret", "configMap"].flatMap((kind) =>
      listAt(source, kind, "items").flatMap((item) => {
        const path = textAt(item, "path");
        if (path !== "" && seen.has(path)) {
          return [invalidValue(at, textAt(source, kind, "name"), "conflicting duplicate paths")];
        }
        seen.add(path);
        return [];
      }),
    ),
  );
}

const emptyDir: Rule = fields({
  sizeLimit: given((value, at) =>
    amountOf(String(value)) < 0 ? [forbiddenField(at, "SizeLimit field must be a valid resource quantity")] : [],
  ),
});

const driverName = format((name) => (name.length > 63 ? ["must be no more than 63 characters"] : []));
export const csiDriver: Rule = must(all(driverName, (value, at) => subdomain(String(value).toLowerCase(), at)));

const ephemeral: Rule = on(
  "volumeClaimTemplate",
  first(
    (value, at) => (isObject(value) ? [] : [required(at)]),
    all(
      on("metadata", fields({ annotations: annotationKeys, labels })),
      on("spec", (value, at) => claimSpec(value ?? {}, at)),
    ),
  ),
);

const RESERVED = /(^|\.)(kubernetes|k8s)\.io$/;

export const flexVolume: Rule = all(
  fields({ driver: must() }),
  on("options", (value, at) =>
    Object.keys(isObject(value) ? value : {}).flatMap((key) =>
      RESERVED.test(key.split("/", 1)[0]?.toLowerCase() ?? "")
        ? [invalidValue(`${at}[${key}]`, key, "kubernetes.io and k8s.io namespaces are reserved")]
        : [],
    ),
  ),
);

/** In the order in which they are looked for. */
const SOURCES: readonly (readonly [key: string, rule: Rule])[] = [
  ["emptyDir", emptyDir],
  ["hostPath", hostPath],
  ["gitRepo", fields({ repository: must() })],
  driver("gcePersistentDisk"),
  driver("awsElasticBlockStore"),
  ["secret", fields({ secretName: must(), defaultMode: mode, items: keyToPath })],
  ["nfs", nfs],
  driver("iscsi"),
  driver("glusterfs"),
  driver("flocker"),
  ["persistentVolumeClaim", fields({ claimName: must() })],
  ...["rbd", "cinder", "cephfs", "quobyte"].map(driver),
  ["downwardAPI", downward],
  driver("fc"),
  ["flexVolume", flexVolume],
  ["configMap", fields({ name: must(), defaultMode: mode, items: keyToPath })],
  ...["azureFile", "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk", "storageos"].map(driver),
  ["projected", projected],
  driver("scaleIO"),
  ["csi", fields({ driver: csiDriver })],
  ["ephemeral", ephemeral],
  ["image", fields({ pullPolicy: filled(choice(["Always", "IfNotPresent", "Never"])) })],
];

function driver(key: string): readonly [string, Rule] {
  return [key, driverVolumes[key] ?? nothing];
}

/** Messages have other names for some. */
const CALLED: Readonly<Record<string, string>> = { gcePersistentDisk: "persistentDisk" };
const CALLED_SECOND: Readonly<Record<string, string>> = { cephfs: "cephFS", downwardAPI: "downwarAPI" };

/** A volume has one source; a second is not looked at. */
const source: Rule = by((volume: JsonObject) => {
  const [one, ...more] = SOURCES.filter(([key]) => isObject(volume[key]));
  if (one === undefined) return nothing;
  const [key, rule] = one;
  return (value, at) => [
    ...rule(isObject(value) ? value[key] : undefined, below(at, CALLED[key] ?? key)),
    ...more.map(([other]) =>
      forbiddenField(below(at, CALLED_SECOND[other] ?? other), "may not specify more than 1 volume type"),
    ),
  ];
});

const volumeRule: Rule = all(on("name", must(label)), source);

export const volumes: Rule = all(items(volumeRule), uniqueBy("name"));

/** Those that containers may name: neither those that something is wrong with, nor the second of two with one name. */
export function volumesByName(spec: JsonObject): ReadonlyMap<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  for (const volume of listAt(spec, "volumes").filter(isObject)) {
    const name = textAt(volume, "name");
    if (volumeRule(volume, "").length === 0 && !found.has(name)) found.set(name, volume);
  }
  return found;
}
