/**
 * # A Gaussian quadrature rule for one activation and variance
 *
 * The z-axis, cut at the kinks of σ(√q z) and so often that σ(√q z)·√φ(z) and σ′(√q z)·√φ(z) are
 * polynomials of degree < 24 on every panel, up to rounding: their last Legendre coefficients and
 * their misfit at the panel's ends are negligible. φ is the standard normal density. A feature of σ
 * narrower than the spacing of the nodes and of the grid 0, ±1, ±2, ±4, … of x goes unseen.
 */
import { gaussLegendre, legendreValues } from './gauss-legendre.ts';
import type { SmoothPiece } from './smooth-piece.ts';

export interface Panel {
  readonly lower: number;
  readonly upper: number;
  readonly piece: SmoothPiece;
}

export interface PanelRule {
  readonly panels: readonly Panel[];
  /** Nodes z, Gauss–Legendre weights, and σ√φ, σ′√φ at the nodes (σ′: null if it has no expression). */
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
  readonly values: Float64Array;
  readonly slopes: Float64Array | null;
  /** Size of what the panels leave unresolved, in the L² norm of σ and σ′: an estimate. */
  readonly unresolved: number;
  readonly slopeUnresolved: number;
}

export type RuleFailure = {
  readonly kind: 'failure';
  readonly reason: 'undefined' | 'overflow' | 'not-resolved';
};

export const NODES = 24;
const EDGE = 50;
const MAX_PANELS = 2000;
const quarter = (2 * Math.PI) ** -0.25;
/** √φ(z). */
export const rootDensity = (z: number): number => quarter * Math.exp((-z * z) / 4);

/**
 * @param pieces that cover [−50√q, 50√q]
 * @param width the largest width of a panel
 * @param derivative whether σ′ is to be resolved, too
 */
export function panelRule(
  pieces: readonly SmoothPiece[],
  variance: number,
  width: number,
  derivative: boolean,
): PanelRule | RuleFailure {
  const root = Math.sqrt(variance);
  const scanned = scan(pieces, root);
  if ('kind' in scanned) return scanned;
  const { reach, valueSize, slopeSize } = scanned;
  const withSlope = derivative && pieces.every((piece) => piece.slope !== null);
  const panels: Panel[] = [];
  const samples: Float64Array[] = [];
  const slopeSamples: Float64Array[] = [];
  let [unresolved, slopeUnresolved] = [0, 0];

  const stack = initialPanels(pieces, root, reach, width).reverse();
  while (stack.length > 0) {
    const panel = stack.pop()!;
    const { lower, upper, piece } = panel;
    const value = fit(piece.value, panel, root, valueSize);
    const slope = withSlope ? fit(piece.slope!, panel, root, slopeSize) : null;
    const mid = (lower + upper) / 2;
    const canSplit = panels.length + stack.length < MAX_PANELS && mid > lower && mid < upper;
    if (canSplit && !(value.resolved && (slope === null || slope.resolved))) {
      stack.push({ lower: mid, upper, piece }, { lower, upper: mid, piece });
      continue;
    }
    panels.push(panel);
    samples.push(value.samples);
    unresolved = Math.hypot(unresolved, value.misfit);
    if (slope === null) continue;
    slopeSamples.push(slope.samples);
    slopeUnresolved = Math.hypot(slopeUnresolved, slope.misfit);
  }

  const rule = gaussLegendre(NODES);
  const nodes = new Float64Array(panels.length * NODES);
  const weights = new Float64Array(nodes.length);
  panels.forEach(({ lower, upper }, p) => {
    for (let i = 0; i < NODES; i += 1) {
      nodes[p * NODES + i] = nodeIn(lower, upper, rule.nodes[i]!);
      weights[p * NODES + i] = ((upper - lower) / 2) * rule.weights[i]!;
    }
  });
  const values = join(samples, nodes.length);
  const slopes = withSlope ? join(slopeSamples, nodes.length) : null;
  if (!values.every(Number.isFinite)) return { kind: 'failure', reason: 'undefined' };
  if (scanned.cut > 1e-7) return { kind: 'failure', reason: 'not-resolved' };
  return {
    panels,
    nodes,
    weights,
    values,
    slopes: slopes !== null && slopes.every(Number.isFinite) ? slopes : null,
    unresolved: unresolved + scanned.cut * valueSize,
    slopeUnresolved: slopeUnresolved + scanned.slopeCut * slopeSize,
  };
}

