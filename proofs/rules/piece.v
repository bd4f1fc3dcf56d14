(** * Rule [piece]

      σ = P on the open interval (lower, upper),   σ(at) ≠ P(at)
      ──────────────────────────────────────────────────────────
      σ is not a polynomial *)

From Coq Require Import Reals Lra List.
From Nonpoly Require Import polynomial.
Local Open Scope R_scope.

Theorem piece lower upper coefficients at_ f :
  lower < upper -> (forall x, lower < x < upper -> f x = eval coefficients x) ->
  f at_ <> eval coefficients at_ ->
  ~ polynomial f.
Proof.
  intros I E W P. apply W. apply (interval_equal lower upper); auto.
  exists (length coefficients). apply eval_poly.
Qed.
