/** What is never shown unless somebody asks for it. */

/** Stands where a value would. */
export const MASK = "***";

/** Whether the field of an object of this kind may not be shown. */
export function isSecretField(kind: string, path: string): boolean {
  return kind === "Secret" && /^(data|stringData)\b/.test(path);
}

const SECRET_NAME = /passw|pwd|secret|token|credential|private|api_?key|access_?key/i;

/** Whether a value of this name is likely to be one that others must not see. */
export function isSecretName(path: string): boolean {
  return SECRET_NAME.test(path);
}

/** `--set a=b`, `--set-json a={"b":1}`: the names without the values. */
export function maskedAssignment(text: string): string {
  const equals = text.indexOf("=");
  return equals < 0 ? text : `${text.slice(0, equals)}=${MASK}`;
}
