/** Schemas of the commands on kernels; schema.ts says what they are for. */
import { z } from 'zod';

const rational = z
  .string()
  .regex(/^-?(0|[1-9][0-9]*)(\/[1-9][0-9]*)?$/)
  .describe('exact, in lowest terms');

export const activation = {
  input: z.string(),
  expression: z.string().describe('canonical text'),
  source: z
    .strictObject({ name: z.string(), library: z.string(), alternatives: z.array(z.string()) })
    .nullable()
    .describe('where a library name comes from'),
};

/** Numbers of each layer of weights: decimals of doubles where the network is not exact. */
const perLayer = z.array(z.union([rational, z.string()])).min(1);

export const architecture = z.strictObject({
  activations: z.array(z.strictObject(activation)).describe('of every hidden layer, in order'),
  depth: z.int().min(1).describe('layers of weights'),
  weightVariance: perLayer.describe('σ_w² of each layer of weights'),
  biasVariance: perLayer.describe('σ_b² of each layer of weights'),
  parameterisation: z.enum(['ntk', 'standard']),
  widths: perLayer.nullable(),
  exact: z.boolean().describe('false: c_σ is known in double precision only'),
  convention: z
    .strictObject({ source: z.string(), formula: z.string(), translation: z.string() })
    .nullable(),
  formula: z.string(),
});

export const inputs = z.strictObject({
  source: z.string(),
  n: z.int().min(1),
  d: z.int().min(1),
  exactness: z
    .enum(['decimal', 'binary'])
    .describe('what a number stands for: its decimal, or the double itself'),
});

export const failure = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    position: z.int().min(0).nullable().optional().describe('in the text of the activation'),
    row: z.int().min(1).nullable().optional().describe('of the data, from 1'),
    column: z.int().min(1).nullable().optional(),
    layer: z.int().min(1).optional().describe('hidden layer, from 1'),
    variance: z.number().min(0).optional().describe('at which an expectation fails'),
  }),
});

const count = z.int().min(0);

export const gram = z
  .union([
    z.strictObject({
      kernel: z.enum(['ntk', 'nngp']),
      depth: z.int().min(1),
      n: z.int().min(1),
      inputs,
      architecture,
      entryError: z
        .strictObject({ value: z.number().min(0), rigorous: z.boolean() })
        .describe('largest absolute error of an entry: a proved bound if rigorous, else an estimate'),
      methods: z
        .strictObject({ 'closed form': count, series: count, quadrature: count })
        .nullable()
        .describe('pairs and layers by the way they were computed; null with enclosures'),
      assumed: z.array(z.string()),
      notes: z.array(z.string()),
      milliseconds: z.number().min(0),
      matrix: z.array(z.array(z.number())).min(1).describe('rows'),
    }),
    failure,
  ])
  .meta({ title: 'What `nonpoly gram --json` prints' });

const decimal = z.string().regex(/^-?\d+(\.\d+)?(e[+-]\d+)?$/);
const bounds = { lower: decimal, upper: decimal };

export const hermite = z
  .union([
    z.strictObject({
      ...activation,
      variance: rational,
      terms: z.int().min(1),
      coefficients: z
        .union([
          z.array(z.number()),
          z.array(z.strictObject({ ...bounds, certainlyNonzero: z.boolean() })),
        ])
        .describe('a_0, a_1, …; with --digits bounds, rounded outward'),
      squareNorm: z.union([z.number(), z.strictObject(bounds)]).describe('E[σ²]'),
      tail: z.union([z.number(), z.strictObject(bounds)]).describe('E[σ²] − Σ a_k²'),
      errorEstimate: z.number().min(0).nullable().describe('of each number; null for bounds'),
      decay: z.union([
        z.strictObject({ kind: z.literal('finite'), last: z.int().min(-1), law: z.string() }),
        z.strictObject({ kind: z.literal('algebraic'), power: z.number(), law: z.string() }),
        z.strictObject({
          kind: z.literal('exponential'),
          scale: z.enum(['sqrt(k)', 'k', 'k log k']),
          rate: z.number(),
          law: z.string(),
        }),
        z.strictObject({ kind: z.literal('unclear'), law: z.null() }),
      ]),
      assumed: z.array(z.string()),
      milliseconds: z.number().min(0),
    }),
    failure,
  ])
  .meta({ title: 'What `nonpoly hermite --json` prints' });

const kernelCertificate = z
  .looseObject({
    format: z.literal('nonpoly-kernel-certificate'),
    version: z.literal(1),
    activations: z.array(z.looseObject({ format: z.literal('nonpoly-certificate') })),
    inputs: z.array(z.array(rational)).min(1),
    claim: z.looseObject({ claim: z.enum(['strictly-positive-definite', 'singular']) }),
  })
  .describe('src/checker/FORMAT.md says what it proves');
const theorem = z.string().regex(/^[A-H](, [A-H])*$/).describe('letters of the theorems');

export const certification = z
  .union([
    z.strictObject({
      verdict: z.enum(['strictly-positive-definite', 'singular', 'undecided']),
      by: z.enum(['theorem', 'exact', 'features', 'lambda-min']).nullable().describe('the route'),
      theorem: theorem.nullable(),
      kernel: z.enum(['ntk', 'nngp']),
      depth: z.int().min(1),
      n: z.int().min(1),
      lambdaMin: z
        .strictObject({
          ...bounds,
          certified: decimal
            .nullable()
            .describe('≤ lower: the bound that the checker accepted; null: none'),
        })
        .nullable()
        .describe('rounded outward'),
      lambdaMinNote: z.string().describe('how the bounds are known, or why there are none'),
      rank: z.int().min(0).nullable().describe('of this matrix'),
      threshold: z
        .int()
        .min(1)
        .nullable()
        .describe('N*: every set of so many inputs of R^d, or more, is singular'),
      nullVector: z.array(rational).nullable(),
      hypotheses: z.array(
        z.strictObject({
          statement: z.string(),
          holds: z.boolean().nullable().describe('null: not shown'),
          reason: z.string(),
        }),
      ),
      assumes: z.array(z.string()).describe('what the certificate leaves to be shown'),
      rigour: z.enum([
        'certificate accepted by the checker',
        'verified floating point, not independently checked',
        'nothing is proved',
      ]),
      reasons: z.array(z.string()).describe('why the routes tried did not settle it'),
      inputs,
      architecture,
      notes: z.array(z.string()),
      milliseconds: z.number().min(0),
      certificate: kernelCertificate.nullable(),
    }),
    failure,
  ])
  .meta({ title: 'What `nonpoly certify --json` prints' });

export const characterization = z
  .union([
    z.strictObject({
      ...activation,
      bias: z.boolean().describe('whether θ₂ is there'),
      points: z.array(z.array(rational)).min(1),
      verdict: z.enum(['solutions', 'only-zero', 'undecided']),
      theorem: theorem.nullable(),
      degree: z.int().min(-1).nullable(),
      dimension: z.int().min(0).nullable().describe('of the space of solutions'),
      basis: z.array(z.array(rational)).nullable().describe('coprime integers'),
      by: z.enum(['theorem', 'exact', 'features']).nullable(),
      assumes: z.array(z.string()),
      reasons: z.array(z.string()),
      milliseconds: z.number().min(0),
      certificate: kernelCertificate.nullable(),
    }),
    failure,
  ])
  .meta({ title: 'What `nonpoly characterize --json` prints' });
