(** * Rule [finite-difference] (a Coq module name has no hyphen)

      Σ_j (−1)^(n−j) C(n,j) σ(at + j·step) ≠ 0,   n = degree + 1
      ───────────────────────────────────────────────────────────
      σ is not a polynomial of degree ≤ degree

    and, with a ceiling, σ is not a polynomial. *)

From Coq Require Import Reals Lra.
From Nonpoly Require Import polynomial frechet sum.
Local Open Scope R_scope.

Definition difference (n : nat) (at_ step : R) (f : R -> R) : R :=
  sum (S n) (fun j => stencil n j * f (at_ + INR j * step)).

(** A ceiling: if f is a polynomial, it has at most d coefficients (degree ≤ d − 1). *)
Definition ceiling (d : nat) (f : R -> R) : Prop := polynomial f -> poly_lt d f.

Theorem not_polynomial_of_degree degree at_ step f :
  difference (S degree) at_ step f <> 0 -> ~ poly_lt (S degree) f.
Proof. intros W P. apply W. unfold difference. rewrite <- deltas_sum. now apply deltas_vanish. Qed.

Theorem non_polynomial d at_ step f :
  ceiling d f -> difference d at_ step f <> 0 -> ~ polynomial f.
Proof.
  intros C W P. apply W. unfold difference. rewrite <- deltas_sum. apply deltas_vanish. auto.
Qed.

(** The same witness refutes Fréchet's equation: this is what theorem B uses. *)
Theorem not_frechet n at_ step f : difference n at_ step f <> 0 -> ~ frechet n f.
Proof. intros W P. apply W. unfold difference. rewrite <- deltas_sum. now apply frechet_deltas. Qed.
