/** What is asked of storage: claims, and templates of them (kubernetes pkg/apis/core/validation 1.36). */
import { isObject, listAt, valueAt } from "../../../kube/index.ts";
import { forbiddenField, invalidValue, notSupported, required, type FieldError } from "../../wire/refusal.ts";
import { amountOf } from "../quantity.ts";
import { labelSelector, subdomain } from "./formats.ts";
import { all, fields, filled, given, must, on, oneOf, type Rule } from "./rules.ts";

const MODES = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

export const accessModes =
  (why: string): Rule =>
  (value, at) => {
    const modes = listAt(value);
    if (modes.length === 0) return [required(at, why)];
    const alone = "may not use ReadWriteOncePod with other access modes";
    return [
      ...modes.filter((one) => !MODES.includes(String(one))).map((one) => notSupported(at, one, MODES)),
      ...(modes.includes("ReadWriteOncePod") && modes.length > 1 ? [forbiddenField(at, alone)] : []),
    ];
  };

const storage: Rule = (value, at) => {
  const amount = valueAt(value, "requests", "storage");
  if (amount === undefined) return [required(`${at}[storage]`)];
  return positive(amount, `${at}[storage]`);
};

export const positive: Rule = (value, at) =>
  amountOf(String(value)) > 0 ? [] : [invalidValue(at, value, "must be greater than zero")];

const source: Rule = all(
  fields({ name: must(), kind: must(), apiGroup: filled(subdomain) }),
  (value, at): FieldError[] => {
    if (!isObject(value) || (value["apiGroup"] ?? "") !== "") return [];
    const kind = String(value["kind"] ?? "");
    if (kind === "PersistentVolumeClaim") return [];
    return [invalidValue(at, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup")];
  },
);

export const claimSpec: Rule = all(
  fields({
    accessModes: accessModes("at least 1 access mode is required"),
    selector: labelSelector,
    resources: storage,
    storageClassName: filled(subdomain),
    volumeMode: given(oneOf("Block", "Filesystem")),
    dataSource: given(source),
    dataSourceRef: given(source),
    volumeAttributesClassName: filled(subdomain),
  }),
);

export const claim: Rule = on("spec", (value, at) => claimSpec(value ?? {}, at));