/** Distances from the nearer end, so that panels beside 0 keep their relative accuracy. */
function nodeIn(lower: number, upper: number, t: number): number {
  const half = (upper - lower) / 2;
  return t < 0 ? lower + half * (1 + t) : upper - half * (1 - t);
}

function join(parts: readonly Float64Array[], length: number): Float64Array {
  const all = new Float64Array(length);
  parts.forEach((part, i) => all.set(part, i * NODES));
  return all;
}

interface Scan {
  readonly reach: readonly [number, number];
  readonly valueSize: number;
  readonly slopeSize: number;
  /** What is left at the ends of the range, as a fraction of the largest value. */
  readonly cut: number;
  readonly slopeCut: number;
}

/** The range of z that matters: beyond it |σ√φ| and |σ′√φ| are below 1e−18 of their maxima. */
function scan(pieces: readonly SmoothPiece[], root: number): Scan | RuleFailure {
  const step = 1 / 8;
  const offset = 0.0137;
  const count = Math.floor((2 * EDGE) / step);
  const sizes = [new Float64Array(count), new Float64Array(count)] as const;
  const largest: [number, number] = [0, 0];
  let p = 0;
  for (let i = 0; i < count; i += 1) {
    const z = -EDGE + step * i + offset;
    while (p + 1 < pieces.length && pieces[p]!.upper < root * z) p += 1;
    const { value, slope } = pieces[p]!;
    for (const [which, f] of [value, slope].entries()) {
      if (f === null) continue;
      const size = Math.abs(f(root * z));
      // e^{x²} over a density that is smaller still: the ratio is what counts.
      if (size === Infinity && Math.abs(z) < 12) return { kind: 'failure', reason: 'overflow' };
      if (which === 0 && Number.isNaN(size) && Math.abs(z) < 12)
        return { kind: 'failure', reason: 'undefined' };
      const scaled = size * rootDensity(z);
      sizes[which]![i] = Number.isFinite(scaled) ? scaled : 0;
      if (sizes[which]![i]! > largest[which]!) largest[which] = sizes[which]![i]!;
    }
  }
  let [first, last] = [count, -1];
  for (let i = 0; i < count; i += 1) {
    const matters = sizes.some((size, which) => size[i]! > 1e-18 * largest[which]!);
    if (!matters) continue;
    first = Math.min(first, i);
    last = i;
  }
  // Where σ changes on a scale that the grid does not meet.
  for (const { lower, upper, value, slope } of pieces) {
    for (const x of scales(root)
      .flatMap((s) => [0.7 * s, 1.3 * s + 0.1])
      .filter((x) => x > lower && x < upper))
      for (const [which, f] of [value, slope].entries()) {
        const size = f === null ? 0 : Math.abs(f(x)) * rootDensity(x / root);
        if (Number.isFinite(size)) largest[which] = Math.max(largest[which]!, size);
      }
  }
  if (last < 0) [first, last] = [count / 2 - 8, count / 2 + 8];
  const reach = [-EDGE + step * (first - 1), -EDGE + step * (last + 2)] as const;
  const cutOf = (which: 0 | 1): number =>
    largest[which] === 0
      ? 0
      : Math.max(sizes[which][0]!, sizes[which][count - 1]!) / largest[which];
  return {
    reach,
    valueSize: largest[0],
    slopeSize: largest[1],
    cut: cutOf(0),
    slopeCut: cutOf(1),
  };
}

