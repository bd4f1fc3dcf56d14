(** * Continuous functions of at most polynomial growth, from their orders of growth

    |f| = O(|x|^m) on both half-lines, and f is bounded in between. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial analytic frechet order continuity line_integral gaussian_mean.
Local Open Scope R_scope.

Lemma power_weight x m k : 1 <= Rabs x -> m <= INR (2 * k) -> Rpower (Rabs x) m <= (1 + x ^ 2) ^ k.
Proof.
  intros H1 L. eapply Rle_trans; [apply power_le; [exact H1 | exact L]|].
  rewrite power_nat, pow_mult, pow2_abs by exact H1.
  apply pow_incr. pose proof (pow2_ge_0 x). lra.
Qed.

Theorem tempered_by_orders m n f :
  continuity f -> order true m f -> order false n f -> tempered f.
Proof.
  intros H O O'. split; [exact (proj2 (continuous_everywhere f) H)|].
  destruct (Rcomplements.nfloor_ex (Rmax 0 (Rmax m n))) as (j & _ & J); [apply Rmax_l|].
  set (k := S j).
  assert (Up : INR j + 1 <= INR (2 * k)).
  { rewrite <- S_INR. apply le_INR. unfold k. lia. }
  pose proof (Rmax_r 0 (Rmax m n)). pose proof (Rmax_l m n). pose proof (Rmax_r m n).
  destruct O as (C & HC & O), O' as (C' & HC' & O').
  destruct (eventually_and _ _ _ O (eventually_far true 1)) as (a & A).
  destruct (eventually_and _ _ _ O' (eventually_far false 1)) as (a' & A').
  destruct (continuous_locally_bounded f H (Rmax (Rabs a) (Rabs a'))) as (B & HB).
  exists (C + C' + Rabs B), k. intro x.
  assert (W : 1 <= (1 + x ^ 2) ^ k) by (apply pow_R1_Rle; pose proof (pow2_ge_0 x); lra).
  pose proof (Rabs_pos B). set (w := (1 + x ^ 2) ^ k) in *.
  assert (I : forall t, 0 <= t -> 0 <= t * w) by (intros; apply Rmult_le_pos; lra).
  destruct (Rlt_or_le a x) as [X|X]; [|destruct (Rlt_or_le x a') as [X'|X']].
  - destruct (A x X) as [K Hx]. eapply Rle_trans; [exact K|].
    apply Rle_trans with (C * w); [|pose proof (I C' HC'); pose proof (I _ (Rabs_pos B)); lra].
    apply Rmult_le_compat_l; [exact HC | apply power_weight; [exact Hx | lra]].
  - destruct (A' x X') as [K Hx]. eapply Rle_trans; [exact K|].
    apply Rle_trans with (C' * w); [|pose proof (I C HC); pose proof (I _ (Rabs_pos B)); lra].
    apply Rmult_le_compat_l; [exact HC' | apply power_weight; [exact Hx | lra]].
  - assert (Rabs (f x) <= B).
    { apply HB. unfold Rmax, Rabs. repeat destruct (Rcase_abs _); destruct (Rle_dec _ _); lra. }
    pose proof (Rle_abs B). pose proof (I C HC). pose proof (I C' HC').
    assert (Rabs B <= Rabs B * w) by nra. lra.
Qed.
