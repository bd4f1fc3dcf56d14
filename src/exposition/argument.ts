/**
 * # The argument of a certificate, in sentences
 *
 * One paragraph for each ceiling, for its witness, and for each cell of an identity.
 */
import { evaluateAt } from '../expr/evaluate.ts';
import { toDecimals } from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { Point } from '../checker/cell.ts';
import type { Ceiling, Claim, Difference, Value } from '../checker/certificate.ts';
import { call, number } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { toLatex } from '../expr/latex.ts';
import { substitute } from '../expr/structure.ts';
import { polynomialExpression } from '../expr/polynomial-expression.ts';
import type { Proposition } from './proposition.ts';
import { refuse } from './refusal.ts';
import { identityPhrases } from './step-text.ts';
import type { Subject } from './subject.ts';

type NonPolynomial = Extract<Claim, { claim: 'non-polynomial' }>;
type PolynomialClaim = Extract<Claim, { rule: 'identity' | 'periodic' }>;

/** @throws NotCarried */
export function argument(subject: Subject): Proposition {
  const [claim] = subject.certificate.claims;
  switch (claim?.claim) {
    case 'non-polynomial':
      return nonPolynomial(subject, claim);
    case 'polynomial':
      return polynomial(subject, claim);
    default:
      return refuse(`a certificate of the claim ${claim?.claim ?? 'nothing'}`);
  }
}

const latexOf = (q: Rational): string =>
  q.den === 1n
    ? String(q.num)
    : `${q.num < 0n ? '-' : ''}\\tfrac{${q.num < 0n ? -q.num : q.num}}{${q.den}}`;

function nonPolynomial(subject: Subject, { ceiling, witness }: NonPolynomial): Proposition {
  const features =
    'Then $\\sigma$ is not a polynomial. For all $N$ and $d$, all distinct $x_1, \\dots, x_N \\in \\mathbb{R}^d$, ' +
    'the functions $(w, b) \\mapsto \\sigma(w \\cdot x_i + b)$ are linearly independent.';
  const kernels = subject.continuous
    ? 'At every depth $L \\ge 2$ the kernels $\\Sigma^L$ and $\\Theta^L$ with first-layer biases, where they are finite, ' +
      'are strictly positive definite on all distinct inputs.'
    : 'The function $\\sigma$ is locally bounded; nothing is claimed of its kernels, as it is not shown to be continuous.';
  return {
    statement: [features, kernels],
    proof: [
      ...ceilingSentences(subject, ceiling),
      ...(witness ? witnessSentences(subject, ceiling, witness) : []),
      'So $\\sigma$ is not a polynomial. A linear relation $\\sum_i u_i\\, \\sigma(w \\cdot x_i + b) = 0$ for all $w$, $b$ with some ' +
        '$u_i \\ne 0$ would make the locally bounded function $\\sigma$ a polynomial of degree at most $N - 2$ ' +
        '(differences along directions that fix all but one argument lead to an equation of Fréchet)~\\cite{positivity}.',
      ...(subject.continuous
        ? [
            'If $u^{\\mathsf T} \\Sigma^2 u = 0$, the continuous function $\\sum_i u_i\\, \\sigma(w \\cdot x_i + b)$ vanishes almost ' +
              'everywhere, so everywhere, and $u = 0$; $\\Theta^2 - \\Sigma^2$ is positive semidefinite, and a further layer with a ' +
              'continuous $\\sigma$ that is not constant keeps positivity~\\cite{positivity}.',
          ]
        : []),
    ],
  };
}

