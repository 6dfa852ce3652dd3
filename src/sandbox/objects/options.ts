/** What a write is told by its query. */
import { isObject, listAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { badRequest, Refusal } from "../wire/refusal.ts";
import type { WireRequest } from "../wire/request.ts";

export interface WriteOptions {
  readonly manager: string;
  readonly dryRun: boolean;
  readonly validation: "Ignore" | "Warn" | "Strict";
  readonly force: boolean;
}

const MANAGER_LENGTH_MAX = 128;

export function writeOptions({ query, userAgent }: WireRequest): WriteOptions {
  const validation = query["fieldValidation"] || "Warn";
  if (validation !== "Ignore" && validation !== "Warn" && validation !== "Strict") {
    throw optionsInvalid(
      "fieldValidation",
      `Unsupported value: ${JSON.stringify(validation)}: supported values: "", "Ignore", "Strict", "Warn"`,
    );
  }
  return {
    manager: (query["fieldManager"] || userAgent.split("/", 1)[0] || "unknown").slice(0, MANAGER_LENGTH_MAX),
    dryRun: dryRunOf(query["dryRun"]),
    validation,
    force: query["force"] === "true",
  };
}

function dryRunOf(value: string | undefined): boolean {
  if (value === undefined || value === "") return false;
  if (value !== "All")
    throw optionsInvalid("dryRun", `Unsupported value: ${JSON.stringify([value])}: supported values: "All"`);
  return true;
}

export function optionsInvalid(field: string, text: string, kind = "CreateOptions"): Refusal {
  return new Refusal(422, "Invalid", `${kind}.meta.k8s.io "" is invalid: ${field}: ${text}`, {
    group: "meta.k8s.io",
    kind,
    causes: [
      { reason: text.startsWith("Required") ? "FieldValueRequired" : "FieldValueNotSupported", message: text, field },
    ],
  });
}

export interface DeleteOptions {
  readonly propagation: "Background" | "Foreground" | "Orphan";
  readonly dryRun: boolean;
  readonly uid: string;
  readonly resourceVersion: string;
}

/** From the body, and where that says nothing from the query. */
export function deleteOptions({ query, body }: WireRequest): DeleteOptions {
  const given: JsonObject = isObject(body) ? body : {};
  const orphan = given["orphanDependents"] === true;
  const propagation =
    textAt(given, "propagationPolicy") || query["propagationPolicy"] || (orphan ? "Orphan" : "Background");
  if (propagation !== "Background" && propagation !== "Foreground" && propagation !== "Orphan") {
    throw optionsInvalid(
      "propagationPolicy",
      `Unsupported value: ${JSON.stringify(propagation)}: supported values: "Foreground", "Background", "Orphan", "nil"`,
      "DeleteOptions",
    );
  }
  return {
    propagation,
    dryRun: listAt(given, "dryRun").includes("All") || dryRunOf(query["dryRun"]),
    uid: textAt(given, "preconditions", "uid"),
    resourceVersion: textAt(given, "preconditions", "resourceVersion"),
  };
}

/** Throws where there is no object in the body. */
export function objectBody(body: JsonValue | undefined): JsonObject {
  if (isObject(body)) return body;
  throw badRequest(
    body === undefined
      ? "EOF"
      : `couldn't get version/kind; json parse error: json: cannot unmarshal ${Array.isArray(body) ? "array" : typeof body} into Go value of type struct`,
  );
}
