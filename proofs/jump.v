(** * Functions that jump, and their Gaussian means

    The derivative of α x + β relu(x) (ReLU, its leaky forms, |x|) is g = α + β [x ≥ 0]; ramps over
    [−1/k, 0] make it continuous.  Where the two may differ has a mean of at most 1/(k|a|) at a x + b. *)

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
