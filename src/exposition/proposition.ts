/**
 * # A verdict as a proposition with its proof
 *
 * For a paper (LaTeX, amsmath and amsthm) or a lecture (Markdown with formulas between dollars).
 * The sentences follow the certificate; the numbers of its witness are enclosures, rounded outward.
 */
import { toLatex } from '../expr/latex.ts';
import { argument } from './argument.ts';
import { attempt } from './refusal.ts';
import type { NotTold, Told } from './refusal.ts';
import type { Subject } from './subject.ts';

/** Statement and proof in sentences, with formulas in LaTeX between dollars. */
export interface Proposition {
  readonly statement: readonly string[];
  readonly proof: readonly string[];
}

type Text = Told<{ readonly text: string }> | NotTold;

export function tellLatex(subject: Subject): Text {
  return attempt(() => {
    const { statement, proof } = argument(subject);
    const lines = [
      '% \\usepackage{amsmath,amsthm} \\newtheorem{proposition}{Proposition}',
      '\\begin{proposition}',
      ...displayed(subject),
      ...statement,
      '\\end{proposition}',
      '\\begin{proof}',
      ...proof,
      '\\end{proof}',
      '',
      ...bibliography(subject).map((line) => `% ${line}`),
      '',
    ];
    return { kind: 'told', text: lines.join('\n') };
  });
}

export function tellMarkdown(subject: Subject): Text {
  return attempt(() => {
    const { statement, proof } = argument(subject);
    const lines = [
      '**Proposition.** ' + [...displayed(subject), ...statement].map(uncite).join('\n'),
      '',
      '*Proof.* ' + proof.map(uncite).join('\n') + ' ∎',
      '',
      '```bibtex',
      ...bibliography(subject),
      '```',
      '',
    ];
    return { kind: 'told', text: lines.join('\n') };
  });
}

const displayed = ({ expr }: Subject): readonly string[] => [
  `Let $\\sigma(x) = ${toLatex(expr)}$ for real $x$.`,
];

/** Markdown has no \cite: the key in brackets. */
const uncite = (line: string): string =>
  line.replace(
    /~?\\cite(?:\[([^\]]*)\])?\{(\w+)\}/g,
    (_, place: string | undefined, key: string) => (place ? ` [${key}, ${place}]` : ` [${key}]`),
  );

function bibliography({ source }: Subject): readonly string[] {
  return [
    '@article{positivity,',
    '  author  = {Carvalho, L. and Costa, J. L. and Mour{\\~a}o, J. and Oliveira, G.},',
    '  title   = {The Positivity of the Neural Tangent Kernel},',
    '  journal = {SIAM Journal on Mathematics of Data Science},',
    '  volume  = {7}, number = {2}, pages = {495--515}, year = {2025},',
    '  note    = {arXiv:2404.12928}',
    '}',
    ...(source
      ? [
          '@misc{activation,',
          `  title        = {${source.name.replaceAll('_', '\\_')}},`,
          `  howpublished = {Documentation of ${source.library}},`,
          ...(source.url ? [`  url          = {${source.url}}`] : []),
          '}',
        ]
      : []),
  ];
}
