/**
 * # What the command line prints, as schemas
 *
 * The JSON Schemas in `schema/` are made from these definitions; a test keeps them equal. They
 * describe the shape: what a certificate proves, only the checker says.
 */
import { z } from 'zod';
import { certification, characterization, gram, hermite } from './kernel-schema.ts';

const exact = z.string().describe('exact, in the language of activations');

const polynomialClass = z.strictObject({
  degree: z.int().min(0),
  coefficients: z.array(exact).min(1).describe('of 1, x, x², …'),
});

const hypothesis = z.strictObject({
  value: z
    .union([z.boolean(), z.null(), z.strictObject({ varianceBelow: z.string() })])
    .describe('true and false are proved, null is unknown; or the variances for which it holds'),
  reason: z.string(),
});

const inputError = z.strictObject({
  code: z.string().regex(/^[a-z0-9]+(-[a-zA-Z0-9]+)*$/),
  message: z.string(),
  position: z.int().min(0).nullable().describe('offset in `input`, in UTF-16 units, from 0'),
});

const rational = z.string().regex(/^-?(0|[1-9][0-9]*)(\/[1-9][0-9]*)?$/).describe('in lowest terms');
const node = z.int().min(0).describe('index into `nodes`');
const precision = z.int().min(16).max(65_536);
const terms = z.array(z.tuple([z.int().min(0), z.int()]));
const simpleStep = z.union([
  z.tuple([z.literal('pi')]),
  z.tuple([z.enum(['atom', 'arc', 'zero']), z.string(), node]),
  z.tuple([z.literal('half-turns'), z.int().min(0)]),
  z.tuple([z.literal('root-atom'), node, z.int().min(2)]),
  z.tuple([z.literal('angle-atom'), node]),
  z.tuple([z.enum(['exp', 'log']), node, terms]),
  z.tuple([z.enum(['root', 'exp-root']), node, z.int().min(2), node]),
  z.tuple([z.literal('angle'), node, terms, z.int()]),
  z.tuple([z.literal('turn'), z.string(), node, z.int().min(-12).max(12)]),
  z.tuple([z.literal('shift'), node, z.int().min(-1), z.int()]),
  z.tuple([z.enum(['odd', 'even']), z.string(), node, z.int().min(0)]),
  z.tuple([z.literal('complement'), node]),
  z.tuple([z.enum(['vanishing', 'equal']), node, node]),
]);
/** Lists of steps inside steps. */
const step: z.ZodType = z.lazy(() =>
  z.union([
    simpleStep,
    z.tuple([z.literal('derivative'), node, node, rational, z.array(step)]),
    z.tuple([
      z.literal('substitute'),
      node,
      node,
      node,
      rational.nullable(),
      rational.nullable(),
      z.array(step),
    ]),
    z.tuple([z.literal('cases'), node, z.array(step), z.array(step), z.array(step)]),
  ]),
);
const point = z.union([
  rational,
  z.strictObject({ polynomial: z.array(rational).min(2), lower: rational, upper: rational }),
]);
const difference = z.strictObject({
  rule: z.literal('finite-difference'),
  at: rational,
  step: rational,
  precision,
});
const halfLine = {
  side: z.enum(['+', '-']),
  from: rational,
  restatement: z.strictObject({ node, steps: z.array(step) }).nullable(),
  piece: z.tuple([rational, rational]).nullable(),
};
const claim = z.union([
  z.strictObject({
    claim: z.enum(['polynomial', 'polynomial-almost-everywhere']),
    rule: z.literal('identity'),
    coefficients: z.array(node).min(1),
    leading: precision.nullable(),
    breakpoints: z.array(point),
    cells: z.array(z.array(step)),
  }),
  z.strictObject({
    claim: z.literal('non-polynomial'),
    ceiling: z.strictObject({ rule: z.literal('growth'), degree: z.int().min(-1), ...halfLine }),
    witness: difference,
  }),
  z.strictObject({
    claim: z.literal('non-polynomial'),
    ceiling: z.strictObject({ rule: z.literal('superpolynomial'), ...halfLine }),
    witness: z.null(),
  }),
  z.strictObject({
    claim: z.literal('non-polynomial'),
    ceiling: z.union([
      z.strictObject({
        rule: z.literal('sequence'),
        side: z.enum(['+', '-']),
        from: rational,
        degree: z.int().min(-1),
        angle: node,
        quarter: z.int().min(0).max(3),
      }),
      z.strictObject({ rule: z.literal('period'), period: node, steps: z.array(step) }),
      z.strictObject({
        rule: z.literal('differential-equation'),
        degree: z.int().min(-1),
        lower: point.nullable(),
        upper: point.nullable(),
        terms: z
          .array(z.tuple([z.array(rational).min(1), z.array(z.int().min(0).max(8))]))
          .min(1),
        steps: z.array(step),
      }),
    ]),
    witness: difference,
  }),
  z.strictObject({
    claim: z.literal('non-polynomial'),
    ceiling: z.strictObject({
      rule: z.literal('piece'),
      lower: point.nullable(),
      upper: point.nullable(),
      coefficients: z.array(node).min(1),
      steps: z.array(step),
    }),
    witness: z.strictObject({ rule: z.literal('value'), at: rational, precision }),
  }),
  z.strictObject({
    claim: z.enum(['polynomial', 'polynomial-almost-everywhere']),
    rule: z.literal('periodic'),
    coefficients: z.array(node).min(1),
    leading: precision.nullable(),
    period: rational,
    steps: z.array(step),
    breakpoints: z.array(rational).min(2),
    cells: z.array(z.array(step)).min(1),
  }),
  z.strictObject({
    claim: z.literal('polynomial-on'),
    rule: z.literal('piece'),
    lower: point.nullable(),
    upper: point.nullable(),
    coefficients: z.array(node).min(1),
    steps: z.array(step),
  }),
  z.strictObject({
    claim: z.literal('not-polynomial-of-degree'),
    degree: z.int().min(-1),
    witness: difference,
  }),
]);

