(** * Fréchet's equation

    Δ_{h_1} … Δ_{h_n} f = 0 for all steps h_1, …, h_n; a locally bounded f that satisfies it is a
    polynomial of degree < n.  Local boundedness replaces continuity: it is weaker, and it covers
    step functions.  (M. Fréchet, Une définition fonctionnelle des polynômes, 1909.) *)

From Coq Require Import Reals Lra Lia.
From Nonpoly Require Import polynomial.
Local Open Scope R_scope.

Fixpoint frechet (n : nat) (f : R -> R) : Prop :=
  match n with O => forall x, f x = 0 | S n => forall h, frechet n (delta h f) end.

Definition locally_bounded (f : R -> R) : Prop :=
  forall M, exists B, forall x, Rabs x <= M -> Rabs (f x) <= B.

(** ** Closure *)

Lemma frechet_ext n f g : (forall x, f x = g x) -> frechet n f -> frechet n g.
Proof.
  revert f g. induction n as [|n IH]; intros f g E H.
  - intro x. now rewrite <- E.
  - intro h. apply (IH (delta h f)); [|apply H]. intro x. unfold delta. now rewrite !E.
Qed.

Lemma frechet_up n f : frechet n f -> frechet (S n) f.
Proof.
  revert f. induction n as [|n IH]; intros f H h.
  - intro x. simpl in H. unfold delta. rewrite !H. ring.
  - apply IH, H.
Qed.

Lemma frechet_le n m f : (n <= m)%nat -> frechet n f -> frechet m f.
Proof. induction 1; auto using frechet_up. Qed.

Lemma frechet_scal n c f : frechet n f -> frechet n (fun x => c * f x).
Proof.
  revert f. induction n as [|n IH]; intros f H.
  - intro x. rewrite H. ring.
  - intro h. apply (frechet_ext _ (fun x => c * delta h f x)).
    + intro x. unfold delta. ring.
    + apply IH, H.
Qed.

Lemma frechet_deltas n h f : frechet n f -> forall x, deltas n h f x = 0.
Proof. revert f. induction n as [|n IH]; intros f H; [exact H | apply IH, H]. Qed.

Lemma poly_frechet n f : poly_lt n f -> frechet n f.
Proof.
  revert f. induction n as [|n IH]; intros f H.
  - exact (proj1 (poly_lt_0 f) H).
  - intro h. now apply IH, delta_poly.
Qed.

Lemma locally_bounded_ext f g :
  (forall x, f x = g x) -> locally_bounded f -> locally_bounded g.
Proof.
  intros E H M. destruct (H M) as (B & HB). exists B. intros x Hx. rewrite <- E. auto.
Qed.

Lemma locally_bounded_minus f g :
  locally_bounded f -> locally_bounded g -> locally_bounded (fun x => f x - g x).
Proof.
  intros F G M. destruct (F M) as (B & HB), (G M) as (C & HC). exists (B + C). intros x Hx.
  eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp.
  apply Rplus_le_compat; auto.
Qed.

Lemma locally_bounded_shift h f : locally_bounded f -> locally_bounded (fun x => f (x + h)).
Proof.
  intros F M. destruct (F (M + Rabs h)) as (B & HB). exists B. intros x Hx. apply HB.
  eapply Rle_trans; [apply Rabs_triang | lra].
Qed.

Lemma locally_bounded_delta h f : locally_bounded f -> locally_bounded (delta h f).
Proof. intro F. apply locally_bounded_minus; [now apply locally_bounded_shift | exact F]. Qed.

Lemma continuous_locally_bounded f : continuity f -> locally_bounded f.
Proof.
  intros F M. destruct (Rle_or_lt 0 M) as [HM|HM].
  - destruct (continuity_ab_maj f (- M) M) as (a & Ha & _); [lra | intros; apply F|].
    destruct (continuity_ab_min f (- M) M) as (b & Hb & _); [lra | intros; apply F|].
    exists (Rmax (f a) (- f b)). intros x Hx.
    assert (I : - M <= x <= M).
    { pose proof (Rle_abs x). pose proof (Rle_abs (- x)). rewrite Rabs_Ropp in *. lra. }
    specialize (Ha x I). specialize (Hb x I).
    pose proof (Rmax_l (f a) (- f b)). pose proof (Rmax_r (f a) (- f b)).
    apply Rabs_le. lra.
  - exists 0. intros x Hx. pose proof (Rabs_pos x). lra.
Qed.

Lemma poly_locally_bounded n f : poly_lt n f -> locally_bounded f.
Proof.
  revert f. induction n as [|n IH]; intros f H.
  - intro M. exists 0. intros x _. rewrite (proj1 (poly_lt_0 f) H), Rabs_R0. lra.
  - apply poly_lt_S in H as (a & g & Hg & E). intro M.
    destruct (IH g Hg M) as (B & HB). exists (Rabs a + Rabs M * B). intros x Hx.
    rewrite E. eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_mult.
    apply Rplus_le_compat_l, Rmult_le_compat; auto using Rabs_pos.
    eapply Rle_trans; [exact Hx | apply Rle_abs].
Qed.

(** ** Periodic functions *)

Lemma periodic_nat (T : R) (f : R -> R) : (forall x, f (x + T) = f x) -> forall n x, f (x + INR n * T) = f x.
Proof.
  intros P n. induction n as [|n IH]; intro x.
  - simpl. f_equal. ring.
  - rewrite S_INR. replace (x + (INR n + 1) * T) with (x + INR n * T + T) by ring.
    now rewrite P.
