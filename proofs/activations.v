(** * Single activations, by growth and one finite difference

    [grows plus m f]: |f| ≤ C (1 + |x|)^m on x ≥ 0 (plus) or on x ≤ 0.  Combinators follow the
    structure of f; what is bounded is bounded by the tactic [interval].  Then one finite difference of
    order m + 1 that is not 0, again by [interval], shows that f is no polynomial.

    The instance of [interval] below computes with integers only; the default one would bring in
    axioms about machine floats.  [interval] does not know Rmax, Rmin, tanh or case distinctions:
    [plain] rewrites them at the nodes of the difference. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Interval Require Import Float.Specific_stdz Float.Specific_ops Tactic.
From Nonpoly Require Import polynomial frechet sum.
From Nonpoly.rules Require Import finite_difference growth.
Module IntegerFloat := SpecificFloat StdZRadix2.
Module IntegerInterval := IntervalTactic IntegerFloat.
Export IntegerInterval.
Local Open Scope R_scope.

Definition side (plus : bool) (x : R) : Prop := if plus then 0 <= x else x <= 0.

Definition grows (plus : bool) (m : nat) (f : R -> R) : Prop :=
  exists C, 0 <= C /\ forall x, side plus x -> Rabs (f x) <= C * (1 + Rabs x) ^ m.

(** ** Combinators *)

Lemma base_ge_1 x m : 1 <= (1 + Rabs x) ^ m.
Proof. apply pow_R1_Rle. pose proof (Rabs_pos x). lra. Qed.

Lemma grows_le plus m n f : (m <= n)%nat -> grows plus m f -> grows plus n f.
Proof.
  intros L (C & HC & B). exists C. split; [exact HC|]. intros x Hx.
  eapply Rle_trans; [now apply B|]. apply Rmult_le_compat_l; [exact HC|].
  apply Rle_pow; [pose proof (Rabs_pos x); lra | exact L].
Qed.

Lemma grows_dominated plus m f g :
  (forall x, side plus x -> Rabs (f x) <= Rabs (g x)) -> grows plus m g -> grows plus m f.
Proof.
  intros D (C & HC & B). exists C. split; [exact HC|]. intros x Hx.
  eapply Rle_trans; [now apply D | now apply B].
Qed.

Lemma grows_bounded plus C f :
  (forall x, side plus x -> Rabs (f x) <= C) -> grows plus 0 f.
Proof.
  intro B. exists (Rmax 0 C). split; [apply Rmax_l|]. intros x Hx. simpl.
  rewrite Rmult_1_r. eapply Rle_trans; [now apply B | apply Rmax_r].
Qed.

Lemma grows_const plus c : grows plus 0 (fun _ => c).
Proof. apply (grows_bounded plus (Rabs c)). intros. lra. Qed.

Lemma grows_id plus : grows plus 1 (fun x => x).
Proof. exists 1. split; [lra|]. intros x _. simpl. lra. Qed.

Lemma grows_plus plus m n f g :
  grows plus m f -> grows plus n g -> grows plus (Nat.max m n) (fun x => f x + g x).
Proof.
  intros F G. apply (grows_le plus m (Nat.max m n)) in F; [|lia].
  apply (grows_le plus n (Nat.max m n)) in G; [|lia].
  destruct F as (C & HC & B), G as (D & HD & B'). exists (C + D). split; [lra|]. intros x Hx.
  eapply Rle_trans; [apply Rabs_triang|]. rewrite Rmult_plus_distr_r. apply Rplus_le_compat; auto.
Qed.

Lemma grows_mult plus m n f g :
  grows plus m f -> grows plus n g -> grows plus (m + n) (fun x => f x * g x).
Proof.
  intros (C & HC & B) (D & HD & B'). exists (C * D). split; [nra|]. intros x Hx.
  rewrite Rabs_mult, pow_add.
  replace (C * D * ((1 + Rabs x) ^ m * (1 + Rabs x) ^ n))
    with ((C * (1 + Rabs x) ^ m) * (D * (1 + Rabs x) ^ n)) by ring.
  apply Rmult_le_compat; auto using Rabs_pos.
Qed.

Lemma grows_pow plus m k f : grows plus m f -> grows plus (k * m) (fun x => f x ^ k).
Proof.
  intro F. induction k as [|k IH]; simpl; [apply grows_const | now apply grows_mult].
Qed.

Lemma grows_opp plus m f : grows plus m f -> grows plus m (fun x => - f x).
Proof. apply grows_dominated. intros. rewrite Rabs_Ropp. lra. Qed.

Lemma grows_minus plus m n f g :
  grows plus m f -> grows plus n g -> grows plus (Nat.max m n) (fun x => f x - g x).
Proof. intros F G. apply grows_plus; [exact F | now apply grows_opp]. Qed.

Lemma grows_div plus m n f g :
  grows plus m f -> grows plus n (fun x => / g x) -> grows plus (m + n) (fun x => f x / g x).
Proof. intros F G. now apply grows_mult. Qed.

Lemma grows_abs plus m f : grows plus m f -> grows plus m (fun x => Rabs (f x)).
Proof. apply grows_dominated. intros. rewrite Rabs_Rabsolu. lra. Qed.

Lemma grows_absolute_sum plus m n f g h :
  (forall x, side plus x -> Rabs (h x) <= Rabs (f x) + Rabs (g x)) ->
  grows plus m f -> grows plus n g -> grows plus (Nat.max m n) h.
Proof.
  intros D F G. apply (grows_dominated plus _ h (fun x => Rabs (f x) + Rabs (g x))).
  - intros x Hx. rewrite (Rabs_right (_ + _)); [now apply D|].
    pose proof (Rabs_pos (f x)). pose proof (Rabs_pos (g x)). lra.
  - apply grows_plus; now apply grows_abs.
Qed.

Lemma grows_max plus m n f g :
  grows plus m f -> grows plus n g -> grows plus (Nat.max m n) (fun x => Rmax (f x) (g x)).
Proof.
  apply grows_absolute_sum. intros x _.
  pose proof (Rabs_pos (f x)). pose proof (Rabs_pos (g x)).
  unfold Rmax. destruct (Rle_dec _ _); lra.
Qed.

Lemma grows_min plus m n f g :
  grows plus m f -> grows plus n g -> grows plus (Nat.max m n) (fun x => Rmin (f x) (g x)).
Proof.
  apply grows_absolute_sum. intros x _.
  pose proof (Rabs_pos (f x)). pose proof (Rabs_pos (g x)).
  unfold Rmin. destruct (Rle_dec _ _); lra.
Qed.

Lemma grows_if plus m n (u v f g : R -> R) :
  grows plus m f -> grows plus n g ->
  grows plus (Nat.max m n) (fun x => if Rle_dec (u x) (v x) then f x else g x).
Proof.
  apply grows_absolute_sum. intros x _.
  pose proof (Rabs_pos (f x)). pose proof (Rabs_pos (g x)). destruct (Rle_dec _ _); lra.
Qed.

Lemma grows_sqrt plus m f : grows plus m f -> grows plus m (fun x => sqrt (f x)).
Proof.
  intros F. change m with (Nat.max 0 m).
  apply (grows_absolute_sum plus 0 m (fun _ => 1) f); [|apply grows_const | exact F].
  intros x _. rewrite (Rabs_right 1), (Rabs_right (sqrt _)) by (try apply Rle_ge, sqrt_pos; lra).
  destruct (Rle_or_lt 0 (f x)) as [P|N].
  - rewrite (Rabs_right (f x)) by lra. pose proof (sqrt_pos (f x)).
    pose proof (sqrt_sqrt (f x) P). nra.
  - rewrite (sqrt_neg_0 (f x)) by lra. pose proof (Rabs_pos (f x)). lra.
Qed.

(** ∫_0^x g with |g| ≤ 1. *)
Lemma grows_integral plus g :
  (forall x, continuous g x) -> (forall x, Rabs (g x) <= 1) -> grows plus 1 (fun x => RInt g 0 x).
Proof.
  intros Cg B. exists 1. split; [lra|]. intros x _. simpl. rewrite Rmult_1_r, Rmult_1_l.
  assert (H : forall a b, a <= b -> Rabs (RInt g a b) <= (b - a) * 1).
  { intros a b L. apply abs_RInt_le_const; auto. now apply (ex_RInt_continuous (V := R_CompleteNormedModule)). }
  destruct (Rle_or_lt 0 x) as [P|N].
  - pose proof (H 0 x P). rewrite (Rabs_right x) by lra. lra.
  - rewrite <- (opp_RInt_swap (V := R_CompleteNormedModule)) by now apply (ex_RInt_continuous (V := R_CompleteNormedModule)).
    unfold opp; simpl. rewrite Rabs_Ropp. pose proof (H x 0 ltac:(lra)).
    rewrite (Rabs_left x) by lra. lra.
Qed.

(** ** The ceiling and the verdict *)

Theorem grows_ceiling plus m f : grows plus m f -> ceiling (S m) f.
Proof.
  intros (C & HC & B) P. apply (growth_bound m (C * 2 ^ m) plus 0); [exact P|]. intros x Hx.
  eapply Rle_trans; [apply B; destruct plus; simpl in *; lra|].
  rewrite Rmult_assoc. apply Rmult_le_compat_l; [exact HC|].
  assert (0 <= Rabs x) by apply Rabs_pos. assert (0 < 2 ^ m) by (apply pow_lt; lra).
  destruct (Rle_or_lt (Rabs x) 1) as [L|G].
  - apply Rle_trans with (2 ^ m); [apply pow_incr; lra|].
    assert (0 <= Rabs x ^ m) by now apply pow_le. nra.
  - apply Rle_trans with ((2 * Rabs x) ^ m); [apply pow_incr; lra|].
    rewrite Rpow_mult_distr. nra.
Qed.

Theorem non_polynomial_by plus m at_ step f :
  grows plus m f -> difference (S m) at_ step f <> 0 -> ~ polynomial f.
Proof. intros G. apply non_polynomial. now apply (grows_ceiling plus). Qed.

(** ** Tactics *)

Lemma Rmax_abs a b : Rmax a b = (a + b + Rabs (a - b)) / 2.
Proof. unfold Rmax, Rabs. destruct (Rle_dec a b), (Rcase_abs (a - b)); lra. Qed.

Lemma Rmin_abs a b : Rmin a b = (a + b - Rabs (a - b)) / 2.
Proof. unfold Rmin, Rabs. destruct (Rle_dec a b), (Rcase_abs (a - b)); lra. Qed.

(** A form of tanh that [interval] bounds on all of R. *)
Lemma tanh_exp x : tanh x = 1 - 2 / (exp (2 * x) + 1).
Proof.
  unfold tanh, sinh, cosh. rewrite exp_Ropp.
  replace (exp (2 * x)) with (exp x * exp x) by (rewrite <- exp_plus; f_equal; ring).
  pose proof (exp_pos x). assert (0 < exp x * exp x) by nra. field. repeat split; nra.
Qed.

Ltac plain :=
  repeat rewrite Rmax_abs; repeat rewrite Rmin_abs; repeat rewrite tanh_exp.

Ltac bounded :=
  apply (grows_bounded _ 100); intros ? ?; unfold side in *; cbv beta;
  repeat rewrite tanh_exp; interval with (i_prec 40).

Ltac grow :=
  cbv beta;
  first
    [ apply grows_const | apply grows_id | solve [bounded]
    | lazymatch goal with
      | |- grows _ _ (fun x => if Rle_dec _ _ then _ else _) => eapply grows_if; grow
      | |- grows _ _ (fun x => Rmax _ _) => eapply grows_max; grow
      | |- grows _ _ (fun x => Rmin _ _) => eapply grows_min; grow
      | |- grows _ _ (fun x => Rabs _) => eapply grows_abs; grow
      | |- grows _ _ (fun x => sqrt _) => eapply grows_sqrt; grow
      | |- grows _ _ (fun x => - _) => eapply grows_opp; grow
      | |- grows _ _ (fun x => _ + _) => eapply grows_plus; grow
      | |- grows _ _ (fun x => _ - _) => eapply grows_minus; grow
      | |- grows _ _ (fun x => _ * _) => eapply grows_mult; grow
      | |- grows _ _ (fun x => _ / _) => eapply grows_div; grow
      | |- grows _ _ (fun x => _ ^ _) => eapply grows_pow; grow
      end ].

Ltac decide_cases :=
  repeat match goal with |- context [Rle_dec ?a ?b] =>
    destruct (Rle_dec a b); [try (exfalso; lra) | try (exfalso; lra)] end.

Ltac witness :=
  cbv [difference sum stencil binomial Nat.sub Nat.add INR pow];
  decide_cases; plain; interval with (i_prec 60).

(** [nonpolynomial plus m at step]: the growth order m on the half-line, the nodes of the difference. *)
Ltac nonpolynomial plus m at_ step :=
  apply (non_polynomial_by plus m at_ step);
  [ eapply grows_le; [|grow]; simpl; lia | witness ].