export const certificate = z
  .strictObject({
    format: z.literal('nonpoly-certificate'),
    version: z.literal(1),
    input: z.strictObject({ text: z.string(), parameters: z.record(z.string(), z.string()) }),
    nodes: z.array(z.tuple([z.string()], z.union([z.string(), z.int().min(0)]))).min(1),
    root: node,
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    claims: z.array(claim).min(1).max(256),
  })
  .meta({ title: 'A certificate: src/checker/FORMAT.md says what it proves' });

const shownDifference = z
  .strictObject({
    order: z.int().min(0),
    at: rational,
    step: rational,
    enclosure: z.string().describe('an interval, rounded outward, that excludes 0'),
  })
  .nullable();
const shownValue = z
  .enum(['zero', 'nonzero', 'unknown'])
  .describe('identically zero, certainly not, or not shown');

const characterisation = z.strictObject({
  orders: z.int().min(0).max(24),
  vanishesFrom: z
    .int()
    .min(0)
    .nullable()
    .describe('the order from which a polynomial under the ceiling vanishes'),
  pieces: z.array(
    z.strictObject({
      lower: z.string().nullable(),
      upper: z.string().nullable(),
      coefficients: z.array(exact).nullable(),
      derivatives: z.array(
        z.strictObject({
          order: z.int().min(0),
          text: z.string().nullable(),
          value: shownValue,
          difference: shownDifference,
        }),
      ),
    }),
  ),
  morePieces: z.int().min(0),
  differences: z.array(
    z.strictObject({ order: z.int().min(0), value: shownValue, difference: shownDifference }),
  ),
  hermite: z
    .strictObject({
      variance: rational.nullable().describe('q; null where nothing is shown'),
      rows: z.array(
        z.strictObject({
          order: z.int().min(0),
          value: z
            .enum(['zero', 'nonzero', 'unknown'])
            .describe('exactly zero, certainly not, or not shown'),
          lower: z.string().nullable().describe('decimal, rounded outward; null for zero'),
          upper: z.string().nullable(),
        }),
      ),
      reason: z.string().nullable().describe('why there are no rows'),
      vanishesFrom: z.int().min(0).nullable().describe('from this order on all are exactly 0'),
      evenPart: z.string().nullable().describe('(σ(x) + σ(−x))/2, a polynomial, where it was used'),
      oddPart: z.string().nullable().describe('(σ(x) − σ(−x))/2, a polynomial, where it was used'),
    })
    .describe('E[σ(√q Z) h_k(Z)], h_k orthonormal probabilists’ Hermite polynomials'),
  certificate: certificate.nullable(),
});

export const answer = z
  .strictObject({
    id: z.unknown().optional().describe('as the line of input has it'),
    input: z.string(),
    expression: z.string().nullable().describe('canonical text'),
    verdict: z.enum(['polynomial', 'non-polynomial', 'undecided', 'error']),
    degree: z.int().min(0).optional(),
    degreeIsExact: z
      .boolean()
      .optional()
      .describe('false: the degree is an upper bound, the leading coefficient may be 0'),
    coefficients: z.array(exact).min(1).optional().describe('of 1, x, x², …; zero is ["0"]'),
    almostEverywhere: polynomialClass
      .optional()
      .describe('the polynomial that it equals off a null set'),
    notPolynomialOfDegree: z
      .int()
      .min(-1)
      .nullable()
      .optional()
      .describe('the largest D for which "no polynomial of degree ≤ D" is proved; null: every D'),
    ceiling: z
      .strictObject({ rule: z.string(), degree: z.int().min(-1).nullable(), text: z.string() })
      .optional()
      .describe('what the degree would be at most, were it a polynomial'),
    witness: z.strictObject({ text: z.string() }).optional(),
    source: z
      .strictObject({
        name: z.string(),
        library: z.string(),
        url: z.string().optional(),
        alternatives: z.array(z.string()),
      })
      .optional()
      .describe('where a library name comes from, and the others of that name that differ'),
    certificate: certificate.optional(),
    hypotheses: z
      .strictObject({
        definedOnR: hypothesis,
        continuous: hypothesis,
        locallyAbsolutelyContinuous: hypothesis,
        differentiableAlmostEverywhere: hypothesis,
        gaussianIntegrable: hypothesis,
        derivativeGaussianIntegrable: hypothesis,
      })
      .optional(),
    consequences: z
      .array(z.strictObject({ statement: z.string(), theorem: z.string() }))
      .optional(),
    characterisation: characterisation.optional().describe('with --derivatives'),
    undecided: z.strictObject({ reasons: z.array(z.string()) }).optional(),
    error: inputError.optional(),
    milliseconds: z.number().min(0),
  })
  .meta({ title: 'A line of `nonpoly check --json`' });