Qed.

Lemma periodic_bounded (f : R -> R) :
  (forall x, f (x + 1) = f x) -> locally_bounded f -> exists B, forall x, Rabs (f x) <= B.
Proof.
  intros P F. destruct (F 1) as (B & HB). exists B. intro x.
  destruct (base_Int_part x) as [L U].
  assert (E : f x = f (x - IZR (Int_part x))).
  { destruct (Z_le_gt_dec 0 (Int_part x)) as [H|H].
    - rewrite <- (periodic_nat 1 f P (Z.to_nat (Int_part x)) (x - IZR (Int_part x))).
      rewrite INR_IZR_INZ, Znat.Z2Nat.id by lia. f_equal. ring.
    - rewrite <- (periodic_nat 1 f P (Z.to_nat (- Int_part x)) x).
      rewrite INR_IZR_INZ, Znat.Z2Nat.id by lia. rewrite opp_IZR. f_equal. ring. }
  rewrite E. apply HB, Rabs_le. lra.
Qed.

(** ** The theorem *)

Lemma constant_step_bounded g h c B :
  (forall x, delta h g x = c) -> (forall x, Rabs (g x) <= B) -> c = 0.
Proof.
  intros D Hg.
  assert (K : forall n, g (INR n * h) = g 0 + INR n * c).
  { induction n as [|n IH]; [simpl; rewrite !Rmult_0_l; ring|].
    specialize (D (INR n * h)). unfold delta in D.
    rewrite S_INR. replace ((INR n + 1) * h) with (INR n * h + h) by ring. lra. }
  destruct (Req_dec c 0) as [|Hc]; [assumption|exfalso].
  assert (P : 0 < Rabs c) by now apply Rabs_pos_lt.
  assert (B0 : 0 <= B) by (eapply Rle_trans; [apply Rabs_pos | apply (Hg 0)]).
  destruct (archimed (2 * B / Rabs c)) as [Hn _].
  set (n := Z.to_nat (up (2 * B / Rabs c))).
  assert (Q : 0 <= 2 * B / Rabs c).
  { apply Rmult_le_pos; [lra | left; now apply Rinv_0_lt_compat]. }
  assert (Hz : (0 <= up (2 * B / Rabs c))%Z) by (apply le_IZR; lra).
  replace (IZR (up (2 * B / Rabs c))) with (INR n) in Hn
    by (unfold n; rewrite INR_IZR_INZ, Znat.Z2Nat.id; auto).
  assert (U : INR n * Rabs c <= 2 * B).
  { rewrite <- (Rabs_right (INR n)) by (apply Rle_ge, pos_INR). rewrite <- Rabs_mult.
    replace (INR n * c) with (g (INR n * h) + - g 0) by (rewrite K; ring).
    eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp.
    pose proof (Hg 0). pose proof (Hg (INR n * h)). lra. }
  apply Rgt_lt, (Rmult_lt_compat_r (Rabs c)) in Hn; [|exact P].
  replace (2 * B / Rabs c * Rabs c) with (2 * B) in Hn by (field; lra). lra.
Qed.

Theorem frechet_polynomial n f : locally_bounded f -> frechet n f -> poly_lt n f.
Proof.
  revert f. induction n as [|n IH]; intros f F H.
  - exact (proj2 (poly_lt_0 f) H).
  - assert (D : forall h, poly_lt n (delta h f)).
    { intro h. apply IH; [now apply locally_bounded_delta | apply H]. }
    destruct (antidifference n (delta 1 f) (D 1)) as (q & Hq & Eq).
    set (g := fun x => f x - q x).
    assert (P : forall x, g (x + 1) = g x).
    { intro x. specialize (Eq x). unfold g, delta in *. lra. }
    destruct (periodic_bounded g P) as (B & HB).
    { apply locally_bounded_minus; [exact F | now apply (poly_locally_bounded (S n))]. }
    assert (Dg : forall h x, delta h g x = 0).
    { intro h.
      assert (Poly : poly_lt 1 (delta h g)).
      { apply (growth_bound 0 (2 * B) true 0).
        - exists n. apply (poly_lt_ext _ (fun x => delta h f x - delta h q x)).
          + intro x. unfold delta, g. ring.
          + apply poly_lt_minus; [apply D | now apply delta_poly].
        - intros x _. unfold delta. eapply Rle_trans; [apply Rabs_triang|].
          rewrite Rabs_Ropp. pose proof (HB x). pose proof (HB (x + h)).
          pose proof (Rabs_pos (g x)). simpl. lra. }
      apply poly_lt_S in Poly as (c & z & Hz & Ec).
      assert (E : forall x, delta h g x = c).
      { intro x. rewrite Ec, (proj1 (poly_lt_0 z) Hz). ring. }
      intro x. rewrite E. now apply (constant_step_bounded g h c B). }
    apply (poly_lt_ext _ (fun x => q x + g 0)).
    + intro x. specialize (Dg x 0). unfold delta in Dg. rewrite Rplus_0_l in Dg.
      unfold g in *. lra.
    + apply poly_lt_plus; [exact Hq | apply poly_lt_const].
Qed.

Corollary frechet_iff n f : locally_bounded f -> (frechet n f <-> poly_lt n f).
Proof. split; [now apply frechet_polynomial | apply poly_frechet]. Qed.
