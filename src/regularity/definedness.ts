/**
 * # Is the function defined at every real x?
 *
 * Shown by enclosures over cells that cover R, cut finer where needed. Refuted by a point or an
 * interval at which a denominator is 0 or an argument lies outside its domain, or by a denominator
 * that is continuous and changes its sign (intermediate value theorem).
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { analyse } from '../checker/analysis.ts';
import type { Analysis } from '../checker/analysis.ts';
import type { Cell, Point } from '../checker/cell.ts';
import { rationalConstant } from '../checker/expression.ts';
import type { Dag } from '../checker/expression.ts';
import { printNode } from '../checker/print.ts';
import { createRationalFunctions } from '../checker/rational-function.ts';
import type { Cells } from '../cells/cells.ts';
import { nearby, realRoots } from '../cells/real-roots.ts';
import { isContinuous } from './continuity.ts';

export interface Finding {
  /** null: not shown either way. */
  readonly value: boolean | null;
  readonly reason: string;
}

const precision = 96;
/** Cuts of one cell before it is given up: 2^6 parts. */
const maxDepth = 6;
const at = (value: Rational): Point => ({ kind: 'rational', value });

export function definedness(dag: Dag, root: number, cells: Cells): Finding {
  const open = cells.pieces.every(({ lower, upper }) =>
    definedOn(dag, root, { kind: 'open', lower, upper }, 0),
  );
  const points = cells.points.every(({ point }) =>
    definedOn(dag, root, { kind: 'point', at: point }, 0),
  );
  if (open && points) return { value: true, reason: 'every part is enclosed on all of R' };
  const where = undefinedSomewhere(dag, root);
  if (where !== null) return { value: false, reason: where };
  return {
    value: null,
    reason: 'a denominator, logarithm or root could not be enclosed on all of R',
  };
}

function definedOn(dag: Dag, root: number, cell: Cell, depth: number): boolean {
  if (analyse(dag, cell, precision).range(root) !== null) return true;
  if (cell.kind === 'point' || depth >= maxDepth) return false;
  const cut = cutOf(cell, depth);
  const [lower, upper] = [cell.lower, cell.upper];
  return (
    definedOn(dag, root, { kind: 'point', at: cut }, depth) &&
    definedOn(dag, root, { kind: 'open', lower, upper: cut }, depth + 1) &&
    definedOn(dag, root, { kind: 'open', lower: cut, upper }, depth + 1)
  );
}

function cutOf({ lower, upper }: Extract<Cell, { kind: 'open' }>, depth: number): Point {
  const far = Q.rational(1n << BigInt(2 * depth));
  if (!lower && !upper) return at(Q.zero);
  if (!lower) return at(Q.sub(inner(upper!, -1), far));
  if (!upper) return at(Q.add(inner(lower, 1), far));
  return at(Q.div(Q.add(inner(lower, 1), inner(upper, -1)), Q.rational(2)));
}
const inner = (p: Point, side: 1 | -1): Rational =>
  p.kind === 'rational' ? p.value : side === 1 ? p.upper : p.lower;

/** Where σ is certainly undefined, as a sentence; null if nothing was found. */
function undefinedSomewhere(dag: Dag, root: number): string | null {
  const whole = analyse(dag, { kind: 'open', lower: null, upper: null }, precision);
  const onR = undefinedReason(whole, root);
  if (onR) return `${onR} at every x`;
  const cuts = criticalPoints(whole, root);
  const ends = [null, ...cuts, null];
  for (let i = 0; i + 1 < ends.length; i++) {
    const [lower, upper] = [ends[i]!, ends[i + 1]!];
    const why = undefinedReason(analyse(dag, { kind: 'open', lower, upper }, precision), root);
    if (why) return `${why} for ${describeInterval(lower, upper)}`;
  }
  const grid = Array.from({ length: 41 }, (_, k) => at(Q.rational(k - 20, 2)));
  for (const point of [...cuts, ...grid]) {
    const why = undefinedReason(analyse(dag, { kind: 'point', at: point }, precision), root);
    if (why) return `${why} at x ${describePoint(point)}`;
  }
  return signChange(dag, root, grid);
}

