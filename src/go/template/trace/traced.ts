/** The closures of a traced run: the same values and the same text as `plain`, with a tag beside each value. */
import { Slice, type Value } from "../../value.ts";
import type {
  ActionParts,
  AndOrParts,
  Backend,
  BranchParts,
  CallParts,
  ChainParts,
  RangeParts,
  Stage,
  TemplateCallParts,
} from "../compile/backend.ts";
import { invoke } from "../compile/call.ts";
import { plain, printed, unprintable } from "../compile/plain.ts";
import { rangeOver, sortedEntries } from "../compile/range.ts";
import { callTemplate } from "../compile/template-call.ts";
import { DONE, type Eval, type Run } from "../execution.ts";
import { truth } from "../truth.ts";
import type { Node } from "../parse/node.ts";
import { actionAt, actionWithin } from "./action.ts";
import { align, fill } from "./align.ts";
import { derive } from "./derive.ts";
import { union, type Tag } from "./tag.ts";
import { containerOf } from "./tag-table.ts";
import type { TraceState } from "./trace-state.ts";
import type { TracedCall } from "./traced-call.ts";
import { traced, type TracedExecution } from "./traced-execution.ts";
import { addUsed } from "./used.ts";

export const tracedBackend: Backend = {
  joinsText: false,
  text(node) {
    const action = actionAt(node, node.place.parseName);
    return (execution) => {
      traced(execution).write(node.text, action, undefined);
      return DONE;
    };
  },
  action: printAction,
  branch,
  range,
  templateCall,
  constant: (value) => (execution) => {
    traced(execution).tag = undefined;
    return value;
  },
  dot(execution, dot) {
    const run = traced(execution);
    run.tag = run.dotTag;
    return dot;
  },
  variable: (slot) => (execution) => {
    const run = traced(execution);
    run.tag = run.variableTags[slot];
    return run.variables[slot];
  },
  chain,
  call,
  andOr,
  pipeline,
  store({ pipe, slots, site }) {
    return (execution, dot) => {
      const value = pipe(execution, dot);
      const run = traced(execution);
      run.tag ??= containerOf(value) === undefined ? written(run, site.node) : undefined;
      for (const slot of slots) {
        run.variables[slot] = value;
        run.variableTags[slot] = run.tag;
      }
      return value;
    };
  },
  final(execution, _dot, final) {
    const run = traced(execution);
    run.tag = run.finalTag;
    return final;
  },
};

function printAction({ pipe, site, node, template }: ActionParts): Run {
  const action = actionAt(node, template);
  return (execution, dot) => {
    execution.statement = node;
    const run = traced(execution);
    run.tag = undefined;
    const value = pipe(execution, dot);
    const text = printed(value, site, execution);
    if (text === undefined) throw unprintable(site, execution);
    run.write(text, action, typeof value === "string" ? run.tag : withoutSegments(run.tag));
    return DONE;
  };
}

/** A value that is not a text has no stretches. */
function withoutSegments(tag: Tag | undefined): Tag | undefined {
  return tag?.segments === undefined ? tag : union([tag]);
}

function branch({ pipe, body, otherwise, node }: BranchParts): Run {
  return (execution, dot) => {
    execution.statement = node;
    const run = traced(execution);
    run.tag = undefined;
    const value = pipe(execution, dot);
    const { dotTag, tag } = run;
    if (!truth(value)) return otherwise === undefined ? DONE : run.under(tag, () => otherwise(execution, dot));
    if (node.kind === "if") return run.under(tag, () => body(execution, dot));
    run.dotTag = tag;
    const outcome = run.under(tag, () => body(execution, value));
    run.dotTag = dotTag;
    return outcome;
  };
}

/** The plain range, with a body that first gives each element its tag. */
function range(parts: RangeParts): Run {
  const plainRange = rangeOver({ ...parts, ...tagElements(parts) });
  return (execution, dot) => {
    const run = traced(execution);
    const { dotTag, ranged } = run;
    run.ranged = undefined;
    const outcome = plainRange(execution, dot);
    run.dotTag = dotTag;
    run.ranged = ranged;
    return outcome;
  };
}

/** Elements come in the order of the container: the how-manieth this is tells its key. */
function tagElements(parts: RangeParts): Pick<RangeParts, "pipe" | "body" | "otherwise"> {
  return {
    pipe(execution, dot) {
      const run = traced(execution);
      run.tag = undefined;
      const value = parts.pipe(execution, dot);
      run.ranged = { keys: keysOf(value), container: containerOf(value), tag: run.tag, outerTag: run.dotTag };
      return value;
    },
    body(execution, element) {
      const run = traced(execution);
      const { ranged } = run;
      const key = ranged?.keys.next().value;
      const container = ranged?.container;
      const tag =
        container === undefined || key === undefined ? ranged?.tag : run.state.table.of(container, key, ranged?.tag);
      run.dotTag = tag;
      if (parts.elementSlot !== undefined) run.variableTags[parts.elementSlot] = tag;
      if (parts.indexSlot !== undefined) run.variableTags[parts.indexSlot] = typeof key === "string" ? tag : undefined;
      const outcome = run.under(ranged?.tag, () => parts.body(execution, element));
      run.ranged = ranged;
      return outcome;
    },
    otherwise:
      parts.otherwise &&
      ((execution, dot) => {
        const run = traced(execution);
        run.dotTag = run.ranged?.outerTag;
        return parts.otherwise === undefined ? DONE : parts.otherwise(execution, dot);
      }),
  };
}

