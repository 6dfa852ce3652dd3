/** Stable ones first, then beta, then alpha, higher numbers first, what is no such version last (apimachinery version.CompareKubeAwareVersionStrings). */
export function compareVersions(a: string, b: string): number {
  const rank = (text: string): number => {
    const [whole, major = "0", stage, minor = "0"] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(text) ?? [];
    if (whole === undefined) return -1;
    const level = stage === undefined ? 2 : stage === "beta" ? 1 : 0;
    return level * 1e6 + Number(major) * 1e3 + Number(minor);
  };
  return rank(b) - rank(a) || (a < b ? -1 : 1);
}
