import { flagType, type FlagType, type FlagTypeName, type FlagValue } from "./flag-types.ts";
import type { Completion } from "./completion.ts";

/** A flag as a command declares it. */
export interface FlagDefinition {
  readonly name: string;
  /** One letter. */
  readonly shorthand?: string;
  /** `string` when left out. */
  readonly type?: FlagTypeName | FlagType;
  readonly usage: string;
  /** The default as help shows it; the type's zero value when left out. */
  readonly default?: string;
  /** The value taken when the flag stands alone; then a value can only be given after `=`. Booleans have `true`. */
  readonly alone?: string;
  readonly hidden?: boolean;
  /** Hides the flag, and prints this when it is used. */
  readonly deprecated?: string;
  readonly required?: boolean;
  /** Proposes values to the shell. */
  readonly complete?: Completion;
  /** Only files with these endings are proposed. */
  readonly fileExtensions?: readonly string[];
  /** Only folders are proposed. */
  readonly directories?: boolean;
  /** The other spelling of the flag: setting one sets both. */
  readonly twin?: string;
  /** Added by the framework itself (`--help`, `--version`). */
  readonly builtIn?: boolean;
}

/** A flag of a command that is being run: its definition and what the command line made of it. */
export class Flag {
  readonly name: string;
  readonly shorthand: string;
  readonly usage: string;
  readonly type: FlagType;
  readonly default: string;
  readonly alone: string;
  value: FlagValue;
  changed = false;
  hidden: boolean;
  required: boolean;

  constructor(readonly definition: FlagDefinition) {
    this.name = definition.name;
    this.shorthand = definition.shorthand ?? "";
    this.usage = definition.usage;
    this.type = flagType(definition.type);
    this.default = definition.default ?? this.type.default;
    this.alone = definition.alone ?? (this.type.name === "bool" ? "true" : "");
    this.value = this.type.initial(this.default);
    this.hidden = definition.hidden === true || definition.deprecated !== undefined;
    this.required = definition.required === true;
  }

  /** Whether the flag may be given several times, each adding to the value. */
  get repeatable(): boolean {
    return /Slice|Array|^stringTo/.test(this.type.name);
  }

  set(text: string): void {
    this.value = this.type.parse(text, { value: this.value, changed: this.changed });
    this.changed = true;
  }
}
