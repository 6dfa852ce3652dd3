/** What must not be shown. */

/** A text with `***` for the passwords in its URLs, as Go's own errors have them; Helm shows them in some of its own. */
export function withoutPasswords(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/[^\s/@:"]*:)[^\s/@"]+@/gi, "$1***@");
}
