/**
 * # The losses as a picture
 *
 * A self-contained SVG: loss on a logarithmic axis against steps or time, what the kernel of
 * infinite width predicts, and the plateau.
 */
import type { Pair, TrainResult } from './train-result.ts';

const [width, height] = [720, 440];
const frame = { left: 78, right: 24, top: 56, bottom: 52 };
/** Vertices of a curve: more than pixels show nothing. */
const mostVertices = 1500;
/** Losses this far below the first are rounding. */
const decades = 18;

export function trainPlot(result: TrainResult): string {
  const { architecture, settings, losses, predictedLosses, plateau } = result;
  const curves = [losses, predictedLosses ?? []].flat();
  const positive = curves.map(([, loss]) => loss).filter((loss) => loss > 0);
  const shown = [...extremes(positive), ...(plateau !== null && plateau > 0 ? [plateau] : [])];
  const highest = Math.log10(Math.max(...shown, 1e-300));
  const lowest = Math.max(highest - decades, Math.log10(Math.min(...shown, 1e300)));
  const margin = Math.max(0.05, 0.05 * (highest - lowest));
  const [top, bottom] = [highest + margin, Math.min(lowest, highest - 0.2) - margin];
  const last = Math.max(losses.at(-1)?.[0] ?? 0, Number.MIN_VALUE);
  const x = (at: number): number => frame.left + ((width - frame.left - frame.right) * at) / last;
  const y = (loss: number): number => {
    const exponent = Math.min(top, Math.max(bottom, Math.log10(loss)));
    return frame.top + ((height - frame.top - frame.bottom) * (top - exponent)) / (top - bottom);
  };
  const curve = (pairs: readonly Pair[], style: string): string => {
    const stride = Math.max(1, Math.ceil(pairs.length / mostVertices));
    const kept = pairs.filter((_, k) => k % stride === 0 || k === pairs.length - 1);
    const points = kept.map(([at, loss]) => `${x(at).toFixed(1)},${y(loss).toFixed(1)}`);
    return `<polyline fill="none" ${style} points="${points.join(' ')}"/>`;
  };
  const hidden = architecture.activations.map(({ expression }) => expression);
  const same = hidden.every((text) => text === hidden[0]);
  const name = escape(same ? hidden[0]! : hidden.join(', '));
  const legend: [string, string][] = [
    [
      settings.infinite ? 'gradient flow at infinite width' : `width ${settings.width!.join(', ')}`,
      solid,
    ],
    ...(predictedLosses ? [['infinite width', dashed] as [string, string]] : []),
    ...(plateau !== null && plateau > 0 ? [['plateau', dotted] as [string, string]] : []),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<title>Training loss of ${name}, N = ${settings.n}, depth ${architecture.depth}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${frame.left}" y="24" font-size="15">${name}, N = ${settings.n}, depth ${architecture.depth}${result.status === 'completed' ? '' : ` (${result.status})`}</text>`,
    ...legend.map(([text, style], k) => {
      const left = frame.left + 200 * k;
      return `<line x1="${left}" y1="40" x2="${left + 26}" y2="40" ${style}/><text x="${left + 32}" y="44">${text}</text>`;
    }),
    ...ticks(bottom, top).map((tick) => {
      const at = y(tick).toFixed(1);
      return `<line x1="${frame.left}" y1="${at}" x2="${width - frame.right}" y2="${at}" stroke="#ddd"/><text x="${frame.left - 8}" y="${at}" dy="4" text-anchor="end">${Number(tick.toPrecision(2))}</text>`;
    }),
    ...[0, 0.25, 0.5, 0.75, 1].map(
      (part) =>
        `<text x="${x(part * last).toFixed(1)}" y="${height - 30}" text-anchor="middle">${Number((part * last).toPrecision(3))}</text>`,
    ),
    `<text x="${width / 2}" y="${height - 10}" text-anchor="middle">${settings.infinite ? 'time' : 'step'}</text>`,
    `<text transform="translate(18 ${height / 2}) rotate(-90)" text-anchor="middle">loss ½ Σ r²</text>`,
    ...(plateau !== null && plateau > 0
      ? [
          `<line x1="${frame.left}" y1="${y(plateau).toFixed(1)}" x2="${width - frame.right}" y2="${y(plateau).toFixed(1)}" ${dotted}/>`,
        ]
      : []),
    ...(predictedLosses ? [curve(predictedLosses, dashed)] : []),
    curve(losses, solid),
    '</svg>',
    '',
  ].join('\n');
}

const solid = 'stroke="#1f5fa8" stroke-width="2"';
const dashed = 'stroke="#c2571a" stroke-width="2" stroke-dasharray="7 4"';
const dotted = 'stroke="#444" stroke-width="1.5" stroke-dasharray="2 4"';

/** The smallest and the largest, none of none. */
const extremes = (values: readonly number[]): readonly number[] =>
  values.length === 0
    ? []
    : [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];

/** Round numbers between two powers of ten, at most about ten of them. */
function ticks(bottom: number, top: number): readonly number[] {
  const stride = Math.ceil((top - bottom) / 10);
  const steps = top - bottom < 1 ? [1, 1.5, 2, 3, 4, 5, 6, 8] : top - bottom < 4 ? [1, 2, 5] : [1];
  const exponents = Array.from(
    { length: Math.ceil((top - Math.floor(bottom)) / stride) + 1 },
    (_, k) => Math.floor(bottom) + k * stride,
  );
  return exponents
    .flatMap((exponent) => steps.map((step) => step * 10 ** exponent))
    .filter((tick) => Math.log10(tick) > bottom && Math.log10(tick) < top);
}

const escape = (text: string): string => text.replace(/[<>&]/g, (c) => `&#${c.codePointAt(0)!};`);
