/**
 * # A training in words
 *
 * Settings, what was predicted, and a table of losses at steps that grow geometrically.
 */
import pc from 'picocolors';
import { visible } from './io.ts';
import type { Pair, TrainResult } from './train-result.ts';

const number = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value) : value.toPrecision(4);
/** One for all, or all of them. */
const list = (values: readonly (number | string)[]): string =>
  values.every((value) => value === values[0]) ? String(values[0]) : values.join(', ');

export function trainText(result: TrainResult, colour: boolean): string {
  const { bold, dim, green, red, yellow } = pc.createColors(colour);
  const { architecture, settings, status, steps, finalLoss, plateau } = result;
  const { infinite, learningRate, momentum, width, seed } = settings;
  const fields: [string, string][] = [
    ['data', `N = ${settings.n}, d = ${settings.d}: ${settings.inputs}, ${settings.labels}`],
    [
      'network',
      `depth ${architecture.depth}, ${infinite ? 'infinite width' : `width ${list(width!)}, seed ${seed}`}, weight variance ${list(architecture.weightVariance)}, bias variance ${list(architecture.biasVariance)}`,
    ],
    [
      'descent',
      `${infinite ? 'flow for' : ''} ${settings.steps} steps, learning rate ${number(learningRate)} (${settings.learningRateFrom})${momentum > 0 ? `, momentum ${momentum}` : ''}`.trim(),
    ],
    ['kernel', kernelText(result)],
    ['plateau', plateauText(result)],
    ...result.notes.map((note): [string, string] => ['note', note]),
  ];
  const end = {
    completed: green('final loss'),
    interrupted: yellow(`interrupted after ${steps} of ${settings.steps} steps: loss`),
    diverged: red(`diverged after ${steps} steps: last loss`),
    'not-a-number': red(`σ or the loss is not a number after ${steps} steps: last loss`),
  }[status];
  const shownLoss = finalLoss === null ? 'none' : number(finalLoss);
  const above =
    finalLoss !== null && plateau !== null && plateau > 0
      ? `, ${number(finalLoss / plateau)} of the plateau`
      : '';
  return [
    bold(visible(list(architecture.activations.map(({ expression }) => expression)))),
    ...fields.map(([name, text]) => `  ${name.padEnd(8)} ${visible(text)}`),
    '',
    ...lossTable(result).map((line, k) => `  ${k === 0 ? dim(line) : line}`),
    ...kernelTable(result).map((line, k) => `  ${k === 1 ? dim(line) : line}`),
    '',
    `  ${end} ${shownLoss}${above}`,
    '',
  ].join('\n');
}

function kernelText(result: TrainResult): string {
  const { smallestEigenvalue, predictedRate, rateToPlateau, settings } = result;
  // At infinite width there is time in place of steps.
  const decay = (rate: number): string =>
    settings.infinite
      ? `e^(−${number(rate / settings.learningRate)}·time)`
      : `e^(−${number(rate)}·step)`;
  if (smallestEigenvalue === null)
    return rateToPlateau === null ? 'no eigenvalue told from 0' : 'λ_min not told from 0';
  if (smallestEigenvalue > 0)
    return `λ_min ≈ ${number(smallestEigenvalue)} at infinite width: in the end the loss falls as ${decay(predictedRate!)}`;
  return `singular at infinite width${rateToPlateau === null ? '' : `; the plateau is approached as ${decay(rateToPlateau)}`}`;
}

function plateauText({ plateau, plateauProof: proof }: TrainResult): string {
  if ('unknown' in proof) return `not known: ${proof.unknown}`;
  const exact = proof.loss.length <= 24 && proof.loss.includes('/') ? `${proof.loss} ≈ ` : '';
  return `${exact}${number(plateau!)}: ${proof.reason} [theorem ${proof.theorem}]`;
}

function lossTable({ losses, predictedLosses, settings }: TrainResult): readonly string[] {
  const of = (pairs: readonly Pair[] | null, k: number): string =>
    pairs?.[k] === undefined ? '' : pairs[k][1].toExponential(3);
  const head = [
    settings.infinite ? 'time' : 'step',
    'loss',
    predictedLosses ? 'infinite width' : '',
  ];
  const rows = geometric(losses).map((k) => [
    number(losses[k]![0]),
    of(losses, k),
    of(predictedLosses, k),
  ]);
  return columns([head, ...rows]);
}

function kernelTable({ empiricalKernel = [] }: TrainResult): readonly string[] {
  if (empiricalKernel.length === 0) return [];
  const rows = empiricalKernel.map(({ step, smallestEigenvalue, distance }) => [
    String(step),
    smallestEigenvalue.toExponential(3),
    distance === null ? '' : distance.toExponential(3),
  ]);
  return ['', ...columns([['step', 'λ_min of the empirical kernel', 'distance from Θ'], ...rows])];
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]!.map((_, c) => Math.max(...rows.map((row) => row[c]!.length)));
  return rows.map((row) =>
    row
      .map((cell, c) => cell.padStart(widths[c]!))
      .join('  ')
      .trimEnd(),
  );
}

/** Places of the first pair, those from the second on by factors of about 3, and the last. */
function geometric(pairs: readonly Pair[]): readonly number[] {
  const places: number[] = [];
  let next = 0;
  for (const [k, [at]] of pairs.entries()) {
    if (at < next && k < pairs.length - 1) continue;
    places.push(k);
    next = Math.max(3 * next, 3 * at);
  }
  return places;
}
