/** In which styles a text can be written so that it is read back the same (libyaml's yaml_emitter_analyze_scalar). */
import type { Dialect } from "./errors.ts";

export interface ScalarForms {
  readonly multiline: boolean;
  readonly flowPlain: boolean;
  readonly blockPlain: boolean;
  readonly singleQuoted: boolean;
  readonly block: boolean;
}

const EMPTY: ScalarForms = { multiline: false, flowPlain: false, blockPlain: true, singleQuoted: true, block: false };
const ANY: ScalarForms = { multiline: false, flowPlain: true, blockPlain: true, singleQuoted: true, block: true };
const PLAIN_IN_BLOCK: ScalarForms = { ...ANY, flowPlain: false };

/** Nothing that could mean anything to a reader of YAML. */
const HARMLESS = /^[A-Za-z0-9_/.][A-Za-z0-9_/.-]*$/;
/** What libyaml does not print as it is: controls, DEL to NBSP, the byte order mark, everything above U+FFFF. */
const UNPRINTABLE = /[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const UNPRINTABLE_BUT_TAB = /[^\t\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
/** Indicators that may not begin a plain scalar. */
const FIRST_INDICATORS = /^[#,[\]{}&*!|>'"%@`]/;
/** `---` and `...`, even with more behind them. */
const DOCUMENT_INDICATOR = /^(?:---|\.\.\.)/;
const FLOW_INDICATORS = /[,?[\]{}:]/;
const COMMENT = /[ \t\r\n\x85\u2028\u2029]#/;
const BREAK = /[\r\n\x85\u2028\u2029]/;
const BREAK_SPACE = /[\r\n\x85\u2028\u2029] /;
const SPACE_BREAK = / [\r\n\x85\u2028\u2029]/;

export function analyzeScalar(text: string, dialect: Dialect): ScalarForms {
  if (text === "") return EMPTY;
  if (HARMLESS.test(text) && !DOCUMENT_INDICATOR.test(text)) return ANY;
  const special = (dialect === "v3" ? UNPRINTABLE_BUT_TAB : UNPRINTABLE).test(text);
  const tabs = dialect === "v3" && text.includes("\t");
  const indicators = hasBlockIndicators(text);
  const multiline = BREAK.test(text);
  if (!special && !tabs && !multiline && !/^ | $/.test(text)) return forms(text, indicators);
  const spaceBreak = SPACE_BREAK.test(text) || special;
  const breakSpace = BREAK_SPACE.test(text);
  const edges = /^[ \r\n\x85\u2028\u2029]|[ \r\n\x85\u2028\u2029]$/.test(text);
  const plain = !(edges || breakSpace || spaceBreak || tabs || multiline || indicators);
  return {
    multiline,
    flowPlain: plain && !FLOW_INDICATORS.test(text),
    blockPlain: plain,
    singleQuoted: !(breakSpace || spaceBreak || tabs),
    block: !(spaceBreak || text.endsWith(" ")),
  };
}

function forms(text: string, indicators: boolean): ScalarForms {
  if (indicators) return { ...PLAIN_IN_BLOCK, blockPlain: false };
  return FLOW_INDICATORS.test(text) || isFlowStart(text) ? PLAIN_IN_BLOCK : ANY;
}

/** Indicators that no plain scalar may hold, wherever it stands. */
function hasBlockIndicators(text: string): boolean {
  if (FIRST_INDICATORS.test(text) || DOCUMENT_INDICATOR.test(text) || COMMENT.test(text)) return true;
  if (isFlowStart(text)) return true;
  for (let at = text.indexOf(":"); at >= 0; at = text.indexOf(":", at + 1)) {
    const next = text.charCodeAt(at + 1);
    if (at + 1 === text.length || next === 32 || next === 9) return true;
  }
  return false;
}

/** `-` or `?` alone or before a blank. */
function isFlowStart(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first !== 45 && first !== 63) return false;
  const next = text.charCodeAt(1);
  return text.length === 1 || next === 32 || next === 9;
}
