/**
 * # Derivatives, differences and Hermite coefficients for a person
 *
 * One table each, the order at which a polynomial under the ceiling would vanish marked.
 */
import type {
  Characterisation,
  DerivativeOnPiece,
  DifferenceRow,
  ShownPiece,
} from '../answer/characterisation.ts';
import type { HermiteRow, HermiteRows } from '../answer/hermite-rows.ts';
import type { Colours } from './answer-text.ts';
import { visible } from './io.ts';

export function characterisationLines(
  shown: Characterisation,
  polynomial: boolean,
  colours: Colours,
): readonly string[] {
  const { vanishesFrom, differences, pieces, morePieces, hermite } = shown;
  const mark = (order: number): string =>
    order !== vanishesFrom
      ? ''
      : colours.dim(
          polynomial ? '   ← 0 from here on' : '   ← a polynomial would be 0 from here on',
        );
  return [
    '',
    '  Finite differences Δ_h^k σ(x₀)',
    ...differences.map(
      (row) => `    ${number(row.order)}  ${differenceText(row)}${mark(row.order)}`,
    ),
    ...pieces.flatMap((piece) => [
      '',
      `  Derivatives ${pieceTitle(piece)}`,
      ...(piece.derivatives.length === 0 ? ['    not shown to be smooth here'] : []),
      ...piece.derivatives.map(
        (row) => `    ${number(row.order)}  ${derivativeText(row, colours)}`,
      ),
    ]),
    ...(morePieces > 0 ? ['', `  ${morePieces} more pieces are not shown`] : []),
    '',
    ...hermiteLines(hermite, mark, colours),
  ];
}

function hermiteLines(
  { variance, rows, reason, vanishesFrom, evenPart, oddPart }: HermiteRows,
  ceiling: (order: number) => string,
  colours: Colours,
): readonly string[] {
  if (variance === null) return [`  Hermite coefficients: none shown (${visible(reason!)})`];
  const mark = (order: number): string =>
    order === vanishesFrom ? colours.dim('   ← 0 from here on') : ceiling(order);
  return [
    `  Hermite coefficients a_k = E[σ(√q Z) h_k(Z)], q = ${variance}`,
    ...rows.map((row) => `    ${number(row.order)}  ${hermiteText(row)}${mark(row.order)}`),
    ...(evenPart === null ? [] : [`    the even part of σ is ${visible(evenPart)}`]),
    ...(oddPart === null ? [] : [`    the odd part of σ is ${visible(oddPart)}`]),
  ];
}

function hermiteText({ value, lower, upper }: HermiteRow): string {
  if (value === 'zero') return '= 0';
  const bounds = lower === upper ? `= ${lower}` : `∈ [${lower}, ${upper}]`;
  return value === 'nonzero' ? bounds : `${bounds}, not shown to differ from 0`;
}

const number = (order: number): string => String(order).padStart(2);

function pieceTitle({ lower, upper, coefficients }: ShownPiece): string {
  const where =
    lower === null && upper === null
      ? 'on all of R'
      : lower === null
        ? `for x < ${visible(upper!)}`
        : upper === null
          ? `for x > ${visible(lower)}`
          : `between ${visible(lower)} and ${visible(upper)}`;
  return coefficients ? `${where}: a polynomial of degree ≤ ${coefficients.length - 1}` : where;
}

function differenceText({ value, difference }: DifferenceRow): string {
  if (difference !== null)
    return `${visible(enclosureText(difference.enclosure))} at x₀ = ${visible(difference.at)}, h = ${visible(difference.step)}`;
  return value === 'zero' ? '= 0 for all x₀ and h' : 'not shown to differ from 0';
}

/** "= 1" for "[1, 1]". */
function enclosureText(enclosure: string): string {
  const [, lower, upper] = /^\[(.+), (.+)\]$/.exec(enclosure) ?? [];
  return lower !== undefined && lower === upper ? `= ${lower}` : `∈ ${enclosure}`;
}

function derivativeText({ text, value }: DerivativeOnPiece, colours: Colours): string {
  const verdict =
    value === 'zero' ? '≡ 0' : value === 'nonzero' ? '≢ 0' : 'not shown to differ from 0';
  if (value === 'zero') return verdict;
  return `${verdict}   ${colours.dim(text === null ? '(long)' : visible(text))}`;
}