function ceilingSentences(subject: Subject, ceiling: Ceiling): readonly string[] {
  switch (ceiling.rule) {
    case 'growth': {
      const { degree, side } = ceiling;
      const judged = judgedText(subject, ceiling);
      return [
        degree < 0
          ? `As ${towards(side)}, ${judged} tends to $0$: if $\\sigma$ is a polynomial, it is $0$.`
          : `As ${towards(side)}, ${judged} is $o(|x|^{${degree + 1}})$: if $\\sigma$ is a polynomial, its degree is at most $${degree}$.`,
      ];
    }
    case 'superpolynomial':
      return [
        `As ${towards(ceiling.side)}, ${judgedText(subject, ceiling)} exceeds $|x|^m$ in absolute value, for every $m$: no polynomial does.`,
      ];
    case 'piece':
      return [
        `On ${interval(ceiling.lower, ceiling.upper)}, $\\sigma(x) = ${polynomialLatex(subject, ceiling.coefficients)}$${identityPhrases(subject, ceiling.steps)}: if $\\sigma$ is a polynomial, it is this one.`,
      ];
    case 'period':
      return [
        `For all real $x$, $\\sigma(x + T) = \\sigma(x)$ with $T = ${toLatex(subject.exprOf(ceiling.period))} \\ne 0$: if $\\sigma$ is a polynomial, it is constant.`,
      ];
    case 'sequence':
      return [
        `Towards ${ceiling.side === 1 ? '$+\\infty$' : '$-\\infty$'}, $t(x) = ${toLatex(subject.exprOf(ceiling.angle))}$ is continuous and unbounded, so there are points arbitrarily far out with $t(x) \\equiv ${ceiling.quarter} \\cdot \\tfrac{\\pi}{2} \\pmod{2\\pi}$.`,
        ceiling.degree < 0
          ? 'Along these, $\\sigma$ tends to $0$: if it is a polynomial, it is $0$.'
          : `Along these, $\\sigma$ is $o(|x|^{${ceiling.degree + 1}})$: if it is a polynomial, its degree is at most $${ceiling.degree}$.`,
      ];
    case 'differential-equation':
      return [
        `On ${interval(ceiling.lower, ceiling.upper)}, $${equationLatex(ceiling)} = 0$${identityPhrases(subject, ceiling.steps)}.`,
        `Inserting $\\sigma = c\\, x^n + \\cdots$, $c \\ne 0$, the terms of highest degree cancel for no $n > ${ceiling.degree}$: if $\\sigma$ is a polynomial, its degree is at most $${ceiling.degree}$.`,
      ];
  }
}

const towards = (side: 1 | -1): string => (side === 1 ? '$x \\to +\\infty$' : '$x \\to -\\infty$');

function judgedText(
  subject: Subject,
  { piece, restatement }: Extract<Ceiling, { rule: 'growth' | 'superpolynomial' }>,
): string {
  const equal = restatement ? `, equal to $${toLatex(subject.exprOf(restatement.node))}$,` : '';
  return piece
    ? `the analytic continuation of $\\sigma$ from $(${piece.map(latexOf).join(', ')})$${equal}`
    : `$\\sigma(x)$${equal}`;
}

function pointLatex(p: Point): string {
  if (p.kind === 'rational') return latexOf(p.value);
  const equation = toLatex(polynomialExpression(p.polynomial.map(number)));
  return `\\text{the root of } ${equation} \\text{ in } (${latexOf(p.lower)}, ${latexOf(p.upper)})`;
}

const interval = (lower: Point | null, upper: Point | null): string =>
  `$(${lower ? pointLatex(lower) : '-\\infty'}, ${upper ? pointLatex(upper) : '\\infty'})$`;

const polynomialLatex = (subject: Subject, coefficients: readonly number[]): string =>
  toLatex(polynomialExpression(coefficients.map((node) => subject.exprOf(node))));

function equationLatex({ terms }: Extract<Ceiling, { rule: 'differential-equation' }>): string {
  const derivative = (k: number): string =>
    `\\sigma${k === 0 ? '' : k < 4 ? "'".repeat(k) : `^{(${k})}`}`;
  return terms
    .map(({ coefficients, exponents }) => {
      const factor = toLatex(polynomialExpression(coefficients.map(number)));
      const powers = exponents.flatMap((e, k) =>
        e === 0 ? [] : [e === 1 ? derivative(k) : `(${derivative(k)})^{${e}}`],
      );
      return `\\left(${factor}\\right) ${powers.join(' ')}`.trim();
    })
    .join(' + ');
}

