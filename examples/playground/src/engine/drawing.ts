/**
 * # The proof as a drawing
 *
 * A finite difference Δ_h^m σ(x₀) is what the value at x₀ + mh misses of the polynomial of degree
 * ≤ m − 1 through the m values before it: a gap that can be seen. Where σ could only be one
 * polynomial, that one is drawn, and the point where σ leaves it. All in double precision.
 */
import { approxFunction, parse } from 'nonpoly';

type Real = (x: number) => number;

export interface Drawing {
  readonly from: number;
  readonly to: number;
  /** σ at equidistant points. */
  readonly values: Float64Array;
  /** The polynomial that σ would have to be, at the same points. */
  readonly polynomial: Float64Array | null;
  /** Points that both have. */
  readonly shared: readonly (readonly [number, number])[];
  /** A point of σ, and the polynomial's value there. */
  readonly gap: { readonly x: number; readonly value: number; readonly polynomial: number } | null;
}

/** The part of a certificate that is drawn. */
interface Claim {
  readonly ceiling?: {
    readonly rule: string;
    readonly degree?: number;
    readonly lower?: unknown;
    readonly upper?: unknown;
    readonly coefficients?: readonly unknown[];
  };
  readonly degree?: number;
  readonly witness?: { readonly rule: string; readonly at: string; readonly step?: string } | null;
}

const count = 481;

/** @param coefficients of a polynomial verdict, as text, ascending */
export function drawingOf(
  sigma: Real,
  certificate: unknown,
  coefficients: readonly string[] | null,
): Drawing {
  const claim = (certificate as { readonly claims?: readonly Claim[] } | undefined)?.claims?.[0];
  if (coefficients !== null) {
    const exact = coefficients.map((text) => approxFunction(parse(text))(0));
    return framed(sigma, (x) => exact.reduceRight((sum, c) => sum * x + c, 0), [], null);
  }
  const { witness, ceiling } = claim ?? {};
  if (!witness) return framed(sigma, null, [], null);
  const at = number(witness.at);
  if (witness.rule === 'value') {
    const polynomial = ceiling?.coefficients ? throughPiece(sigma, ceiling) : null;
    if (polynomial === null) return framed(sigma, null, [], null);
    return framed(sigma, polynomial, [], at);
  }
  const order = (ceiling?.degree ?? claim?.degree ?? -1) + 1;
  const step = number(witness.step ?? '1');
  const nodes = Array.from({ length: order }, (_, j) => at + j * step);
  // Beyond this an interpolation in doubles shows rounding, not the function.
  if (order > 12) return framed(sigma, null, [], null);
  return framed(sigma, interpolation(sigma, nodes), nodes, at + order * step);
}

function framed(
  sigma: Real,
  polynomial: Real | null,
  nodes: readonly number[],
  gap: number | null,
): Drawing {
  const marked = gap === null ? nodes : [...nodes, gap];
  const [least, most] = [Math.min(...marked, Infinity), Math.max(...marked, -Infinity)];
  const near = marked.length === 0 || (least > -8 && most < 8);
  const margin = Math.max(1, 0.35 * (most - least));
  const from = near ? Math.min(-4, least - 1) : least - margin;
  const to = near ? Math.max(4, most + 1) : most + margin;
  const sample = (f: Real): Float64Array =>
    Float64Array.from({ length: count }, (_, i) => f(from + ((to - from) * i) / (count - 1)));
  return {
    from,
    to,
    values: sample(sigma),
    polynomial: polynomial && sample(polynomial),
    shared: nodes.map((x) => [x, sigma(x)] as const),
    gap:
      gap === null || polynomial === null
        ? null
        : { x: gap, value: sigma(gap), polynomial: polynomial(gap) },
  };
}

/** Of least degree through σ at the nodes (Newton's form); 0 for none. */
function interpolation(sigma: Real, nodes: readonly number[]): Real {
  const divided = nodes.map(sigma);
  for (let k = 1; k < nodes.length; k += 1)
    for (let j = nodes.length - 1; j >= k; j -= 1)
      divided[j] = (divided[j]! - divided[j - 1]!) / (nodes[j]! - nodes[j - k]!);
  return (x) => divided.reduceRight((sum, c, j) => sum * (x - nodes[j]!) + c, 0);
}

/** The polynomial that σ is on an interval, through as many of its points as it has coefficients. */
function throughPiece(sigma: Real, ceiling: NonNullable<Claim['ceiling']>): Real | null {
  const [lower, upper] = [end(ceiling.lower), end(ceiling.upper)];
  const length = Math.min(4, (upper ?? Infinity) - (lower ?? -Infinity));
  const left = lower ?? (upper === null ? -length / 2 : upper - length);
  const many = ceiling.coefficients!.length;
  if (many > 12 || !Number.isFinite(left)) return null;
  const nodes = Array.from({ length: many }, (_, j) => left + (length * (j + 0.5)) / many);
  return interpolation(sigma, nodes);
}

/** A rational end of a piece, or the middle of the interval that holds it; null: infinite. */
function end(point: unknown): number | null {
  if (typeof point === 'string') return number(point);
  const { lower, upper } = (point ?? {}) as { readonly lower?: string; readonly upper?: string };
  return lower === undefined || upper === undefined ? null : (number(lower) + number(upper)) / 2;
}

function number(text: string): number {
  const [p, q = '1'] = text.split('/');
  return Number(p) / Number(q);
}
