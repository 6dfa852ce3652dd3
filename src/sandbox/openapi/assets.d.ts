/** A file that is embedded in the program: its path. */
declare module "*.zst" {
  const path: string;
  export default path;
}
