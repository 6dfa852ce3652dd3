/** Names of releases (helm pkg/chart/v2/util/validate_name.go). */
const RELEASE_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const NAME_LENGTH_MAX = 53;

/** What is wrong with a release's name. */
export function releaseNameFault(name: string): string | undefined {
  if (name === "") return "no name provided";
  if (name.length <= NAME_LENGTH_MAX && RELEASE_NAME.test(name)) return undefined;
  return `invalid release name, must match regex ${RELEASE_NAME.source} and the length must not be longer than ${NAME_LENGTH_MAX}`;
}