function keysOf(value: Value): Iterator<string | number, undefined> {
  if (value instanceof Map) {
    const keys = sortedEntries(value).map(([key]) => key);
    return keys.values();
  }
  const items = value instanceof Slice ? value.items : Array.isArray(value) ? value : [];
  return items.keys();
}

function templateCall(parts: TemplateCallParts): Run {
  const action = actionAt(parts.node, parts.template);
  const { pipe } = parts;
  const plainCall = callTemplate({
    ...parts,
    pipe:
      pipe &&
      ((execution, dot) => {
        const value = pipe(execution, dot);
        const run = traced(execution);
        run.dotTag = run.tag;
        run.variableTags = [run.tag];
        return value;
      }),
  });
  return (execution, dot) => {
    const run = traced(execution);
    const { dotTag, variableTags, callers, ranged } = run;
    if (pipe === undefined) run.variableTags = [];
    run.callers = [action, ...callers];
    const outcome = plainCall(execution, dot);
    Object.assign(run, { dotTag, variableTags, callers, ranged });
    return outcome;
  };
}

/** The plain chain; the last container and key say what was read. */
function chain(parts: ChainParts): Stage {
  const read = plain.chain({
    ...parts,
    receiver(execution, dot) {
      traced(execution).tag = undefined;
      const value = parts.receiver(execution, dot);
      const run = traced(execution);
      run.chainStart = { value, tag: run.tag };
      return value;
    },
  });
  return (execution, dot, final) => {
    const run = traced(execution);
    const outer = run.chainStart;
    const value = read(execution, dot, final);
    run.tag = tagAlong(run, parts.names);
    run.chainStart = outer;
    return value;
  };
}

function tagAlong(run: TracedExecution, names: readonly string[]): Tag | undefined {
  let { value, tag } = run.chainStart ?? { value: undefined, tag: undefined };
  for (const [i, name] of names.entries()) {
    const container = value instanceof Map ? containerOf(value) : undefined;
    if (!(container instanceof Map)) return restOfPath(tag, names.slice(i));
    tag = run.state.table.of(container, name, tag);
    value = container.get(name) as Value;
  }
  return tag;
}

/** Fields of structs and results of methods have no entries; their path still names them. */
function restOfPath(tag: Tag | undefined, names: readonly string[]): Tag | undefined {
  if (tag?.path === undefined) return tag;
  const path = [tag.path, ...names].join(".");
  return { reads: [{ path, origin: tag.reads[0]?.origin }], path };
}

function call({ func, name, args, site, node }: CallParts): Stage {
  return (execution, dot, final) => {
    const run = traced(execution);
    const { finalTag, state } = run;
    const tags: (Tag | undefined)[] = [];
    const values = args.map((arg) => {
      run.finalTag = finalTag;
      run.tag = undefined;
      const value = arg(execution, dot, final);
      tags.push(run.tag);
      return value;
    });
    const outer = state.call;
    state.call = { args: values, tags };
    state.nested = undefined;
    let result: Value;
    try {
      result = invoke(func, execution, values);
    } catch (error) {
      throw site.wrapCall(execution, name, error);
    } finally {
      state.call = outer;
    }
    const made = { name, args: values, tags, result, written: () => written(run, node), table: state.table };
    run.tag = nestedTag(state, result) ?? hookOrRule(state, made);
    addUsed(state.used, made, run.tag);
    return result;
  };
}

/** Of what stands in the template itself, and was read nowhere. */
function written(run: TracedExecution, node: Node): Tag {
  const action = actionWithin(run, node);
  return action === undefined ? { reads: [] } : { reads: [], actions: [action] };
}

function hookOrRule({ hooks }: TraceState, made: TracedCall): Tag | undefined {
  return hooks.get(made.name)?.(made) ?? derive(made);
}

/** The function ran a template (`include`, `tpl`) and gives back its text, possibly a little changed. */
function nestedTag(state: TraceState, result: Value): Tag | undefined {
  const { nested } = state;
  state.nested = undefined;
  if (nested === undefined || typeof result !== "string") return undefined;
  const whole = union(nested.segments);
  const reads = whole?.reads ?? [];
  if (nested.text === result) return { reads, segments: nested.segments };
  const found = align(nested.text, { reads, segments: nested.segments }, result);
  return { reads, segments: fill(found ?? [], result.length, whole) };
}

function andOr({ until, args, hasFinal }: AndOrParts): Stage {
  return (execution, dot, final) => {
    const run = traced(execution);
    const { finalTag } = run;
    let value: Value = undefined;
    for (const arg of args) {
      run.tag = undefined;
      value = arg.eval(execution, dot);
      if (arg.last !== undefined) execution.last = arg.last;
      if (truth(value) === until) return value;
    }
    if (!hasFinal) return value;
    run.tag = finalTag;
    return final;
  };
}

function pipeline(stages: readonly Stage[]): Eval {
  return (execution, dot) => {
    const run = traced(execution);
    let value: Value = undefined;
    run.tag = undefined;
    for (const stage of stages) {
      run.finalTag = run.tag;
      const next = stage(execution, dot, value);
      value = next === null ? undefined : next;
    }
    return value;
  };
}
