(** * Rules [period] and [zeros]

      σ(x + T) = σ(x) for all x,  T ≠ 0          σ vanishes at infinitely many points
      ──────────────────────────────────         ────────────────────────────────────
      if σ is a polynomial, its degree is 0      if σ is a polynomial, it is 0        *)

From Coq Require Import Reals Lra Lia.
From Nonpoly Require Import polynomial frechet rules.finite_difference.
Local Open Scope R_scope.

Theorem zeros f (root : nat -> R) :
  (forall i j, root i = root j -> i = j) -> (forall i, f (root i) = 0) -> ceiling 0 f.
Proof. intros inj Z (n & P). apply poly_lt_0. now apply (roots_zero n f root). Qed.

Theorem period T f : T <> 0 -> (forall x, f (x + T) = f x) -> ceiling 1 f.
Proof.
  intros HT P H. apply (poly_lt_ext _ (fun x => (f x - f 0) + f 0)); [intro; ring|].
  apply poly_lt_plus; [|apply poly_lt_const]. apply (poly_lt_le 0); [lia|].
  apply (zeros (fun x => f x - f 0) (fun i => 0 + INR i * T)).
  - intros i j E. apply INR_eq. apply (Rmult_eq_reg_r T); lra.
  - intro i. rewrite (periodic_nat T f P i 0). ring.
  - destruct H as (n & H). exists (S n). apply poly_lt_minus; [now apply poly_lt_up | apply poly_lt_const].
Qed.
