/**
 * # How generated values print
 *
 * A counterexample is read by a person, who wants to type it in again: fast-check's own hook for
 * that, as a property that no comparison sees.
 */

/** fast-check's `toStringMethod`, by its registered name, so that matchers need no fast-check. */
const toStringMethod = Symbol.for('fast-check/toStringMethod');

/** The same value; counterexamples show it as `text`. */
export function printedAs<T extends object>(value: T, text: string): T {
  return Object.defineProperties(value, {
    [toStringMethod]: { value: () => text, enumerable: false },
    toString: { value: () => text, enumerable: false },
  });
}
