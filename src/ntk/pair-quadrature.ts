/**
 * # Expectations of a pair by two-dimensional quadrature
 *
 * E[σ(u)σ(v)], E[σ′(u)σ′(v)] and 1 − κ for (u, v) normal with standard deviations
 * √q₁, √q₂ and correlation ρ, where Hermite series are too long: u = √q₁ z, v = √q₂ (ρz + sw),
 * s = √(1 − ρ²). For fixed z the inner expectation is taken panel by panel of v, so that kinks are
 * ends of panels; as a function of z it changes within |ρz − kink| ≲ 9s, where the outer panels have
 * width 1.5·s/|ρ|. Any 0 ≤ s ≤ 1, down to 0.
 */
import { gaussLegendre } from './gauss-legendre.ts';
import { number } from '../expr/build.ts';
import { zero } from '../arith/rational.ts';
import { NODES } from './panel.ts';
import type { Panel, PanelRule } from './panel.ts';

export interface PairExpectation {
  readonly value: number;
  /** ½E[(σ(u)/norm₁ − σ(v)/norm₂)²] = 1 − E[σ(u)σ(v)]/(norm₁ norm₂). */
  readonly oneMinusKappa: number;
  /** null: no σ′. */
  readonly slope: number | null;
}

export interface Side {
  readonly rule: PanelRule;
  /** √q. */
  readonly root: number;
  /** √E[σ²]. */
  readonly norm: number;
}

/** Beyond 9 standard deviations the normal density leaves 2e−19. */
const WINDOW = 9;
/** Of z, with some room. */
const REACH = 9.5;
const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** @param complement 1 − |ρ|, to full relative accuracy */
export function approxPairExpectation(
  { rule: first, root: root1, norm: norm1 }: Side,
  { rule: second, root: root2, norm: norm2 }: Side,
  correlation: number,
  complement: number,
): PairExpectation {
  const rule = gaussLegendre(NODES);
  const [scale1, scale2] = [1 / (norm1 || 1), 1 / (norm2 || 1)];
  const s = Math.sqrt(complement * (2 - complement));
  const withSlope = first.slopes !== null && second.slopes !== null;
  const inner = createInner(
    padded(second.panels, root2, -Infinity, Infinity),
    root2,
    s,
    scale2,
    withSlope,
  );
  // Where σ(u) is negligible, σ(v) need not be: their difference counts there, too.
  const [from, to] = influence(second.panels, correlation, s);
  const outer = padded(first.panels, root1, Math.max(from, -REACH), Math.min(to, REACH));
  const extra = outerCuts(first.panels, second.panels, correlation, s);
  let [value, gap, slope] = [0, 0, 0];
  for (const { lower, upper, piece } of outer) {
    const cuts = [lower, ...extra.filter((z) => z > lower && z < upper), upper];
    for (let c = 0; c + 1 < cuts.length; c += 1) {
      const half = (cuts[c + 1]! - cuts[c]!) / 2;
      const middle = (cuts[c + 1]! + cuts[c]!) / 2;
      for (let i = 0; i < NODES; i += 1) {
        const z = middle + half * rule.nodes[i]!;
        const weight = half * rule.weights[i]! * density(z);
        if (weight === 0) continue;
        const u = piece.value(root1 * z);
        inner.at(correlation * z, u * scale1);
        value += weight * u * inner.value;
        gap += weight * inner.gap;
        if (withSlope) slope += weight * piece.slope!(root1 * z) * inner.slope;
      }
    }
  }
  return { value, oneMinusKappa: gap / 2, slope: withSlope ? slope : null };
}

/** The z whose windows of v meet the panels. */
function influence(
  panels: readonly Panel[],
  correlation: number,
  s: number,
): readonly [number, number] {
  if (Math.abs(correlation) < 1e-3) return [-Infinity, Infinity];
  const ends = [panels[0]!.lower - WINDOW * s, panels.at(-1)!.upper + WINDOW * s];
  const [a, b] = ends.map((v) => v / correlation) as [number, number];
  return [Math.min(a, b), Math.max(a, b)];
}

const nothing: Panel['piece'] = {
  lower: -Infinity,
  upper: Infinity,
  expr: number(zero),
  value: () => 0,
  slope: () => 0,
};

/** Panels from `from` to `to` at least: what is added continues the last piece, or is 0 where that ends. */
function padded(
  panels: readonly Panel[],
  root: number,
  from: number,
  to: number,
): readonly Panel[] {
  const [first, last] = [panels[0]!, panels.at(-1)!];
  const all = [...panels];
  if (from < first.lower) {
    const covers = first.piece.lower <= root * from;
    all.unshift({ lower: from, upper: first.lower, piece: covers ? first.piece : nothing });
  }
  if (to > last.upper) {
    const covers = last.piece.upper >= root * to;
    all.push({ lower: last.upper, upper: to, piece: covers ? last.piece : nothing });
  }
  return all;
}

