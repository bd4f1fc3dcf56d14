(** * Rule [superpolynomial]

      |σ| ≥ |x|^m eventually along a half-line, for every m
      ─────────────────────────────────────────────────────
      σ is not a polynomial

    [unbounded_ratios] is the weaker form that suffices: |σ|/|x|^m is unbounded, for every m. *)

From Coq Require Import Reals Lra.
From Nonpoly Require Import polynomial analytic.
Local Open Scope R_scope.

Theorem unbounded_ratios f :
  (forall m C, exists x, 1 <= Rabs x /\ C * Rabs x ^ m < Rabs (f x)) -> ~ polynomial f.
Proof.
  intros big (n & P). destruct (poly_lt_bound n f P) as (B & HB & Bf).
  destruct (big n B) as (x & H1 & Hx). specialize (Bf x H1).
  pose proof (Rabs_pos (f x)). nra.
Qed.

Theorem superpolynomial plus f :
  (forall m, exists from, forall x, half_line plus from x -> Rabs x ^ m <= Rabs (f x)) ->
  ~ polynomial f.
Proof.
  intros big. apply unbounded_ratios. intros m C. destruct (big (S m)) as (from & H).
  destruct (half_line_far plus from (C + 1)) as (x & Hx & HC & H1).
  exists x. split; [exact H1|]. eapply Rlt_le_trans; [|now apply H].
  simpl. apply Rmult_lt_compat_r; [apply pow_lt|]; lra.
Qed.

(** With a [piece] (a, b): g, equal to σ there and analytic out to infinity, is measured for σ. *)
Theorem superpolynomial_piece plus a b f g :
  a < b -> (forall x, a < x < b -> f x = g x) -> (forall x, ray plus a b x -> analytic_at g x) ->
  (forall m, exists from, forall x, half_line plus from x -> Rabs x ^ m <= Rabs (g x)) ->
  ~ polynomial f.
Proof.
  intros I E A big P. apply (superpolynomial plus f); [|exact P]. intro m.
  destruct (big m) as (from & B). exists (beyond plus a b from). intros x Hx.
  apply half_line_ray in Hx as [Hx Hr]. rewrite (analytic_branch plus a b f g); auto.
Qed.
