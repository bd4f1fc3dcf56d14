(** * Gaussian expectations of derivatives that jump

    The derivative of α x + β relu(x) (ReLU, its leaky forms, |x|) is g = α + β [x ≥ 0].  E[g(u) g(v)]
    is the iterated integral of functions that jump; it is the limit of E[g_k(u) g_k(v)] with
    continuous g_k, where the jump is a ramp over [−1/k, 0]: within B² (1/(k a) + 1/(k d)), a and d
    being the scales of u and of v given u. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial sum theorem_A continuity line_integral gaussian_mean moderate.
From Nonpoly Require Import parameter_integral expectation gaussian_expectation double_integral gaussian_pair.
Local Open Scope R_scope.

Definition step (x : R) : R := if Rle_dec 0 x then 1 else 0.
Definition jump (al be x : R) : R := al + be * step x.

Definition ramp (k x : R) : R := Rmin 1 (Rmax 0 (k * x + 1)).
Definition ramped (al be k x : R) : R := al + be * ramp k x.

(** Where the two may differ. *)
Definition gap (k x : R) : R := step (x + / k) - step x.

Lemma step_bounds x : 0 <= step x <= 1.
Proof. unfold step. destruct (Rle_dec 0 x); lra. Qed.

Lemma ramp_bounds k x : 0 <= ramp k x <= 1.
Proof.
  unfold ramp. pose proof (Rmax_l 0 (k * x + 1)). split; [apply Rmin_glb; lra | apply Rmin_l].
Qed.

Lemma ramp_gap k x : 0 < k -> 0 <= ramp k x - step x <= gap k x.
Proof.
  intro K. pose proof (Rinv_0_lt_compat k K) as I.
  assert (E : k * (x + / k) = k * x + 1) by (field; lra).
  pose proof (ramp_bounds k x). unfold gap. unfold step at 1 2 4. destruct (Rle_dec 0 x) as [P|P].
  - assert (0 <= k * x) by (apply Rmult_le_pos; lra).
    assert (R1 : ramp k x = 1) by (unfold ramp; rewrite Rmax_right, Rmin_left; lra).
    unfold step. destruct (Rle_dec 0 (x + / k)); lra.
  - unfold step. destruct (Rle_dec 0 (x + / k)) as [Q|Q]; [lra|].
    assert (k * (x + / k) < 0) by (apply Rnot_le_lt in Q; nra).
    assert (R0 : ramp k x = 0) by (unfold ramp; rewrite Rmax_left, Rmin_right; lra). lra.
Qed.

(** ** Integrability *)

Lemma locally_integrable_step f a b :
  locally_integrable f -> locally_integrable (fun x => step (a * x + b) * f x).
Proof.
  intros L p q. destruct (Req_dec a 0) as [->|N].
  - apply (ex_RInt_ext (fun x => scal (step b) (f x))).
    + intros x _. now replace (0 * x + b) with b by ring.
    + apply (ex_RInt_scal (V := R_NormedModule)), L.
  - set (s := - b / a).
    assert (Half : forall p, ex_RInt (fun x => step (a * x + b) * f x) p s).
    { intro r. apply (ex_RInt_ext (fun x => scal (step (a * r + b)) (f x))).
      - intros x Hx. change (step (a * r + b) * f x = step (a * x + b) * f x). f_equal.
        assert (E : forall y, a * y + b = a * (y - s)) by (intro y; unfold s; field; exact N).
        rewrite !E. unfold Rmin, Rmax in Hx. unfold step.
        destruct (Rle_dec r s), (Rle_dec 0 (a * (r - s))), (Rle_dec 0 (a * (x - s)));
          try reflexivity; exfalso; destruct (Rdichotomy a 0 N); nra.
      - apply (ex_RInt_scal (V := R_NormedModule)), L. }
    apply (ex_RInt_Chasles (V := R_NormedModule) _ p s q); [apply Half | apply ex_RInt_swap, Half].
Qed.

Lemma locally_integrable_jump f al be a b :
  locally_integrable f -> locally_integrable (fun x => jump al be (a * x + b) * f x).
Proof.
  intros L p q.
  apply (ex_RInt_ext (fun x => plus (scal al (f x)) (scal be (step (a * x + b) * f x)))).
  - intros x _. change (al * f x + be * (step (a * x + b) * f x) = jump al be (a * x + b) * f x).
    unfold jump. ring.
  - apply (ex_RInt_plus (V := R_NormedModule)); apply (ex_RInt_scal (V := R_NormedModule));
      [apply L | now apply locally_integrable_step].
Qed.

(** Bounded functions whose mean exists. *)
Definition regulated (h : R -> R) : Prop :=
  locally_integrable (fun x => h x * density x) /\ exists B, forall x, Rabs (h x) <= B.

Lemma regulated_integrable h : regulated h -> integrable (fun x => h x * density x).
Proof.
  intros [L (B & HB)]. split; [exact L|]. destruct (density_dominates 0) as (K & _ & D).
  exists (B * K). apply (weighted_dominated B 0 K h); [|exact D|].
  - intro x. simpl. specialize (HB x). lra.
  - specialize (HB 0). pose proof (Rabs_pos (h 0)). lra.
Qed.

Lemma regulated_bounded h B : everywhere_continuous h -> (forall x, Rabs (h x) <= B) -> regulated h.
Proof.
  intros C H. split; [|now exists B]. apply continuous_locally_integrable. intro x.
  apply c_mult; [apply C | apply density_continuous].
Qed.

Lemma mean_le f g : regulated f -> regulated g -> (forall x, f x <= g x) -> mean f <= mean g.
Proof.
  intros F G L. apply integral_le; auto using regulated_integrable. intro x.
  apply Rmult_le_compat_r; [left; apply density_pos | apply L].
Qed.

Lemma regulated_plus f g : regulated f -> regulated g -> regulated (fun x => f x + g x).
Proof.
  intros [F (B & HB)] [G (B' & HB')]. split.
  - intros p q. apply (ex_RInt_ext (fun x => plus (f x * density x) (g x * density x))).
    + intros x _. change (f x * density x + g x * density x = (f x + g x) * density x). ring.
    + apply (ex_RInt_plus (V := R_NormedModule)); [apply F | apply G].
  - exists (B + B'). intro x. eapply Rle_trans; [apply Rabs_triang|]. specialize (HB x). specialize (HB' x). lra.
Qed.

Lemma regulated_scal c f : regulated f -> regulated (fun x => c * f x).
Proof.
  intros [F (B & HB)]. split.
  - intros p q. apply (ex_RInt_ext (fun x => scal c (f x * density x))).
    + intros x _. change (c * (f x * density x) = c * f x * density x). ring.
    + apply (ex_RInt_scal (V := R_NormedModule)), F.
  - exists (Rabs c * B). intro x. rewrite Rabs_mult. apply Rmult_le_compat_l; [apply Rabs_pos | apply HB].
Qed.

Lemma regulated_mean_plus f g : regulated f -> regulated g -> mean (fun x => f x + g x) = mean f + mean g.
Proof.
  intros F G. unfold mean. rewrite <- integral_plus by now apply regulated_integrable.
  apply integral_ext. intro. ring.
Qed.

Lemma regulated_mean_scal c f : regulated f -> mean (fun x => c * f x) = c * mean f.
Proof.
  intro F. unfold mean. rewrite <- integral_scal by now apply regulated_integrable.
  apply integral_ext. intro. ring.
Qed.

Lemma regulated_const c : regulated (fun _ => c).
Proof. apply (regulated_bounded _ (Rabs c)); [intro; apply c_const | intro; lra]. Qed.

(** Functions that differ by little have means that do. *)
Lemma mean_close f g e :
  regulated f -> regulated g -> regulated e -> (forall x, Rabs (f x - g x) <= e x) ->
  Rabs (mean f - mean g) <= mean e.
Proof.
  intros F G E H.
  assert (U : mean f <= mean (fun x => g x + e x)).
  { apply mean_le; auto using regulated_plus. intro x. specialize (H x). pose proof (Rle_abs (f x - g x)). lra. }
  assert (V : mean g <= mean (fun x => f x + e x)).
  { apply mean_le; auto using regulated_plus. intro x. specialize (H x).
    pose proof (Rle_abs (- (f x - g x))). rewrite Rabs_Ropp in *. lra. }
  rewrite regulated_mean_plus in U, V by assumption. apply Rabs_le. lra.
Qed.

Lemma regulated_step a b : regulated (fun x => step (a * x + b)).
Proof.
  split.
  - apply locally_integrable_step, continuous_locally_integrable, density_continuous.
  - exists 1. intro x. pose proof (step_bounds (a * x + b)). rewrite Rabs_pos_eq; lra.
Qed.

Lemma regulated_gap k a b : regulated (fun x => gap k (a * x + b)).
Proof.
  split.
  - intros p q. apply (ex_RInt_ext (fun x => plus (step (a * x + (b + / k)) * density x)
                                               (scal (-1) (step (a * x + b) * density x)))).
    + intros x _. unfold gap. rewrite <- Rplus_assoc.
      change (step (a * x + b + / k) * density x + -1 * (step (a * x + b) * density x)
              = (step (a * x + b + / k) - step (a * x + b)) * density x). ring.
    + apply (ex_RInt_plus (V := R_NormedModule)); [|apply (ex_RInt_scal (V := R_NormedModule))];
        apply regulated_step.
  - exists 1. intro x. unfold gap. pose proof (step_bounds (a * x + b)).
    pose proof (step_bounds (a * x + b + / k)). apply Rabs_le. lra.
Qed.

(** The mean of the gap: an interval of length 1/(k|a|), and φ ≤ 1. *)
Lemma gap_mean k a b : 0 < k -> a <> 0 -> mean (fun x => gap k (a * x + b)) <= / (k * Rabs a).
Proof.
  intros K N. pose proof (Rinv_0_lt_compat k K) as IK. pose proof (Rabs_pos_lt a N) as Pa.
  set (s := - b / a). set (s' := s - / k / a). set (lo := Rmin s s'). set (hi := Rmax s s').
  set (h := fun x => gap k (a * x + b) * density x).
  pose proof (regulated_integrable _ (regulated_gap k a b)) as I. fold h in I.
  assert (W : hi - lo = / (k * Rabs a)).
  { assert (E : s - s' = / k / a) by (unfold s'; ring).
    assert (Es : Rabs (s - s') = / (k * Rabs a)).
    { rewrite E. unfold Rdiv. rewrite Rabs_mult, (Rabs_pos_eq (/ k)), Rabs_inv by lra. field. lra. }
    rewrite <- Es. unfold hi, lo, Rmax, Rmin, Rabs. destruct (Rle_dec s s'), (Rcase_abs (s - s')); lra. }
  assert (E1 : forall y, a * y + b = a * (y - s)) by (intro y; unfold s; field; exact N).
  assert (E2 : forall y, a * y + b + / k = a * (y - s'))
    by (intro y; unfold s', s; field; lra).
  assert (Out : forall x, x < lo \/ hi < x -> h x = 0).
  { intros x Hx. unfold h, gap. rewrite E2, E1. unfold step, lo, hi, Rmin, Rmax in *.
    destruct (Rle_dec s s'), (Rle_dec 0 (a * (x - s'))), (Rle_dec 0 (a * (x - s)));
      try ring; exfalso; destruct (Rdichotomy a 0 N); destruct Hx; nra. }
  assert (LH : lo <= hi) by (unfold lo, hi; eapply Rle_trans; [apply Rmin_l | apply Rmax_l]).
  assert (Bound : forall x, Rabs (h x) <= 1).
  { intro x. unfold h. rewrite Rabs_mult, (Rabs_pos_eq (density x)) by (left; apply density_pos).
    assert (Rabs (gap k (a * x + b)) <= 1).
    { unfold gap. pose proof (step_bounds (a * x + b)). pose proof (step_bounds (a * x + b + / k)).
      apply Rabs_le. lra. }
    pose proof (density_le_1 x). pose proof (density_pos x). pose proof (Rabs_pos (gap k (a * x + b))). nra. }
  apply le_epsilon. intros eps He.
  destruct (integral_approached h eps (Rabs lo + Rabs hi) I He) as (p & q & P & Q & A).
  pose proof (Rle_abs lo). pose proof (Rle_abs (- lo)). pose proof (Rle_abs hi). pose proof (Rle_abs (- hi)).
  rewrite !Rabs_Ropp in *. pose proof (Rabs_pos lo). pose proof (Rabs_pos hi).
  assert (Z1 : RInt h p lo = 0).
  { rewrite (RInt_ext h (fun _ => 0)), RInt_const.
    - unfold scal. simpl. unfold mult. simpl. ring.
    - intros x Hx. rewrite Rmin_left, Rmax_right in Hx by lra. apply Out. lra. }
  assert (Z2 : RInt h hi q = 0).
  { rewrite (RInt_ext h (fun _ => 0)), RInt_const.
    - unfold scal. simpl. unfold mult. simpl. ring.
    - intros x Hx. rewrite Rmin_left, Rmax_right in Hx by lra. apply Out. lra. }
  assert (Mid : Rabs (RInt h lo hi) <= (hi - lo) * 1).
  { apply (norm_RInt_le_const (V := R_NormedModule) h lo hi); [exact LH | |].
    - intros x _. apply Bound.
    - apply (RInt_correct (V := R_CompleteNormedModule)), I. }
  rewrite (chasles h p lo q), (chasles h lo hi q), Z1, Z2 in A by apply I.
  rewrite <- W. unfold mean. fold h. pose proof (Rle_abs (RInt h lo hi)). apply Rabs_def2 in A. lra.
Qed.

(** ** Two variables *)

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
