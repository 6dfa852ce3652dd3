/** Volumes that a driver of Kubernetes itself serves, or did (kubernetes pkg/apis/core/validation 1.36): the same in pods and in the volumes of a cluster. */
import { listAt, textAt, type JsonObject } from "../../../kube/index.ts";
import { invalidValue, notSupported, required, type FieldError } from "../../wire/refusal.ts";
import { label } from "./formats.ts";
import { all, between, by, choice, fields, filled, format, given, must, type Rule } from "./rules.ts";

// --- blocks

const IQN = /iqn\.\d{4}-\d{2}\.([0-9A-Za-z\-.]+)(:[^,;*&$|\s]+)$/;
const EUI = /^eui.[0-9A-Za-z]{16}$/;
const NAA = /^naa.[0-9A-Za-z]{32}$/;

const initiator = format((text) => {
  const pattern = text.startsWith("iqn")
    ? IQN
    : text.startsWith("eui")
      ? EUI
      : text.startsWith("naa")
        ? NAA
        : undefined;
  if (pattern === undefined) return ["must be valid format starting with iqn, eui, or naa"];
  return pattern.test(text) ? [] : ["must be valid format"];
});

export const iscsi: Rule = by((source) => {
  const isGuarded = source["chapAuthDiscovery"] === true || source["chapAuthSession"] === true;
  return all(
    fields({ targetPortal: must(), iqn: must(initiator), lun: filled(between(0, 255)) }),
    (_value, at) => (isGuarded && source["secretRef"] === undefined ? [required(`${at}.secretRef`)] : []),
    (_value, at) =>
      source["initiatorName"] === undefined ? [] : initiator(source["initiatorName"], `${at}.initiatorname`),
  );
});

const fc: Rule = by((source) => (_value, at) => {
  const [names, ids] = ["targetWWNs", "wwids"].map((key) => listAt(source, key));
  const isNamed = (names ?? []).length > 0;
  const isOther = (ids ?? []).length > 0;
  const errors: FieldError[] = [];
  if (!isNamed && !isOther)
    errors.push(required(`${at}.targetWWNs`, "must specify either targetWWNs or wwids, but not both"));
  if (isNamed && isOther)
    errors.push(invalidValue(`${at}.targetWWNs`, names, "targetWWNs and wwids can not be specified simultaneously"));
  if (!isNamed) return errors;
  const lun = source["lun"];
  const place = `${at}.lun`;
  if (lun === undefined) return [...errors, required(place, "lun is required if targetWWNs is specified")];
  return [...errors, ...between(0, 255)(lun, place)];
});

// --- clouds

const AZURE_DISKS: Readonly<Record<string, readonly [start: string, shown: string]>> = {
  managed: [
    "/subscriptions/",
    "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}",
  ],
  blob: ["https://", "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"],
};

const azureDisk: Rule = all(
  fields({
    diskName: must(),
    diskURI: must(),
    cachingMode: given(choice(["None", "ReadOnly", "ReadWrite"])),
    kind: given(choice(["Dedicated", "Managed", "Shared"])),
  }),
  by((source) => (_value, at) => {
    const [kind, uri] = [source["kind"], textAt(source, "diskURI")];
    if (kind === undefined) return [];
    const [start = "", shown = ""] = AZURE_DISKS[kind === "Managed" ? "managed" : "blob"] ?? [];
    return uri.startsWith(start) ? [] : [notSupported(`${at}.diskURI`, uri, [shown])];
  }),
);

const secretRef = given(fields({ name: must() }));

// --- file systems

const REGISTRY = "must be a host:port pair or multiple pairs separated by commas";
const TENANT_MAX = 64;

const quobyte: Rule = by((source: JsonObject) => (_value, at) => [
  ...registryErrors(source, at),
  ...(textAt(source, "volume") === "" ? [required(`${at}.volume`)] : []),
]);

function registryErrors(source: JsonObject, at: string): FieldError[] {
  const registry = textAt(source, "registry");
  if (registry === "") return [required(`${at}.registry`, REGISTRY)];
  if (textAt(source, "tenant").length > TENANT_MAX)
    return [required(`${at}.tenant`, "must be a UUID and may not exceed a length of 64 characters")];
  const isPair = (text: string): boolean => /^(\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(text);
  return registry
    .split(",")
    .filter((one) => !isPair(one))
    .map(() => invalidValue(`${at}.registry`, registry, REGISTRY));
}

const flocker: Rule = by((source) => (_value, at) => {
  const [name = "", uuid = ""] = ["datasetName", "datasetUUID"].map((key) => textAt(source, key));
  const errors: FieldError[] = [];
  if (name === "" && uuid === "") errors.push(required(at, "one of datasetName and datasetUUID is required"));
  if (name !== "" && uuid !== "")
    errors.push(invalidValue(at, "resource", "datasetName and datasetUUID can not be specified simultaneously"));
  if (name.includes("/")) errors.push(invalidValue(`${at}.datasetName`, name, "must not contain '/'"));
  return errors;
});

export const driverVolumes: Readonly<Record<string, Rule>> = {
  awsElasticBlockStore: fields({ volumeID: must(), partition: filled(between(0, 255)) }),
  azureDisk,
  azureFile: fields({ secretName: must(), shareName: must() }),
  cephfs: fields({ monitors: must() }),
  cinder: fields({ volumeID: must(), secretRef }),
  fc,
  flocker,
  gcePersistentDisk: fields({ pdName: must(), partition: filled(between(0, 255)) }),
  glusterfs: fields({ endpoints: must(), path: must() }),
  iscsi,
  photonPersistentDisk: fields({ pdID: must() }),
  portworxVolume: fields({ volumeID: must() }),
  quobyte,
  rbd: fields({ monitors: must(), image: must() }),
  scaleIO: fields({ gateway: must(), system: must(), volumeName: must() }),
  storageos: fields({ volumeName: must(label), volumeNamespace: filled(label), secretRef }),
  vsphereVolume: fields({ volumePath: must() }),
};
