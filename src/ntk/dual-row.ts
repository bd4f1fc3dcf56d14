/**
 * # Pairs of one normal variable with others, and what a dual activation makes of them
 *
 * Row by row, so that what belongs to the one variable is looked up once, and numbers stay in arrays.
 */

export interface PairRow {
  readonly count: number;
  /** Standard deviation of the one and of the others. */
  readonly root: number;
  readonly roots: Float64Array;
  /** √E[σ²] of the one and of the others. */
  readonly norm: number;
  readonly norms: Float64Array;
  readonly correlation: Float64Array;
  /** 1 − |ρ|, to full relative accuracy. */
  readonly complement: Float64Array;
}

/**
 * E[σσ], E[σ′σ′] of the almost-everywhere derivative, and 1 − |κ|, κ = E[σσ]/(norm·norm); NaN where κ
 * itself tells that well enough.
 */
export interface DualRow {
  readonly value: Float64Array;
  readonly slope: Float64Array;
  readonly complement: Float64Array;
}

export interface ClosedForm {
  /** Fills a row; as complement 1 − κ without cancellation near κ = 1, or NaN: not known that way. */
  readonly evaluate: (row: PairRow, out: DualRow) => void;
  /** Whether 1 − κ is accurate for every κ, so that it need not be taken from κ where that is small. */
  readonly carries: boolean;
  /** Whether it holds at variance 0 too: not where σ jumps at 0. */
  readonly atZero: boolean;
}

export function dualRow(capacity: number): DualRow {
  const column = (): Float64Array => new Float64Array(capacity);
  return { value: column(), slope: column(), complement: column() };
}

/** 1 − κ from E[(σ(u) − σ(v))²] = (norm1 − norm2)² + 2 norm1 norm2 (1 − κ). */
export function fromGap(gap: number, norm1: number, norm2: number): number {
  return Math.max(0, (gap - (norm1 - norm2) ** 2) / (2 * norm1 * norm2));
}
