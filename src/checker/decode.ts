/**
 * # The strict decoder
 *
 * Whatever FORMAT.md does not name is refused: unknown fields, claims, rules, steps and versions,
 * non-canonical rationals, references to later nodes, sizes above the limits.
 */
import * as P from './polynomial.ts';
import * as Q from './rational.ts';
import { certainlyBefore, isolates } from './cell.ts';
import type { Point } from './cell.ts';
import { format, limits, version } from './certificate.ts';
import type {
  Ceiling,
  Certificate,
  Claim,
  Difference,
  RawNode,
  Restatement,
  Step,
  Value,
} from './certificate.ts';
import { decodeSteps } from './decode-step.ts';
import { ensure } from './ensure.ts';
import type { Budget } from './ensure.ts';
import { comparisons, connectiveArity, realArity } from './expression.ts';
import { array, describe, integer, object, rational, string, tuple } from './field.ts';
import type { Fields } from './field.ts';
import type { Rational } from './rational.ts';

function decodeNodes(value: unknown): RawNode[] {
  const truths = new Set<number>();
  const depths: number[] = [];
  return array(value, 'nodes', limits.nodes).map((raw, k) => {
    const path = `nodes.${k}`;
    const [head, ...rest] = array(raw, path, limits.nodes);
    const op = string(head, path);
    if (op === 'number') {
      depths.push(1);
      ensure(rest.length === 1, 'wrong-length', path, 'one rational');
      const q = rational(rest[0], path);
      ensure(Q.sign(q) >= 0, 'not-canonical', path, 'a number ≥ 0; its negative is a neg node');
      return { op, value: q };
    }
    const args = rest.map((arg, i) => integer(arg, `${path}.${i + 1}`, 0, k - 1));
    depths.push(args.reduce((deepest, arg) => Math.max(deepest, 1 + depths[arg]!), 1));
    ensure(depths[k]! <= limits.depth, 'too-deep', path, `depth at most ${limits.depth}`);
    const isTruth = comparisons.has(op) || connectiveArity.has(op);
    if (isTruth) truths.add(k);
    const arity = comparisons.has(op)
      ? 2
      : op === 'if'
        ? 3
        : (connectiveArity.get(op) ?? realArity.get(op));
    ensure(arity !== undefined, 'unknown-function', path, 'a function of the language', op);
    const right = arity === 'many' ? args.length >= 2 : args.length === arity;
    ensure(
      right,
      'wrong-arity',
      path,
      `${op} of ${arity === 'many' ? 'two or more' : arity}`,
      String(args.length),
    );
    args.forEach((arg, i) => {
      const wantsTruth = connectiveArity.has(op) || (op === 'if' && i === 0);
      ensure(
        truths.has(arg) === wantsTruth,
        'wrong-kind',
        path,
        wantsTruth ? 'a condition' : 'a number',
      );
    });
    return { op, args };
  });
}

function equationTerms(
  value: unknown,
  path: string,
): Extract<Ceiling, { rule: 'differential-equation' }>['terms'] {
  const terms = array(value, path, limits.terms).map((term) => {
    const [p, e] = tuple(term, path, 2);
    const coefficients = array(p, path, limits.terms).map((c) => rational(c, path));
    const exponents = array(e, path, 8).map((k) => integer(k, path, 0, 8));
    const leading = coefficients.at(-1);
    ensure(
      leading !== undefined && Q.sign(leading) !== 0,
      'wrong-kind',
      path,
      'a factor other than 0',
    );
    return { coefficients, exponents };
  });
  ensure(terms.length > 0, 'wrong-length', path, 'at least one term');
  const texts = terms.map((t) => t.exponents.join(' '));
  ensure(new Set(texts).size === texts.length, 'wrong-kind', path, 'different products');
  return terms;
}

