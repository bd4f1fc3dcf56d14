/** What a user of the package writes: type-checked and run against the packed tarball. */
import { answer, check, decide, hypotheses, listActivations, parse, print } from 'nonpoly';
import type { Answer, Expr, Outcome, Verdict } from 'nonpoly';
import { check as checkAlone } from 'nonpoly/checker';

const expr: Expr = parse('max(x, x^3) + min(x, x^3)');
const verdict: Verdict = decide(expr);
if (verdict.kind !== 'polynomial') throw new Error(`expected a polynomial, got ${verdict.kind}`);
if (verdict.coefficients.join() !== '0,1,0,1') throw new Error(verdict.coefficients.join());

const outcome: Outcome = check(verdict.certificate);
if (!outcome.accepted || !checkAlone(verdict.certificate).accepted) throw new Error('refused');
// A certificate of a kernel names its layers instead.
if (!('expression' in outcome) || outcome.expression !== print(expr)) throw new Error('another');

const result: Answer = answer('relu');
if (result.verdict !== 'non-polynomial') throw new Error(result.verdict);
if (hypotheses(expr).continuous.value !== true) throw new Error('not continuous');
if (listActivations().length < 100) throw new Error('a short catalogue');
console.log('the package works');
