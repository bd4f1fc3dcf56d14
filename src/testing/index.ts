/** The entry `nonpoly/testing`: arbitraries for fast-check, and conjectures. */
export { activation, grownActivation } from './any-activation.ts';
export type { ExpressionConstraints } from './total-expression.ts';
export { polynomialActivation } from './polynomial-activation.ts';
export type { PolynomialConstraints } from './polynomial-activation.ts';
export { nonPolynomialActivation } from './non-polynomial-activation.ts';
export type { NonPolynomialConstraints } from './non-polynomial-activation.ts';
export { libraryActivation } from './library-activation.ts';
export { activationFamily } from './activation-family.ts';
export type { ActivationFamily } from './activation-family.ts';
export type {
  Activation,
  NonPolynomialActivation,
  PolynomialActivation,
  Truth,
} from './activation.ts';
export { distinctInputs, nonParallelInputs } from './inputs.ts';
export type { DistinctConstraints, InputConstraints, Rows } from './inputs.ts';
export { degenerateInputs } from './degenerate-inputs.ts';
export type { DegenerateInputs, Degeneracy } from './degenerate-inputs.ts';
export { architecture, withActivation } from './architecture.ts';
export type { ArchitectureConstraints, GeneratedArchitecture } from './architecture.ts';
export { certificate, mutatedCertificate } from './certificate.ts';
export type {
  CertificateConstraints,
  GeneratedCertificate,
  MutatedCertificate,
} from './certificate.ts';
export type { Json } from './mutation.ts';
export { conjecture, runCase, casesOf } from './conjecture.ts';
export type { Case, Conjecture, Counterexample, Surroundings } from './conjecture.ts';
export { remainingCases, runConjecture } from './run-conjecture.ts';
export type { RunOptions } from './run-conjecture.ts';
export { conjectureFromJson } from './conjecture-json.ts';
export { standing, summaryOf, toMarkdown } from './summary.ts';
export type { Summary } from './summary.ts';
export {
  composed,
  continuous,
  derived,
  equal,
  even,
  nonPolynomial,
  odd,
  polynomial,
  positiveOnAll,
} from './claim.ts';
export { positive } from './kernel.ts';
export { less, smallestEigenvalue } from './eigenvalue.ts';
export type { Bounds } from './eigenvalue.ts';
export { all, any, iff, implies, not, ruling } from './ruling.ts';
export type { Ruling, RulingKind } from './ruling.ts';
export type { Subject } from './subject.ts';