/** Where the inner expectation changes its behaviour, as a function of z; ascending. */
function outerCuts(
  outer: readonly Panel[],
  inner: readonly Panel[],
  correlation: number,
  s: number,
): readonly number[] {
  const r = Math.abs(correlation);
  if (r < 1e-3) return [];
  const cuts: number[] = [];
  const layer = s / r;
  let o = 0;
  // Ascending in z for either sign of ρ.
  const ordered = correlation > 0 ? inner : [...inner].reverse();
  ordered.forEach(({ lower, upper, piece }, p) => {
    const z = (correlation > 0 ? lower : upper) / correlation;
    if (p > 0 && ordered[p - 1]!.piece !== piece) {
      for (const t of [0, 1.5, 3, 4.5, 6, 7.5, 9.5]) cuts.push(z + t * layer, z - t * layer);
      return;
    }
    // A smooth change needs an end of a panel near it, on its own scale or the layer's.
    while (o + 1 < outer.length && outer[o]!.upper < z) o += 1;
    const distance = Math.min(Math.abs(z - outer[o]!.lower), Math.abs(outer[o]!.upper - z));
    if (distance > Math.max(layer, (upper - lower) / r / 4)) cuts.push(z);
  });
  return [...new Set(cuts)].sort((a, b) => a - b);
}

interface Inner {
  value: number;
  gap: number;
  slope: number;
  at(mean: number, u: number): void;
}

/** E over w of σ(v), (u − scale·σ(v))², σ′(v) at v = √q₂ (mean + s w). */
function createInner(
  panels: readonly Panel[],
  root: number,
  s: number,
  scale: number,
  withSlope: boolean,
): Inner {
  const rule = gaussLegendre(NODES);
  const hermite = gaussHermite();
  let panel = 0;
  const inner: Inner = {
    value: 0,
    gap: 0,
    slope: 0,
    at(mean, u) {
      inner.value = inner.gap = inner.slope = 0;
      const [from, to] = [mean - WINDOW * s, mean + WINDOW * s];
      while (panel > 0 && panels[panel]!.lower > from) panel -= 1;
      while (panel + 1 < panels.length && panels[panel]!.upper <= from) panel += 1;
      const take = (x: number, weight: number, { value, slope }: Panel['piece']): void => {
        const y = value(root * x);
        inner.value += weight * y;
        const difference = u - scale * y;
        inner.gap += weight * difference * difference;
        if (withSlope) inner.slope += weight * slope!(root * x);
      };
      const here = panels[panel]!;
      const inside = Number.isFinite(here.lower) && Number.isFinite(here.upper);
      if (inside && here.lower <= from && to <= here.upper) {
        // A polynomial of degree < 24 on the whole window: 16 Gauss–Hermite nodes are exact.
        hermite.nodes.forEach((w, i) => take(mean + s * w, hermite.weights[i]!, here.piece));
        return;
      }
      for (let p = panel; p < panels.length && panels[p]!.lower < to; p += 1) {
        const { lower, upper, piece } = panels[p]!;
        const [a, b] = [Math.max(lower, from), Math.min(upper, to)];
        if (!(a < b)) continue;
        const parts = Math.ceil((b - a) / (4 * s));
        const half = (b - a) / parts / 2;
        for (let k = 0; k < parts; k += 1) {
          const middle = a + (2 * k + 1) * half;
          for (let i = 0; i < NODES; i += 1) {
            const x = middle + half * rule.nodes[i]!;
            const w = (x - mean) / s;
            take(x, (half / s) * rule.weights[i]! * density(w), piece);
          }
        }
      }
    },
  };
  return inner;
}

interface GaussHermite {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}
let sixteen: GaussHermite | null = null;

/** 16 nodes for the standard normal density: roots of h_16, weights 1/(16 h_15²). */
function gaussHermite(): GaussHermite {
  if (sixteen !== null) return sixteen;
  const n = 16;
  const at = (x: number): readonly [number, number] => {
    let [h, before] = [1, 0];
    for (let k = 0; k < n; k += 1)
      [h, before] = [(x * h - Math.sqrt(k) * before) / Math.sqrt(k + 1), h];
    return [h, before];
  };
  const nodes: number[] = [];
  // The roots lie within ±2√n, at distances well above 0.01; h_n′ = √n h_{n−1}.
  for (let x = -8; x < 8; x += 0.01) {
    if (at(x)[0] * at(x + 0.01)[0] >= 0) continue;
    let root = x + 0.005;
    for (let step = 0; step < 20; step += 1) {
      const [h, before] = at(root);
      root -= h / (Math.sqrt(n) * before);
    }
    nodes.push(root);
  }
  const weights = nodes.map((x) => 1 / (n * at(x)[1] ** 2));
  sixteen = { nodes: Float64Array.from(nodes), weights: Float64Array.from(weights) };
  return sixteen;
}