/** 0, ±1, ±2, ±4, … within the range of x = √q z: where σ may change its scale. */
function scales(root: number): number[] {
  const found: number[] = [0];
  if (root > 1) for (let x = 1; x < EDGE * root; x *= 2) found.push(x, -x);
  return found;
}

/** Cut at breakpoints, at x = 0, ±1, ±2, ±4, … where σ may change its scale, and to the width. */
function initialPanels(
  pieces: readonly SmoothPiece[],
  root: number,
  [from, to]: readonly [number, number],
  width: number,
): Panel[] {
  const inside = scales(root).map((x) => x / root);
  return pieces.flatMap((piece) => {
    const lower = Math.max(from, piece.lower / root);
    const upper = Math.min(to, piece.upper / root);
    if (!(lower < upper)) return [];
    const cuts = [lower, ...inside.filter((z) => z > lower && z < upper), upper];
    cuts.sort((a, b) => a - b);
    return cuts.slice(1).flatMap((end, i) => {
      const start = cuts[i]!;
      const parts = Math.ceil((end - start) / width);
      return Array.from({ length: parts }, (_, k) => ({
        lower: k === 0 ? start : start + ((end - start) * k) / parts,
        upper: k === parts - 1 ? end : start + ((end - start) * (k + 1)) / parts,
        piece,
      }));
    });
  });
}

interface Fit {
  readonly samples: Float64Array;
  readonly resolved: boolean;
  /** L² norm over the panel of what the interpolant misses: an estimate. */
  readonly misfit: number;
}

/** Just inside the ends, where a jump may belong to the neighbour, and two points between nodes. */
const checks = [-1 + 2e-9, -0.2371, 0.6113, 1 - 2e-9].map((t) => ({
  t,
  p: legendreValues(t, NODES),
}));

function fit(f: (x: number) => number, panel: Panel, root: number, size: number): Fit {
  const { lower, upper } = panel;
  const rule = gaussLegendre(NODES);
  const g = (z: number): number => f(root * z) * rootDensity(z);
  const samples = new Float64Array(NODES);
  let local = 0;
  for (let i = 0; i < NODES; i += 1) {
    samples[i] = g(nodeIn(lower, upper, rule.nodes[i]!));
    local = Math.max(local, Math.abs(samples[i]!));
  }
  const coefficients = rule.legendre.map((row) => {
    let sum = 0;
    for (let i = 0; i < NODES; i += 1) sum += row[i]! * samples[i]!;
    return sum;
  });
  const span = (from: number, to: number): number =>
    Math.max(...coefficients.slice(from, to).map(Math.abs));
  const tail = span(NODES - 4, NODES);
  const width = Math.sqrt(upper - lower);
  if (tail === 0 || Number.isNaN(tail)) return { samples, resolved: true, misfit: 0 };
  // Rounding of σ itself: coefficients that are small but no longer fall.
  const noisy = tail < 1e-7 * local && tail > 0.5 * span(8, 12);
  if (noisy) return { samples, resolved: true, misfit: tail * width };
  // A rounding of x moves the node by u·|z| of the panel's half-width.
  const shift = (Number.EPSILON * Math.max(Math.abs(lower), Math.abs(upper))) / (upper - lower);
  const noise = shift * coefficients.reduce((sum, c, j) => sum + j * Math.abs(c), 0);
  const small = tail <= 4e-15 * local + 2 * noise || tail * width <= 1e-16 * size;
  if (!small) return { samples, resolved: false, misfit: tail * width };
  const misses = (z: number, p: Float64Array): boolean => {
    const gap = Math.abs(g(z) - coefficients.reduce((sum, c, j) => sum + c * p[j]!, 0));
    return gap > 1e-12 * local + 50 * noise && gap * width > 1e-15 * size;
  };
  const missed = checks.some(({ t, p }) => misses(nodeIn(lower, upper, t), p));
  return { samples, resolved: !missed, misfit: (missed ? local : noise) * width };
}