function decodePoint(value: unknown, path: string, budget: Budget): Point {
  if (typeof value === 'string') return { kind: 'rational', value: rational(value, path) };
  const fields = object(value, path, ['polynomial', 'lower', 'upper']);
  const coefficients = array(fields.polynomial, path, limits.degree + 1).map((c) =>
    rational(c, path),
  );
  ensure(
    coefficients.length >= 2 && Q.sign(coefficients.at(-1)!) !== 0,
    'wrong-point',
    path,
    'a polynomial of degree ≥ 1',
  );
  const point = {
    kind: 'algebraic' as const,
    polynomial: coefficients,
    lower: rational(fields.lower, path),
    upper: rational(fields.upper, path),
  };
  const squarefree = P.degree(P.gcd(coefficients, P.derivative(coefficients), budget)) === 0;
  ensure(squarefree && isolates(point, budget), 'wrong-point', path, 'an isolated simple root');
  return point;
}

/** Decodes a parsed JSON value, of at least so many claims. @throws Refused */
export function decode(value: unknown, budget: Budget, leastClaims = 1): Certificate {
  const fields = object(value, '', [
    'format',
    'version',
    'input',
    'nodes',
    'root',
    'sha256',
    'claims',
  ]);
  ensure(fields.format === format, 'unknown-format', 'format', format, describe(fields.format));
  ensure(
    fields.version === version,
    'unknown-version',
    'version',
    String(version),
    describe(fields.version),
  );
  const input = object(fields.input, 'input', ['text', 'parameters']);
  const parameters = Object.entries(
    object(input.parameters, 'input.parameters', Object.keys((input.parameters ?? {}) as object)),
  ).map(([name, text]) => [name, string(text, `input.parameters.${name}`)] as const);
  const nodes = decodeNodes(fields.nodes);
  const node = (v: unknown, path: string): number => {
    const k = integer(v, path, 0, nodes.length - 1);
    const { op } = nodes[k]!;
    ensure(!comparisons.has(op) && !connectiveArity.has(op), 'wrong-kind', path, 'a number', op);
    return k;
  };
  const steps = (v: unknown, path: string): readonly Step[] => decodeSteps(v, path, node, 0);
  const coefficients = (v: unknown, path: string): readonly number[] => {
    const list = array(v, path, limits.degree + 1).map((c) => node(c, path));
    ensure(list.length > 0, 'wrong-length', path, 'at least one coefficient');
    return list;
  };
  const precision = (v: unknown, path: string): number => integer(v, path, 16, limits.precision);

  const difference = (v: unknown, path: string): Difference => {
    const f = object(v, path, ['rule', 'at', 'step', 'precision']);
    ensure(
      f.rule === 'finite-difference',
      'unknown-rule',
      path,
      'finite-difference',
      describe(f.rule),
    );
    const step = rational(f.step, `${path}.step`);
    ensure(Q.sign(step) !== 0, 'wrong-step', path, 'a step other than 0');
    return {
      rule: f.rule,
      at: rational(f.at, `${path}.at`),
      step,
      precision: precision(f.precision, path),
    };
  };
  const restatement = (v: unknown, path: string): Restatement | null => {
    if (v === null) return null;
    const f = object(v, path, ['node', 'steps']);
    return { node: node(f.node, path), steps: steps(f.steps, path) };
  };
  const side = (v: unknown, path: string): 1 | -1 => {
    ensure(v === '+' || v === '-', 'wrong-type', path, '"+" or "-"', describe(v));
    return v === '+' ? 1 : -1;
  };
  const piece = (v: unknown, path: string): readonly [Rational, Rational] | null => {
    if (v === null) return null;
    const [a, b] = tuple(v, path, 2).map((end) => rational(end, path)) as [Rational, Rational];
    ensure(Q.compare(a, b) < 0, 'out-of-range', path, 'an interval of positive length');
    return [a, b];
  };
  const end = (v: unknown, path: string): Point | null =>
    v === null ? null : decodePoint(v, path, budget);

  const interval = (
    f: Fields,
    path: string,
  ): { readonly lower: Point | null; readonly upper: Point | null } => {
    const [lower, upper] = [end(f.lower, `${path}.lower`), end(f.upper, `${path}.upper`)];
    const proper = !lower || !upper || certainlyBefore(lower, upper);
    ensure(proper, 'out-of-range', path, 'lower < upper');
    return { lower, upper };
  };
  const pieceOf = (f: Fields, path: string): Extract<Ceiling, { rule: 'piece' }> => ({
    rule: 'piece',
    ...interval(f, path),
    coefficients: coefficients(f.coefficients, `${path}.coefficients`),
    steps: steps(f.steps, path),
  });
  const degree = (v: unknown, path: string): number =>
    integer(v, `${path}.degree`, -1, limits.order);

  const ceiling = (v: unknown, path: string): Ceiling => {
    const rule = typeof v === 'object' && v !== null ? (v as Fields).rule : undefined;
    switch (rule) {
      case 'growth': {
        const f = object(v, path, ['rule', 'side', 'from', 'degree', 'restatement', 'piece']);
        return { rule, degree: degree(f.degree, path), ...halfLine(f, path) };
      }
      case 'superpolynomial': {
        const f = object(v, path, ['rule', 'side', 'from', 'restatement', 'piece']);
        return { rule, ...halfLine(f, path) };
      }
      case 'piece': {
        const f = object(v, path, ['rule', 'lower', 'upper', 'coefficients', 'steps']);
        return pieceOf(f, path);
      }
      case 'sequence': {
        const f = object(v, path, ['rule', 'side', 'from', 'degree', 'angle', 'quarter']);
        return {
          rule,
          side: side(f.side, `${path}.side`),
          from: rational(f.from, `${path}.from`),
          degree: degree(f.degree, path),
          angle: node(f.angle, `${path}.angle`),
          quarter: integer(f.quarter, `${path}.quarter`, 0, 3),
        };
      }
      case 'period': {
        const f = object(v, path, ['rule', 'period', 'steps']);
        return {
          rule,
          degree: 0,
          period: node(f.period, `${path}.period`),
          steps: steps(f.steps, path),
        };
      }
      case 'differential-equation': {
        const f = object(v, path, ['rule', 'degree', 'lower', 'upper', 'terms', 'steps']);
        return {
          rule,
          degree: degree(f.degree, path),
          ...interval(f, path),
          terms: equationTerms(f.terms, `${path}.terms`),
          steps: steps(f.steps, path),
        };
      }
      default:
        ensure(false, 'unknown-rule', path, 'a ceiling rule of FORMAT.md', describe(rule));
    }
  };
  const halfLine = (f: Fields, path: string) => ({
    side: side(f.side, `${path}.side`),
    from: rational(f.from, `${path}.from`),
    restatement: restatement(f.restatement, `${path}.restatement`),
    piece: piece(f.piece, `${path}.piece`),
  });

  const periodic = (
    kind: 'polynomial' | 'polynomial-almost-everywhere',
    v: unknown,
    path: string,
  ): Claim => {
    const f = object(v, path, [
      'claim',
      'rule',
      'coefficients',
      'leading',
      'period',
      'steps',
      'breakpoints',
      'cells',
    ]);
    const breakpoints = array(f.breakpoints, path, limits.breakpoints).map((b, i) =>
      rational(b, `${path}.breakpoints.${i}`),
    );
    const cells = array(f.cells, `${path}.cells`, 2 * limits.breakpoints);
    const parts = kind === 'polynomial' ? 2 : 1;
    const count = parts * (breakpoints.length - 1);
    ensure(
      breakpoints.length >= 2 && cells.length === count,
      'wrong-length',
      `${path}.cells`,
      `${count} cells`,
      String(cells.length),
    );
    return {
      claim: kind,
      rule: 'periodic',
      coefficients: coefficients(f.coefficients, `${path}.coefficients`),
      leading: f.leading === null ? null : precision(f.leading, `${path}.leading`),
      period: rational(f.period, `${path}.period`),
      steps: steps(f.steps, `${path}.steps`),
      breakpoints,
      cells: cells.map((c, i) => steps(c, `${path}.cells.${i}`)),
    };
  };

  const claim = (v: unknown, path: string): Claim => {
    const kind = typeof v === 'object' && v !== null ? (v as Fields).claim : undefined;
    switch (kind) {
      case 'polynomial':
      case 'polynomial-almost-everywhere': {
        if ((v as Fields).rule === 'periodic') return periodic(kind, v, path);
        const f = object(v, path, [
          'claim',
          'rule',
          'coefficients',
          'leading',
          'breakpoints',
          'cells',
        ]);
        ensure(f.rule === 'identity', 'unknown-rule', path, 'identity', describe(f.rule));
        const breakpoints = array(f.breakpoints, path, limits.breakpoints).map((p, i) =>
          decodePoint(p, `${path}.breakpoints.${i}`, budget),
        );
        const sorted = breakpoints.every(
          (p, i) => i === 0 || certainlyBefore(breakpoints[i - 1]!, p),
        );
        ensure(sorted, 'out-of-range', `${path}.breakpoints`, 'increasing breakpoints');
        const n = breakpoints.length;
        const count = kind === 'polynomial' ? 2 * n + 1 : n + 1;
        const cells = array(f.cells, `${path}.cells`, 2 * limits.breakpoints + 1);
        ensure(
          cells.length === count,
          'wrong-length',
          `${path}.cells`,
          `${count} cells`,
          String(cells.length),
        );
        return {
          claim: kind,
          rule: 'identity',
          coefficients: coefficients(f.coefficients, `${path}.coefficients`),
          leading: f.leading === null ? null : precision(f.leading, `${path}.leading`),
          breakpoints,
          cells: cells.map((c, i) => steps(c, `${path}.cells.${i}`)),
        };
      }
      case 'non-polynomial': {
        const f = object(v, path, ['claim', 'ceiling', 'witness']);
        const bound = ceiling(f.ceiling, `${path}.ceiling`);
        const at = `${path}.witness`;
        if (bound.rule === 'superpolynomial') {
          ensure(f.witness === null, 'unknown-field', at, 'null: this ceiling needs no witness');
          return { claim: kind, ceiling: bound, witness: null };
        }
        if (bound.rule !== 'piece')
          return { claim: kind, ceiling: bound, witness: difference(f.witness, at) };
        const w = object(f.witness, at, ['rule', 'at', 'precision']);
        ensure(w.rule === 'value', 'unknown-rule', at, 'value', describe(w.rule));
        const witness: Value = {
          rule: w.rule,
          at: rational(w.at, at),
          precision: precision(w.precision, at),
        };
        return { claim: kind, ceiling: bound, witness };
      }
      case 'polynomial-on': {
        const f = object(v, path, ['claim', 'rule', 'lower', 'upper', 'coefficients', 'steps']);
        ensure(f.rule === 'piece', 'unknown-rule', path, 'piece', describe(f.rule));
        return { claim: kind, ...pieceOf(f, path) };
      }
      case 'not-polynomial-of-degree': {
        const f = object(v, path, ['claim', 'degree', 'witness']);
        const degree = integer(f.degree, `${path}.degree`, -1, limits.order);
        return { claim: kind, degree, witness: difference(f.witness, `${path}.witness`) };
      }
      default:
        ensure(false, 'unknown-claim', path, 'a claim of FORMAT.md', describe(kind));
    }
  };

  const root = node(fields.root, 'root');
  const claims = array(fields.claims, 'claims', limits.claims).map((c, i) =>
    claim(c, `claims.${i}`),
  );
  ensure(claims.length >= leastClaims, 'wrong-length', 'claims', 'at least one claim');
  return {
    input: { text: string(input.text, 'input.text'), parameters: Object.fromEntries(parameters) },
    nodes,
    root,
    sha256: string(fields.sha256, 'sha256'),
    claims,
  };
}
