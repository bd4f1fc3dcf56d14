(** * Continuous functions of at most polynomial growth on R^n

    A point of R^n is a sequence of which only n entries count; |F(t)| ≤ C (1 + |t|²)^k. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial sum theorem_A continuity line_integral gaussian_mean.
Local Open Scope R_scope.

Definition point := nat -> R.

Definition cons (x : R) (t : point) : point := fun c => match c with O => x | S c => t c end.

(** ** The class *)

Definition near (n : nat) (s t : point) (d : R) : Prop := forall c, (c < n)%nat -> Rabs (s c - t c) < d.

Definition continuous_on (n : nat) (F : point -> R) : Prop :=
  forall t eps, 0 < eps -> exists d, 0 < d /\ forall s, near n s t d -> Rabs (F s - F t) < eps.

Definition moderate (n : nat) (F : point -> R) : Prop :=
  continuous_on n F /\ exists C k, forall t, Rabs (F t) <= C * (1 + dot n t t) ^ k.

Lemma near_le n s t d e : d <= e -> near n s t d -> near n s t e.
Proof. intros L H c Hc. specialize (H c Hc). lra. Qed.

Lemma near_refl n s t d : 0 < d -> (forall c, (c < n)%nat -> s c = t c) -> near n s t d.
Proof. intros Hd E c Hc. rewrite (E c Hc), Rminus_eq_0, Rabs_R0. exact Hd. Qed.

Lemma near_cons n x y s t d : Rabs (x - y) < d -> near n s t d -> near (S n) (cons x s) (cons y t) d.
Proof. intros X H [|c] Hc; simpl; [exact X | apply H; lia]. Qed.

(** A continuous function depends on the n coordinates only. *)
Lemma continuous_on_local n F s t :
  continuous_on n F -> (forall c, (c < n)%nat -> s c = t c) -> F s = F t.
Proof.
  intros H E. destruct (Req_dec (F s) (F t)) as [|N]; [assumption|]. exfalso.
  assert (P : 0 < Rabs (F s - F t)) by (apply Rabs_pos_lt; lra).
  destruct (H t _ P) as (d & Hd & B). specialize (B s (near_refl n s t d Hd E)). lra.
Qed.

Lemma continuous_on_ext n F G : (forall t, F t = G t) -> continuous_on n F -> continuous_on n G.
Proof. intros E H t eps He. destruct (H t eps He) as (d & Hd & B). exists d. split; [exact Hd|]. intros. rewrite <- !E. auto. Qed.

Lemma continuous_on_const n c : continuous_on n (fun _ => c).
Proof. intros t eps He. exists 1. split; [lra|]. intros. rewrite Rminus_eq_0, Rabs_R0. exact He. Qed.

Lemma continuous_on_coordinate n c : (c < n)%nat -> continuous_on n (fun t => t c).
Proof. intros Hc t eps He. exists eps. split; [exact He|]. intros s H. now apply H. Qed.

(** A continuous function of two real variables, of functions that are continuous. *)
Lemma continuous_on_comp2 n (f : R -> R -> R) F G :
  (forall a b, continuity_2d_pt f a b) -> continuous_on n F -> continuous_on n G ->
  continuous_on n (fun t => f (F t) (G t)).
Proof.
  intros C HF HG t eps He. destruct (C (F t) (G t) (mkposreal eps He)) as (e & B).
  destruct (HF t e (cond_pos e)) as (d & Hd & BF), (HG t e (cond_pos e)) as (d' & Hd' & BG).
  exists (Rmin d d'). split; [now apply Rmin_pos|]. intros s Hs. apply B.
  - apply BF. apply (near_le n s t (Rmin d d')); [apply Rmin_l | exact Hs].
  - apply BG. apply (near_le n s t (Rmin d d')); [apply Rmin_r | exact Hs].
Qed.

Lemma continuous_on_plus n F G :
  continuous_on n F -> continuous_on n G -> continuous_on n (fun t => F t + G t).
Proof.
  apply (continuous_on_comp2 n Rplus). intros.
  apply continuity_2d_pt_plus; [apply continuity_2d_pt_id1 | apply continuity_2d_pt_id2].
Qed.

Lemma continuous_on_mult n F G :
  continuous_on n F -> continuous_on n G -> continuous_on n (fun t => F t * G t).
Proof.
  apply (continuous_on_comp2 n Rmult). intros.
  apply continuity_2d_pt_mult; [apply continuity_2d_pt_id1 | apply continuity_2d_pt_id2].
Qed.

Lemma continuous_on_comp n f F : everywhere_continuous f -> continuous_on n F -> continuous_on n (fun t => f (F t)).
Proof.
  intros C H t eps He.
  destruct (proj1 (filterlim_locally _ _) (C (F t)) (mkposreal eps He)) as (e & B).
  destruct (H t e (cond_pos e)) as (d & Hd & BF). exists d. split; [exact Hd|]. intros s Hs.
  apply B. now apply BF.
Qed.

Lemma continuous_on_sum n m (F : nat -> point -> R) :
  (forall c, (c < m)%nat -> continuous_on n (F c)) -> continuous_on n (fun t => sum m (fun c => F c t)).
Proof.
  induction m as [|m IH]; intro H; simpl; [apply continuous_on_const|].
  apply continuous_on_plus; [apply IH; intros; apply H; lia | apply H; lia].
Qed.

Lemma continuous_on_dot n z : continuous_on n (dot n z).
Proof.
  apply continuous_on_sum. intros c Hc.
  apply continuous_on_mult; [apply continuous_on_const | now apply continuous_on_coordinate].
Qed.

(** ** Growth *)

Lemma dot_self_nonneg n t : 0 <= dot n t t.
Proof. apply sum_nonneg. intros. apply Rle_0_sqr. Qed.

Lemma power_growth n t k l : (k <= l)%nat -> (1 + dot n t t) ^ k <= (1 + dot n t t) ^ l.
Proof. intro L. pose proof (dot_self_nonneg n t). apply Rle_pow; [lra | exact L]. Qed.

Lemma growth_constant n C k F : (forall t, Rabs (F t) <= C * (1 + dot n t t) ^ k) -> 0 <= C.
Proof.
  intro B. specialize (B (fun _ => 0)). pose proof (Rabs_pos (F (fun _ => 0))).
  assert (Z : dot n (fun _ => 0) (fun _ => 0) = 0) by (apply sum_zero; intros; ring).
  rewrite Z, Rplus_0_r, pow1 in B. lra.
Qed.

Lemma dot_cons n x t : dot (S n) (cons x t) (cons x t) = x ^ 2 + dot n t t.
Proof. unfold dot. rewrite sum_first. simpl. ring. Qed.

Lemma growth_cons n x t k :
  (1 + dot (S n) (cons x t) (cons x t)) ^ k <= (1 + dot n t t) ^ k * (1 + x ^ 2) ^ k.
Proof.
  rewrite dot_cons, <- Rpow_mult_distr. pose proof (dot_self_nonneg n t).
  apply pow_incr. pose proof (pow2_ge_0 x). nra.
Qed.

Lemma moderate_ext n F G : (forall t, F t = G t) -> moderate n F -> moderate n G.
Proof.
  intros E [H (C & k & B)]. split; [now apply (continuous_on_ext n F)|].
  exists C, k. intro t. rewrite <- E. apply B.
Qed.

Lemma moderate_const n c : moderate n (fun _ => c).
Proof. split; [apply continuous_on_const|]. exists (Rabs c), 0%nat. intro. simpl. lra. Qed.

Lemma moderate_plus n F G : moderate n F -> moderate n G -> moderate n (fun t => F t + G t).
Proof.
  intros [HF (C & k & B)] [HG (C' & k' & B')]. split; [now apply continuous_on_plus|].
  exists (C + C'), (k + k')%nat. intro t. eapply Rle_trans; [apply Rabs_triang|].
  pose proof (growth_constant n _ _ _ B) as P. pose proof (growth_constant n _ _ _ B') as P'.
  specialize (B t). specialize (B' t).
  pose proof (Rmult_le_compat_l C _ _ P (power_growth n t k (k + k') ltac:(lia))).
  pose proof (Rmult_le_compat_l C' _ _ P' (power_growth n t k' (k + k') ltac:(lia))). lra.
Qed.

Lemma moderate_mult n F G : moderate n F -> moderate n G -> moderate n (fun t => F t * G t).
Proof.
  intros [HF (C & k & B)] [HG (C' & k' & B')]. split; [now apply continuous_on_mult|].
  exists (C * C'), (k + k')%nat. intro t. rewrite Rabs_mult, pow_add.
  replace (C * C' * ((1 + dot n t t) ^ k * (1 + dot n t t) ^ k'))
    with ((C * (1 + dot n t t) ^ k) * (C' * (1 + dot n t t) ^ k')) by ring.
  apply Rmult_le_compat; auto using Rabs_pos.
Qed.

Lemma moderate_scal n c F : moderate n F -> moderate n (fun t => c * F t).
Proof. apply moderate_mult, moderate_const. Qed.

(** (z·t)² ≤ A |t|² *)
Lemma dot_growth n z : exists A, 0 <= A /\ forall t, dot n z t ^ 2 <= A * dot n t t.
Proof.
  induction n as [|n (A & HA & B)].
  - exists 0. split; [lra|]. intro t. unfold dot. simpl. lra.
  - exists (2 * A + 2 * z n ^ 2). split; [nra|]. intro t. specialize (B t).
    pose proof (dot_self_nonneg n t) as D. unfold dot in *. simpl sum.
    set (a := sum n (fun c => z c * t c)) in *. set (q := sum n (fun c => t c * t c)) in *.
    pose proof (Rle_0_sqr (a - z n * t n)) as S. unfold Rsqr in S.
    pose proof (Rle_0_sqr (t n)) as T. unfold Rsqr in T.
    pose proof (Rmult_le_pos _ _ (pow2_ge_0 (z n)) D).
    pose proof (Rmult_le_pos _ _ HA T). nra.
Qed.

(** Activations of at most polynomial growth, applied to linear pre-activations. *)
Lemma moderate_feature n f z : tempered f -> moderate n (fun t => f (dot n z t)).
Proof.
  intros [H (C & k & B)]. split; [apply continuous_on_comp; [exact H | apply continuous_on_dot]|].
  destruct (dot_growth n z) as (A & HA & D). exists (C * (1 + A) ^ k), k. intro t.
  eapply Rle_trans; [apply B|]. rewrite Rmult_assoc.
  apply Rmult_le_compat_l; [now apply (bound_pos C k f)|].
  rewrite <- Rpow_mult_distr. specialize (D t). pose proof (dot_self_nonneg n t).
  apply pow_incr. pose proof (pow2_ge_0 (dot n z t)). nra.
Qed.
