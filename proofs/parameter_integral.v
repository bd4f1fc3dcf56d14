(** * Integrals with a parameter

    t ↦ ∫ G(x, t) dx is continuous on R^n if G is continuous on R^(n+1) and, near each t, dominated by
    one multiple of 1/(1+x²): over [−M, M] by uniform continuity there, and the rest is small. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial sum theorem_A continuity line_integral gaussian_mean moderate.
Local Open Scope R_scope.

Lemma slice_continuous n G t : continuous_on (S n) G -> everywhere_continuous (fun x => G (cons x t)).
Proof.
  intros H x. apply filterlim_locally. intro eps.
  destruct (H (cons x t) eps (cond_pos eps)) as (d & Hd & K). exists (mkposreal d Hd). intros y Hy.
  apply K. apply near_cons; [exact Hy | now apply near_refl].
Qed.

(** Near t, F(x, ·) differs little from F(x, t), uniformly for |x| ≤ M. *)
Lemma tube n F t M eps :
  continuous_on (S n) F -> 0 <= M -> 0 < eps ->
  exists d, 0 < d /\ forall s, near n s t d -> forall x, - M <= x <= M ->
    Rabs (F (cons x s) - F (cons x t)) < eps.
Proof.
  intros H HM He.
  set (P := fun y => exists d, 0 < d /\ forall s, near n s t d -> forall x, - M <= x <= y ->
    Rabs (F (cons x s) - F (cons x t)) < eps).
  assert (Local : forall y, exists d, 0 < d /\ forall s, near n s t d -> forall x, Rabs (x - y) < d ->
            Rabs (F (cons x s) - F (cons x t)) < eps).
  { intro y. destruct (H (cons y t) (eps / 2) ltac:(lra)) as (d & Hd & B). exists d. split; [exact Hd|].
    intros s Hs x Hx.
    pose proof (B (cons x s) (near_cons n x y s t d Hx Hs)) as B1.
    pose proof (B (cons x t) (near_cons n x y t t d Hx (near_refl n t t d Hd (fun _ _ => eq_refl)))) as B2.
    replace (F (cons x s) - F (cons x t))
      with ((F (cons x s) - F (cons y t)) + - (F (cons x t) - F (cons y t))) by ring.
    eapply Rle_lt_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp. lra. }
  assert (Extend : forall y d z, P y -> 0 < d -> (forall s, near n s t d -> forall x, Rabs (x - z) < d ->
            Rabs (F (cons x s) - F (cons x t)) < eps) -> z - d < y -> P (z + d / 2)).
  { intros y d z (d' & Hd' & B) Hd B' L. exists (Rmin d' d). split; [now apply Rmin_pos|].
    intros s Hs x Hx. destruct (Rle_or_lt x y) as [X|X].
    - apply (B s); [|lra]. apply (near_le n s t (Rmin d' d)); [apply Rmin_l | exact Hs].
    - apply (B' s); [|apply Rabs_def1; lra].
      apply (near_le n s t (Rmin d' d)); [apply Rmin_r | exact Hs]. }
  assert (Start : P (- M)).
  { destruct (Local (- M)) as (d & Hd & B). exists d. split; [exact Hd|]. intros s Hs x Hx.
    apply (B s Hs). replace (x - - M) with 0 by lra. rewrite Rabs_R0. exact Hd. }
  destruct (completeness (fun y => y <= M /\ P y)) as (z & Up & Least).
  - exists M. intros y [Y _]. exact Y.
  - exists (- M). split; [lra | exact Start].
  - assert (ZM : z <= M) by (apply Least; intros y [Y _]; exact Y).
    destruct (Local z) as (d & Hd & B).
    destruct (Classical_Prop.classic (exists y, (y <= M /\ P y) /\ z - d < y)) as [(y & [YM Py] & L)|N].
    + pose proof (Extend y d z Py Hd B L) as Pz.
      destruct (Rle_or_lt M (z + d / 2)) as [G|G].
      * destruct Pz as (e & E & K). exists e. split; [exact E|]. intros s Hs x Hx. apply (K s Hs). lra.
      * exfalso. assert (z + d / 2 <= z) by (apply Up; split; [lra | exact Pz]). lra.
    + exfalso. assert (z <= z - d); [|lra]. apply Least. intros y Y.
      destruct (Rle_or_lt y (z - d)) as [|G]; [assumption|]. exfalso. apply N. eauto.
Qed.

Lemma interval_continuous n G a b :
  continuous_on (S n) G -> continuous_on n (fun t => RInt (fun x => G (cons x t)) a b).
Proof.
  intros H t eps He. set (M := Rabs a + Rabs b). pose proof (Rabs_pos a). pose proof (Rabs_pos b).
  assert (Between : forall x, Rmin a b <= x <= Rmax a b -> - M <= x <= M).
  { intros x. unfold M, Rmin, Rmax, Rabs. destruct (Rle_dec a b), (Rcase_abs a), (Rcase_abs b); lra. }
  assert (W : Rabs (b - a) <= M).
  { unfold M. rewrite (Rplus_comm (Rabs a)), <- (Rabs_Ropp a). apply Rabs_triang. }
  set (e := eps / (2 * (M + 1))). assert (HM : 0 <= M) by (unfold M; lra).
  assert (E : 0 < e) by (apply Rdiv_lt_0_compat; lra).
  destruct (tube n G t M e H HM E) as (d & Hd & U). exists d. split; [exact Hd|]. intros s Hs.
  assert (C : forall r, ex_RInt (fun x => G (cons x r)) a b)
    by (intro; now apply continuous_ex_RInt, (slice_continuous n)).
  apply Rle_lt_trans with (Rabs (b - a) * e).
  - apply (norm_RInt_le_const_abs (V := R_NormedModule)
             (fun x => minus (G (cons x s)) (G (cons x t))) a b).
    + intros x Hx. left. exact (U s Hs x (Between x Hx)).
    + apply (is_RInt_minus (V := R_NormedModule)); now apply (RInt_correct (V := R_CompleteNormedModule)).
  - apply Rle_lt_trans with (M * e); [apply Rmult_le_compat_r; lra|].
    unfold e. apply (Rmult_lt_reg_r (2 * (M + 1))); [lra|].
    replace (M * (eps / (2 * (M + 1))) * (2 * (M + 1))) with (M * eps) by (field; lra). nra.
Qed.

Definition locally_dominated (n : nat) (G : point -> R) : Prop :=
  forall t, exists V d, 0 < d /\ forall s, near n s t d -> dominated V (fun x => G (cons x s)).

Theorem integral_continuous n G :
  continuous_on (S n) G -> locally_dominated n G ->
  continuous_on n (fun t => integral (fun x => G (cons x t))).
Proof.
  intros H L t eps He. destruct (L t) as (V & d & Hd & D).
  assert (Dt : dominated V (fun x => G (cons x t))) by (apply D; now apply near_refl).
  destruct (scaled_tail_small V (eps / 16) (dominated_pos _ _ Dt)) as (M & HM & T); [lra|].
  destruct (interval_continuous n G (- M) M H t (eps / 2)) as (d' & Hd' & U); [lra|].
  exists (Rmin d d'). split; [now apply Rmin_pos|]. intros s Hs.
  pose proof (D s (near_le n s t _ _ (Rmin_l d d') Hs)) as Ds.
  specialize (U s (near_le n s t _ _ (Rmin_r d d') Hs)).
  pose proof (truncation V _ M (continuous_locally_integrable _ (slice_continuous n G s H)) Ds HM) as Ts.
  pose proof (truncation V _ M (continuous_locally_integrable _ (slice_continuous n G t H)) Dt HM) as Tt.
  set (ms := integral (fun x => G (cons x s))) in *. set (mt := integral (fun x => G (cons x t))) in *.
  set (Is := RInt (fun x => G (cons x s)) (- M) M) in *. set (It := RInt (fun x => G (cons x t)) (- M) M) in *.
  replace (ms - mt) with ((ms - Is) + (Is - It) + - (mt - It)) by ring.
  eapply Rle_lt_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp.
  eapply Rle_lt_trans; [apply Rplus_le_compat_r, Rabs_triang|]. lra.
Qed.