export const verification = z
  .union([
    z.strictObject({
      file: z.string(),
      accepted: z.literal(true),
      claims: z.array(z.strictObject({ statement: z.string(), rules: z.array(z.string()) })).min(1),
      expression: z.string(),
      source: z.string(),
    }),
    z.strictObject({
      file: z.string(),
      accepted: z.literal(false),
      code: z.string(),
      path: z.string().describe('into the certificate'),
      expected: z.string(),
      found: z.string(),
      message: z.string(),
    }),
    z.strictObject({
      file: z.string(),
      error: z.strictObject({ code: z.string(), message: z.string() }),
    }),
  ])
  .meta({ title: 'A line of `nonpoly verify --json`' });

export const listed = z
  .strictObject({
    name: z.string(),
    library: z.enum(['torch.nn', 'jax.nn', 'keras.activations', 'transformers', 'onnx']),
    expression: z.string().describe('in the language of activations, at the documented defaults'),
    aliases: z.array(z.string()),
    defaults: z.string(),
    parameters: z.array(z.string()).describe('without a default: give values with --set'),
    source: z.url(),
  })
  .meta({ title: 'A line of `nonpoly list --json`' });

const pairs = z.array(z.tuple([z.number().min(0), z.number().min(0)]));

export const training = z
  .union([
    z.strictObject({
      architecture: z.looseObject({
        activations: z.array(z.looseObject({ input: z.string(), expression: z.string() })).min(1),
        depth: z.int().min(2),
        weightVariance: z.array(z.string()),
        biasVariance: z.array(z.string()),
      }),
      settings: z.strictObject({
        inputs: z.string(),
        labels: z.string(),
        n: z.int().min(1),
        d: z.int().min(1),
        infinite: z.boolean(),
        width: z.array(z.int().min(1)).nullable().describe('of each hidden layer'),
        steps: z.int().min(1),
        learningRate: z.number().positive(),
        learningRateFrom: z.enum(['given', 'half the largest stable rate']),
        momentum: z.number().min(0),
        seed: z.int().min(0).nullable(),
      }),
      status: z.enum(['completed', 'diverged', 'not-a-number', 'interrupted']),
      steps: z.int().min(0).describe('taken'),
      losses: pairs.describe('[step, loss]; with --infinite [time, loss], time = rate · step'),
      predictedLosses: pairs.nullable().describe('under the kernel of infinite width'),
      finalLoss: z.number().min(0).nullable(),
      predictedRate: z.number().min(0).nullable().describe('2ηλ_min/(1 − μ), a step'),
      rateToPlateau: z.number().min(0).nullable().describe('the same off the null space'),
      smallestEigenvalue: z.number().min(0).nullable().describe('null: not told from 0'),
      plateau: z.number().min(0).nullable().describe('where the loss ends, as a double'),
      plateauProof: z.union([
        z.strictObject({
          loss: exact,
          rank: z.int().min(0),
          theorem: z.enum(['D', 'E']),
          reason: z.string(),
        }),
        z.strictObject({ unknown: z.string() }),
      ]),
      empiricalKernel: z
        .array(
          z.strictObject({
            step: z.int().min(0),
            smallestEigenvalue: z.number(),
            distance: z.number().min(0).nullable().describe('‖Θ̂ − Θ‖/‖Θ‖'),
          }),
        )
        .optional(),
      notes: z.array(z.string()),
      milliseconds: z.number().min(0),
    }),
    z.strictObject({ error: inputError }),
  ])
  .meta({ title: 'What `nonpoly train --json` prints' });

/** File name → JSON Schema, draft 2020-12. */
export const schemas: Readonly<Record<string, object>> = {
  'answer.schema.json': z.toJSONSchema(answer),
  'certificate.schema.json': z.toJSONSchema(certificate),
  'certification.schema.json': z.toJSONSchema(certification),
  'characterization.schema.json': z.toJSONSchema(characterization),
  'gram.schema.json': z.toJSONSchema(gram),
  'hermite.schema.json': z.toJSONSchema(hermite),
  'list.schema.json': z.toJSONSchema(listed),
  'training.schema.json': z.toJSONSchema(training),
  'verification.schema.json': z.toJSONSchema(verification),
};
