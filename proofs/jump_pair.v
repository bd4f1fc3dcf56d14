(** * E[g(u) g(v)] for a derivative g that jumps

    The iterated integral of functions that jump is the limit of E[g_k(u) g_k(v)] with continuous g_k,
    where the jump is a ramp over [−1/k, 0]: within B² (1/(k a) + 1/(k d)), a and d being the scales of
    u and of v given u. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial sum theorem_A continuity line_integral gaussian_mean moderate.
From Nonpoly Require Import parameter_integral expectation gaussian_expectation double_integral gaussian_pair.
From Nonpoly Require Import jump.
Local Open Scope R_scope.

Section Pair.
Context (al be : R).
Let g := jump al be.
Let gk := ramped al be.
Let B := Rabs al + Rabs be.

Lemma B_pos : 0 <= B.
Proof. unfold B. pose proof (Rabs_pos al). pose proof (Rabs_pos be). lra. Qed.

Lemma affine_bound t : 0 <= t <= 1 -> Rabs (al + be * t) <= B.
Proof.
  intro Ht. eapply Rle_trans; [apply Rabs_triang|]. unfold B. rewrite Rabs_mult, (Rabs_pos_eq t) by lra.
  pose proof (Rabs_pos be). nra.
Qed.

Lemma g_bound x : Rabs (g x) <= B.
Proof. apply affine_bound, step_bounds. Qed.

Lemma gk_bound k x : Rabs (gk k x) <= B.
Proof. apply affine_bound, ramp_bounds. Qed.

Lemma gk_close k x : 0 < k -> Rabs (gk k x - g x) <= B * gap k x.
Proof.
  intro K. unfold gk, g, ramped, jump. pose proof (ramp_gap k x K) as G.
  replace (al + be * ramp k x - (al + be * step x)) with (be * (ramp k x - step x)) by ring.
  rewrite Rabs_mult, (Rabs_pos_eq (_ - _)) by lra. pose proof (Rabs_pos al). pose proof (Rabs_pos be).
  unfold B. nra.
Qed.

Lemma product_close k x y : 0 < k -> Rabs (gk k x * gk k y - g x * g y) <= B * B * (gap k x + gap k y).
Proof.
  intro K. replace (gk k x * gk k y - g x * g y)
    with ((gk k x - g x) * gk k y + g x * (gk k y - g y)) by ring.
  eapply Rle_trans; [apply Rabs_triang|]. rewrite !Rabs_mult.
  pose proof (gk_close k x K). pose proof (gk_close k y K). pose proof (gk_bound k y). pose proof (g_bound x).
  assert (Rabs (gk k x - g x) * Rabs (gk k y) <= B * gap k x * B)
    by (apply Rmult_le_compat; auto using Rabs_pos).
  assert (Rabs (g x) * Rabs (gk k y - g y) <= B * (B * gap k y))
    by (apply Rmult_le_compat; auto using Rabs_pos).
  lra.
Qed.

Lemma gk_continuous k : everywhere_continuous (gk k).
Proof.
  intro x. apply c_plus; [apply c_const|]. apply c_mult; [apply c_const|].
  apply (c_min (fun _ => 1)); [apply c_const|]. apply (c_max (fun _ => 0)); [apply c_const|].
  apply c_plus; [|apply c_const]. apply c_mult; [apply c_const | apply c_id].
Qed.

Lemma gk_tempered k : tempered (gk k).
Proof. split; [apply gk_continuous|]. exists B, 0%nat. intro x. simpl. rewrite Rmult_1_r. apply gk_bound. Qed.

Context (a b c : R).

Definition inner (f : R -> R) (w : R) : R := mean (fun x => f (a * x) * f (b * x + c * w)).

Lemma product_regulated w : regulated (fun x => g (a * x) * g (b * x + c * w)).
Proof.
  split.
  - intros p q. apply (ex_RInt_ext (fun x => g (a * x + 0) * (g (b * x + c * w) * density x))).
    + intros x _. rewrite Rplus_0_r. symmetry. apply Rmult_assoc.
    + apply locally_integrable_jump, locally_integrable_jump, continuous_locally_integrable, density_continuous.
  - exists (B * B). intro x. rewrite Rabs_mult. apply Rmult_le_compat; auto using Rabs_pos, g_bound.
Qed.

Lemma product_k_regulated k w : regulated (fun x => gk k (a * x) * gk k (b * x + c * w)).
Proof.
  apply (regulated_bounded _ (B * B)).
  - intro x. apply c_mult.
    + apply (continuous_comp (fun y => a * y) (gk k)); [|apply gk_continuous].
      apply c_mult; [apply c_const | apply c_id].
    + apply (continuous_comp (fun y => b * y + c * w) (gk k)); [|apply gk_continuous].
      apply c_plus; [apply c_mult; [apply c_const | apply c_id] | apply c_const].
  - intro x. rewrite Rabs_mult. apply Rmult_le_compat; auto using Rabs_pos, gk_bound.
Qed.

Lemma inner_k_tempered k : tempered (inner (gk k)).
Proof.
  set (F := fun t : point => gk k (a * t 0%nat) * gk k (b * t 0%nat + c * t 1%nat)).
  assert (M : moderate 2 F).
  { apply moderate_mult.
    - apply (moderate_ext 2 (fun t => gk k (dot 2 (pt a 0) t))); [|apply moderate_feature, gk_tempered].
      intro t. f_equal. unfold dot. simpl. ring.
    - apply (moderate_ext 2 (fun t => gk k (dot 2 (pt b c) t))); [|apply moderate_feature, gk_tempered].
      intro t. f_equal. unfold dot. simpl. ring. }
  exact (slice_tempered 0 _ (fun _ => 0) (moderate_mean 1 F M)).
Qed.

Lemma inner_bound f w :
  (forall x, Rabs (f x) <= B) -> regulated (fun x => f (a * x) * f (b * x + c * w)) -> Rabs (inner f w) <= B * B.
Proof.
  intros H Rg. pose proof (mean_close _ (fun _ => 0) (fun _ => B * B) Rg (regulated_const 0) (regulated_const _)) as K.
  rewrite !mean_const, Rminus_0_r in K. apply K. intro x. rewrite Rminus_0_r, Rabs_mult.
  apply Rmult_le_compat; auto using Rabs_pos.
Qed.

Context (Ha : 0 < a).

Lemma inner_close k w : 0 < k ->
  Rabs (inner (gk k) w - inner g w) <= B * B * (/ (k * a) + mean (fun x => gap k (b * x + c * w))).
Proof.
  intro K.
  assert (G1 : regulated (fun x => gap k (a * x))).
  { destruct (regulated_gap k a 0) as [L (C & H)]. split.
    - intros p q. apply (ex_RInt_ext (fun x => gap k (a * x + 0) * density x)); [|apply L].
      intros x _. now rewrite Rplus_0_r.
    - exists C. intro x. specialize (H x). now rewrite Rplus_0_r in H. }
  eapply Rle_trans.
  - apply (mean_close _ _ (fun x => B * B * (gap k (a * x) + gap k (b * x + c * w)))).
    + apply product_k_regulated.
    + apply product_regulated.
    + apply regulated_scal, regulated_plus; [exact G1 | apply regulated_gap].
    + intro x. now apply product_close.
  - rewrite regulated_mean_scal, regulated_mean_plus; auto using regulated_gap, regulated_plus.
    pose proof B_pos. pose proof (gap_mean k a 0 K) as G. rewrite Rabs_pos_eq in G by lra.
    rewrite (mean_ext (fun x => gap k (a * x)) (fun x => gap k (a * x + 0))) by (intro; now rewrite Rplus_0_r).
    apply Rmult_le_compat_l; [now apply Rmult_le_pos|]. specialize (G ltac:(lra)). lra.
Qed.

(** v has a scale of its own, or the part of it that u leaves does. *)
Context (Hv : b <> 0 \/ (b = 0 /\ 0 < c)).

Definition scale : R := if Req_EM_T b 0 then c else Rabs b.

Lemma scale_pos : 0 < scale.
Proof. unfold scale. destruct (Req_EM_T b 0) as [E|E]; [destruct Hv as [|[_ ?]]; [contradiction | assumption] | now apply Rabs_pos_lt]. Qed.

Lemma regulated_inner : regulated (inner g).
Proof.
  split; [|exists (B * B); intro w; apply inner_bound; [apply g_bound | apply product_regulated]].
  destruct (Req_EM_T b 0) as [Z|N].
  - (* u and v apart: g(c w) times the mean of g(a x) *)
    intros p q. apply (ex_RInt_ext (fun w => g (c * w + 0) * (mean (fun x => g (a * x)) * density w))).
    + intros w _. unfold inner. rewrite Rplus_0_r.
      rewrite (mean_ext (fun x => g (a * x) * g (b * x + c * w)) (fun x => g (c * w) * g (a * x))).
      * rewrite regulated_mean_scal; [symmetry; apply Rmult_assoc|].
        split; [|exists B; intro; apply g_bound]. intros p' q'.
        apply (ex_RInt_ext (fun x => g (a * x + 0) * density x)); [intros; now rewrite Rplus_0_r|].
        apply locally_integrable_jump, continuous_locally_integrable, density_continuous.
      * intro x. rewrite Z, Rmult_0_l, Rplus_0_l. apply Rmult_comm.
    + apply locally_integrable_jump, continuous_locally_integrable. intro x.
      apply c_mult; [apply c_const | apply density_continuous].
  - (* a uniform limit of continuous functions *)
    apply continuous_locally_integrable. intro w. apply c_mult; [|apply density_continuous].
    apply filterlim_locally. intro eps. pose proof (cond_pos eps) as He. pose proof B_pos.
    pose proof (Rabs_pos_lt b N) as Pb.
    set (q := B * B * (/ a + / Rabs b)).
    assert (Hq : 0 <= q).
    { unfold q. apply Rmult_le_pos; [now apply Rmult_le_pos|].
      pose proof (Rinv_0_lt_compat a Ha). pose proof (Rinv_0_lt_compat _ Pb). lra. }
    set (k := 3 * (q + 1) / eps). assert (K : 0 < k) by (apply Rdiv_lt_0_compat; lra).
    assert (Close : forall v, Rabs (inner (gk k) v - inner g v) < eps / 3).
    { intro v. eapply Rle_lt_trans; [now apply inner_close|].
      pose proof (gap_mean k b (c * v) K N) as G.
      apply Rle_lt_trans with (q / k).
      - unfold q. replace (B * B * (/ a + / Rabs b) / k) with (B * B * (/ (k * a) + / (k * Rabs b)))
          by (field; lra).
        apply Rmult_le_compat_l; [now apply Rmult_le_pos | lra].
      - unfold k. replace (q / (3 * (q + 1) / eps)) with (eps / 3 * (q / (q + 1))) by (field; lra).
        rewrite <- (Rmult_1_r (eps / 3)) at 2. apply Rmult_lt_compat_l; [lra|].
        apply (Rmult_lt_reg_r (q + 1)); [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
    assert (E3 : 0 < eps / 3) by lra.
    destruct (proj1 (filterlim_locally _ _) (proj1 (inner_k_tempered k) w) (mkposreal _ E3)) as (d & D).
    exists d. intros v Hv'. specialize (D v Hv').
    change (Rabs (inner (gk k) v - inner (gk k) w) < eps / 3) in D.
    change (Rabs (inner g v - inner g w) < eps).
    pose proof (Close v) as C1. pose proof (Close w) as C2.
    apply Rabs_def2 in D. apply Rabs_def2 in C1. apply Rabs_def2 in C2. apply Rabs_def1; lra.
Qed.

Theorem pair_close k : 0 < k ->
  Rabs (mean (inner (gk k)) - mean (inner g)) <= B * B * (/ (k * a) + / (k * scale)).
Proof.
  intro K. pose proof B_pos as HB. pose proof scale_pos as HS. unfold scale in *.
  assert (Rk : regulated (inner (gk k))).
  { apply (regulated_bounded _ (B * B)); [apply inner_k_tempered|].
    intro w. apply inner_bound; [apply gk_bound | apply product_k_regulated]. }
  destruct (Req_EM_T b 0) as [Z|N].
  - eapply Rle_trans.
    + apply (mean_close _ _ (fun w => B * B * (/ (k * a) + gap k (c * w + 0))) Rk regulated_inner).
      * apply regulated_scal, regulated_plus; [apply regulated_const | apply regulated_gap].
      * intro w. eapply Rle_trans; [now apply inner_close|]. right. do 2 f_equal.
        rewrite <- (mean_const (gap k (c * w + 0))). apply mean_ext. intro x. f_equal. rewrite Z. ring.
    + rewrite regulated_mean_scal, regulated_mean_plus, mean_const;
        auto using regulated_const, regulated_gap, regulated_plus.
      pose proof (gap_mean k c 0 K) as G. rewrite Rabs_pos_eq in G by lra. specialize (G ltac:(lra)).
      apply Rmult_le_compat_l; [now apply Rmult_le_pos | lra].
  - eapply Rle_trans.
    + apply (mean_close _ _ (fun _ => B * B * (/ (k * a) + / (k * Rabs b))) Rk regulated_inner).
      * apply regulated_const.
      * intro w. eapply Rle_trans; [now apply inner_close|].
        pose proof (gap_mean k b (c * w) K N). apply Rmult_le_compat_l; [now apply Rmult_le_pos | lra].
    + rewrite mean_const. lra.
Qed.
End Pair.
