/** A file that is embedded in the program: its path. */
declare module "*.txt" {
  const path: string;
  export default path;
}
