/**
 * # The checker's one assertion
 *
 * `ensure` is the only way the checker refuses: no recovery, no warning, no default that accepts.
 * A refusal is data; text is made by whoever shows it.
 */

export interface Refusal {
  readonly code: string;
  /** Where in the certificate, e.g. "claims.0.ceiling.from". */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(
      `${refusal.code} at ${refusal.path}: expected ${refusal.expected}, found ${refusal.found}`,
    );
    this.refusal = refusal;
  }
}

/** @throws Refused unless the condition holds */
export function ensure(
  condition: boolean,
  code: string,
  path: string,
  expected: string,
  found: string = 'otherwise',
): asserts condition {
  if (!condition) throw new Refused({ code, path, expected, found: found.slice(0, 200) });
}

/**
 * Counts the coefficient products of one check, so that no certificate keeps the checker busy
 * for long: bounded time is part of refusing well.
 */
export interface Budget {
  spend(amount: number): void;
}

/** For searches, which have budgets of their own. */
export const unlimited: Budget = { spend: () => undefined };

export function createBudget(limit: number): Budget {
  let spent = 0;
  return {
    spend(amount) {
      spent += amount;
      ensure(spent <= limit, 'too-much-work', 'claims', `at most ${limit} elementary products`);
    },
  };
}