function witnessSentences(
  subject: Subject,
  ceiling: Ceiling,
  witness: Difference | Value,
): readonly string[] {
  if (witness.rule === 'value') {
    const P = polynomialExpression(
      'coefficients' in ceiling ? ceiling.coefficients.map((n) => subject.exprOf(n)) : [],
    );
    const difference = call('add', subject.expr, call('neg', P));
    return [
      `But at $x = ${latexOf(witness.at)}$ the difference of $\\sigma$ and this polynomial lies in $${enclosed(difference, witness.at, witness.precision)}$, which excludes $0$.`,
    ];
  }
  const order = ('degree' in ceiling ? ceiling.degree : -1) + 1;
  if (order === 0)
    return [
      `But $\\sigma(${latexOf(witness.at)}) \\in ${enclosed(subject.expr, witness.at, witness.precision)}$, which excludes $0$.`,
    ];
  const sum = differenceExpr(subject.expr, order, witness);
  return [
    `But $\\sum_{j=0}^{${order}} (-1)^{${order}-j} \\binom{${order}}{j}\\, \\sigma(${latexOf(witness.at)} + j \\cdot ${latexOf(witness.step)}) \\in ${sum}$, which excludes $0$, while this difference of a polynomial of degree less than $${order}$ is $0$.`,
  ];
}

/** The enclosure of a value, as an interval of decimals rounded outward. */
function enclosed(e: Expr, at: Rational, precision: number): string {
  const enclosure = evaluateAt(e, at, precision);
  if (!enclosure) return refuse('a value at a node of the witness that is not enclosed');
  const { lower, upper } = toDecimals(enclosure, 6);
  return `[${decimal(lower)}, ${decimal(upper)}]`;
}

const decimal = (text: string): string =>
  text.replace(/e\+?(-?\d+)$/, (_, exponent: string) => ` \\cdot 10^{${exponent}}`);

function differenceExpr(e: Expr, order: number, { at, step, precision }: Difference): string {
  const terms: Expr[] = [];
  let binomial = 1n;
  for (let j = 0; j <= order; j++) {
    const node = Q.add(at, Q.mul(Q.rational(j), step));
    const sign = (order - j) % 2 === 0 ? 1n : -1n;
    terms.push(call('mul', number(Q.rational(sign * binomial)), substitute(e, number(node))));
    binomial = (binomial * BigInt(order - j)) / BigInt(j + 1);
  }
  return enclosed({ kind: 'call', name: 'add', args: terms }, Q.zero, precision);
}

function polynomial(subject: Subject, claim: PolynomialClaim): Proposition {
  const P = polynomialLatex(subject, claim.coefficients);
  const degree = claim.coefficients.length - 1;
  const statement = [
    `Then $\\sigma(x) = ${P}$ for all real $x$${claim.leading === null ? '' : `, a polynomial of degree $${degree}$`}.`,
    ...(claim.leading === null
      ? []
      : [
          `At distinct $x_1, \\dots, x_N \\in \\mathbb{R}^d$ the functions $(w, b) \\mapsto \\sigma(w \\cdot x_i + b)$ are linearly independent if $N \\le ${degree + 1}$.`,
        ]),
  ];
  if (claim.rule !== 'identity')
    return {
      statement,
      proof: [
        `The difference $\\sigma(x) - (${P})$ has the period $${latexOf(claim.period)}$, and it is $0$ at the points $${claim.breakpoints.map(latexOf).join(', ')}$ and between them.`,
      ],
    };
  const points = claim.breakpoints;
  const cells = claim.cells.map((steps, i) => {
    const k = (i - 1) / 2;
    const where =
      i % 2 === 1
        ? `At $x = ${pointLatex(points[k]!)}$`
        : `On ${interval(points[i / 2 - 1] ?? null, points[i / 2] ?? null)}`;
    return `${where}, $\\sigma(x) = ${P}$${identityPhrases(subject, steps)}.`;
  });
  return {
    statement,
    proof: [
      ...(points.length === 0
        ? [`For all real $x$, $\\sigma(x) = ${P}$${identityPhrases(subject, claim.cells[0]!)}.`]
        : cells),
      ...(claim.leading === null
        ? []
        : [
            `The leading coefficient is not $0$. A linear relation among the features with some $u_i \\ne 0$ would make $\\sigma$ a polynomial of degree at most $N - 2$~\\cite{positivity}.`,
          ]),
    ],
  };
}
