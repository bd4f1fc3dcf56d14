(** * Rule [growth]

      |σ| = O(|x|^(m+ε)) along a half-line, for every ε > 0
      ─────────────────────────────────────────────────────
      if σ is a polynomial, its degree is ≤ ⌊m⌋

    In the numbers of a certificate, degree = d − 1 and m < d; d = 0 stands for "degree −1", the
    zero function.  [little_o] is the form with o(|x|^d), [vanishing] the one with σ → 0. *)

From Coq Require Import Reals Lra.
From Nonpoly Require Import polynomial analytic rules.finite_difference.
Local Open Scope R_scope.

Theorem little_o d plus f :
  (forall eps, 0 < eps -> exists from, forall x, half_line plus from x -> Rabs (f x) <= eps * Rabs x ^ d) ->
  ceiling d f.
Proof.
  intros small P. apply growth_sometimes; [exact P|]. intros eps M Heps.
  destruct (small eps Heps) as (from & B). destruct (half_line_far plus from M) as (x & Hx & HM & _).
  exists x. auto.
Qed.

Corollary vanishing plus f :
  (forall eps, 0 < eps -> exists from, forall x, half_line plus from x -> Rabs (f x) <= eps) ->
  ceiling 0 f.
Proof.
  intros small. apply (little_o 0 plus). intros eps Heps. destruct (small eps Heps) as (from & B).
  exists from. intros x Hx. simpl. rewrite Rmult_1_r. auto.
Qed.

Lemma half_line_beyond plus from M :
  exists from', forall x, half_line plus from' x -> half_line plus from x /\ M <= Rabs x.
Proof.
  pose proof (Rle_abs from). pose proof (Rle_abs (- from)). rewrite Rabs_Ropp in *.
  pose proof (Rle_abs M). pose proof (Rabs_pos M). pose proof (Rabs_pos from).
  destruct plus; simpl; [exists (Rabs from + Rabs M) | exists (- (Rabs from + Rabs M))]; intros x Hx;
    (split; [lra|]); pose proof (Rle_abs x); pose proof (Rle_abs (- x)); rewrite Rabs_Ropp in *; lra.
Qed.

(** O(|x|^(m+ε)) for every ε > 0, and m < d, give o(|x|^d): |x| ≥ exp(|C|/(ε s)), s = (d − m)/2. *)
Lemma power_little_o m d plus f :
  m < INR d ->
  (forall eps, 0 < eps -> exists C from, forall x, half_line plus from x ->
     Rabs (f x) <= C * Rpower (Rabs x) (m + eps)) ->
  forall eps, 0 < eps -> exists from, forall x, half_line plus from x -> Rabs (f x) <= eps * Rabs x ^ d.
Proof.
  intros Hm big eps Heps. set (s := (INR d - m) / 2). assert (Hs : 0 < s) by (unfold s; lra).
  destruct (big s Hs) as (C & from & B). replace (m + s) with (- s + INR d) in B by (unfold s; lra).
  set (t := Rabs C / eps).
  assert (Ht : 0 <= t) by (apply Rmult_le_pos; [apply Rabs_pos | left; now apply Rinv_0_lt_compat]).
  destruct (half_line_beyond plus from (Rmax 1 (exp (t / s)))) as (from' & Beyond).
  exists from'. intros x Hx'. destruct (Beyond x Hx') as [Hx HM].
  assert (H1 : 1 <= Rabs x) by (eapply Rle_trans; [apply Rmax_l | exact HM]).
  assert (He : exp (t / s) <= Rabs x) by (eapply Rle_trans; [apply Rmax_r | exact HM]).
  assert (L : t / s <= ln (Rabs x)).
  { rewrite <- (ln_exp (t / s)). destruct He as [He|He].
    - left. apply ln_increasing; [apply exp_pos | exact He].
    - rewrite He. right. reflexivity. }
  assert (Small : Rabs C * Rpower (Rabs x) (- s) <= eps).
  { assert (E : Rpower (Rabs x) (- s) <= exp (- t)).
    { unfold Rpower. assert (I : - s * ln (Rabs x) <= - t).
      { apply (Rmult_le_compat_l s) in L; [|lra].
        replace (s * (t / s)) with t in L by (field; lra). lra. }
      destruct I as [I|I]; [left; now apply exp_increasing | rewrite I; right; reflexivity]. }
    assert (T : exp (- t) * (1 + t) <= 1).
    { rewrite exp_Ropp. apply (Rmult_le_reg_l (exp t)); [apply exp_pos|].
      rewrite <- Rmult_assoc, Rinv_r by (apply Rgt_not_eq, exp_pos).
      pose proof (exp_ineq1_le t). lra. }
    assert (Q : Rabs C = eps * t) by (unfold t; field; lra).
    assert (0 < exp (- t)) by apply exp_pos.
    apply Rle_trans with (Rabs C * exp (- t)).
    - apply Rmult_le_compat_l; [apply Rabs_pos | exact E].
    - rewrite Q. nra. }
  apply Rle_trans with (C * Rpower (Rabs x) (- s + INR d)); [auto|].
  rewrite Rpower_plus, Rpower_pow by lra.
  assert (0 <= Rabs x ^ d) by (apply pow_le; lra).
  assert (0 < Rpower (Rabs x) (- s)) by apply exp_pos.
  pose proof (Rle_abs C).
  apply Rle_trans with (Rabs C * Rpower (Rabs x) (- s) * Rabs x ^ d).
  - rewrite <- Rmult_assoc. apply Rmult_le_compat_r; [assumption|].
    apply Rmult_le_compat_r; lra.
  - now apply Rmult_le_compat_r.
Qed.

Theorem growth m d plus f :
  m < INR d ->
  (forall eps, 0 < eps -> exists C from, forall x, half_line plus from x ->
     Rabs (f x) <= C * Rpower (Rabs x) (m + eps)) ->
  ceiling d f.
Proof. intros Hm big. apply (little_o d plus). now apply (power_little_o m). Qed.

(** With a [piece] (a, b): g, equal to σ there and analytic out to infinity, is measured for σ. *)
Theorem growth_piece m d plus a b f g :
  m < INR d -> a < b -> (forall x, a < x < b -> f x = g x) ->
  (forall x, ray plus a b x -> analytic_at g x) ->
  (forall eps, 0 < eps -> exists C from, forall x, half_line plus from x ->
     Rabs (g x) <= C * Rpower (Rabs x) (m + eps)) ->
  ceiling d f.
Proof.
  intros Hm I E A big P. apply (little_o d plus); [|exact P]. intros eps Heps.
  destruct (power_little_o m d plus g Hm big eps Heps) as (from & B).
  exists (beyond plus a b from). intros x Hx. apply half_line_ray in Hx as [Hx Hr].
  rewrite (analytic_branch plus a b f g); auto.
Qed.
