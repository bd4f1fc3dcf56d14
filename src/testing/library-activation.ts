/**
 * # Activations of libraries
 */
import fc from 'fast-check';
import { listActivations } from '../activations/catalogue.ts';
import { parseActivation } from '../activations/parse-activation.ts';
import type { Library } from '../activations/row.ts';
import { activationOf } from './activation.ts';
import type { Activation } from './activation.ts';

/** Those of one library, or of all, at their defaults; the text is the library's name. */
export function libraryActivation({ library }: { readonly library?: Library } = {}): fc.Arbitrary<
  Activation<{ readonly kind: 'unknown' }>
> {
  const names = listActivations()
    .filter(
      (row) => row.parameters.length === 0 && (library === undefined || row.library === library),
    )
    .map((row) => row.name);
  if (names.length === 0)
    throw new RangeError(`libraryActivation: expected a library, got ${String(library)}`);
  // Shrinks towards the best known name.
  const first = names.findIndex((name) => /\brelu$/i.test(name));
  if (first > 0) names.unshift(...names.splice(first, 1));
  return fc
    .constantFrom(...names)
    .map((name) => activationOf(parseActivation(name).expr, { kind: 'unknown' }, [name], name));
}