/** Sentence on the first part that is certainly undefined on the whole cell; null if none. */
function undefinedReason(on: Analysis, root: number): string | null {
  const { dag } = on;
  const seen = new Set<number>();
  const show = (n: number): string => printNode(dag, n).slice(0, 80);
  const sum = (u: number, k: number, flip = false): number =>
    dag.intern('add', flip ? dag.intern('neg', u) : u, numberOf(dag, k));
  const outside = (u: number, s: readonly (-1 | 0)[], flip = false, k = 0): boolean =>
    s.includes(on.sign(sum(u, k, flip)) as -1 | 0);
  const visit = (n: number): string | null => {
    if (seen.has(n)) return null;
    seen.add(n);
    const { op, args } = dag.nodes[n]!;
    const [u, v] = args as [number, number];
    if (op === 'if') {
      const chosen = on.truth(u);
      return chosen === null ? null : visit(chosen ? v : args[2]!);
    }
    for (const arg of args) {
      const inside = visit(arg);
      if (inside) return inside;
    }
    switch (op) {
      case 'div':
        return on.sign(v) === 0 ? `the denominator ${show(v)} is 0` : null;
      case 'log':
        return outside(u, [-1, 0]) ? `log takes ${show(u)} ≤ 0` : null;
      case 'log1p':
        return outside(u, [-1, 0], false, 1) ? `log1p takes ${show(u)} ≤ −1` : null;
      case 'sqrt':
        return on.sign(u) === -1 ? `sqrt takes ${show(u)} < 0` : null;
      case 'pow': {
        const exponent = rationalConstant(dag, v);
        const s = on.sign(u);
        const bad =
          exponent === null
            ? s === -1 || s === 0
            : (s === 0 && Q.sign(exponent) < 0) || (s === -1 && !Q.isInteger(exponent));
        const base = dag.nodes[u]!.op === 'e';
        return bad && !base
          ? `the power ${show(n)} has the base ${show(u)} ${s === 0 ? '= 0' : '< 0'}`
          : null;
      }
      case 'asin':
      case 'acos':
        return outside(u, [-1], true, 1) || outside(u, [-1], false, 1)
          ? `${op} takes |${show(u)}| > 1`
          : null;
      case 'atanh':
        return outside(u, [-1, 0], true, 1) || outside(u, [-1, 0], false, 1)
          ? `atanh takes |${show(u)}| ≥ 1`
          : null;
      case 'acosh':
        return outside(u, [-1], false, -1) ? `acosh takes ${show(u)} < 1` : null;
      case 'csch':
      case 'coth':
        return on.sign(u) === 0 ? `${op} takes ${show(u)} = 0` : null;
      case 'tan':
      case 'sec':
        return on.sign(dag.intern('cos', u)) === 0 ? `cos(${show(u)}) = 0 under ${op}` : null;
      case 'cot':
      case 'csc':
        return on.sign(dag.intern('sin', u)) === 0 ? `sin(${show(u)}) = 0 under ${op}` : null;
      case 'gamma': {
        const pole = [0, 1, 2, 3, 4].find((k) => on.sign(sum(u, k)) === 0);
        return pole === undefined ? null : `gamma takes ${show(u)} = ${-pole}`;
      }
      default:
        return null;
    }
  };
  return visit(root);
}

const numberOf = (dag: Dag, k: number): number =>
  k < 0 ? dag.intern('neg', dag.number(Q.rational(-k))) : dag.number(Q.rational(k));

/** Roots of rational functions that divide, or whose domain or kink lies there, in order. */
function criticalPoints(on: Analysis, root: number): readonly Point[] {
  const { dag } = on;
  const rationalFunction = createRationalFunctions(dag, on.branch);
  const points: Point[] = [];
  const take = (n: number): void => {
    const f = rationalFunction(n);
    if (f) points.push(...(realRoots(f.numerator) ?? []));
  };
  for (const n of reachable(dag, root)) {
    const { op, args } = dag.nodes[n]!;
    const [u, v] = args as [number, number];
    if (op === 'div') take(v);
    if (['log', 'sqrt', 'pow', 'abs', 'csch', 'coth', 'gamma', 'heaviside', 'relu'].includes(op))
      take(u);
    if (['asin', 'acos', 'atanh', 'acosh', 'log1p'].includes(op))
      for (const k of [1, -1]) take(dag.intern('add', u, numberOf(dag, k)));
    if (['less', 'less-equal', 'greater', 'greater-equal'].includes(op))
      take(dag.intern('add', u, dag.intern('neg', v)));
  }
  const sorted = points.sort((a, b) => Q.compare(nearby(a), nearby(b)));
  return sorted.filter((p, i) => i === 0 || Q.compare(nearby(sorted[i - 1]!), nearby(p)) < 0);
}

export function reachable(dag: Dag, root: number): readonly number[] {
  const seen = new Set<number>([root]);
  for (const n of seen) dag.nodes[n]!.args.forEach((arg) => seen.add(arg));
  return [...seen];
}

/** A divisor outside conditionals that is continuous on an interval and changes its sign there. */
function signChange(dag: Dag, root: number, grid: readonly Point[]): string | null {
  const nodes = reachable(dag, root);
  if (nodes.some((n) => dag.nodes[n]!.op === 'if')) return null;
  for (const n of nodes) {
    const { op, args } = dag.nodes[n]!;
    const divisor =
      op === 'div'
        ? args[1]!
        : op === 'tan' || op === 'sec'
          ? dag.intern('cos', args[0]!)
          : op === 'cot' || op === 'csc'
            ? dag.intern('sin', args[0]!)
            : null;
    if (divisor === null || !isContinuous(dag, divisor)) continue;
    const signs = grid.map((point) =>
      analyse(dag, { kind: 'point', at: point }, precision).sign(divisor),
    );
    for (let i = 0; i + 1 < grid.length; i++) {
      if (signs[i] === null || signs[i + 1] === null || signs[i]! * signs[i + 1]! !== -1) continue;
      const cell: Cell = { kind: 'open', lower: grid[i]!, upper: grid[i + 1]! };
      if (analyse(dag, cell, precision).range(divisor) === null) continue;
      const text = printNode(dag, divisor).slice(0, 80);
      return `the denominator ${text} changes its sign, so it is 0 somewhere in ${describeInterval(grid[i]!, grid[i + 1]!)}`;
    }
  }
  return null;
}

function describePoint(p: Point): string {
  return p.kind === 'rational' ? `= ${Q.toText(p.value)}` : `≈ ${Q.approxNumber(nearby(p))}`;
}
function describeInterval(lower: Point | null, upper: Point | null): string {
  const end = (p: Point): string =>
    p.kind === 'rational' ? Q.toText(p.value) : String(Q.approxNumber(nearby(p)));
  if (lower && upper) return `x in (${end(lower)}, ${end(upper)})`;
  return lower ? `x > ${end(lower)}` : upper ? `x < ${end(upper)}` : 'every x';
}
