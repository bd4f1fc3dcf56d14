(** * The identity theorem on a half-line

    [analytic_at g x]: g is the sum of a power series near x.  If g is analytic on (a, ∞) or
    (−∞, b) and equals a polynomial on (a, b), it equals it on the whole ray.  This is what lets the
    checker judge one branch of a piecewise expression far out. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial.
Local Open Scope R_scope.

Definition analytic_at (g : R -> R) (x : R) : Prop :=
  exists (c : nat -> R) r, 0 < r /\ forall h, Rabs h < r -> is_pseries c h (g (x + h)).

(** The ray that contains (a, b): (a, ∞) or (−∞, b). *)
Definition ray (plus : bool) (a b x : R) : Prop := if plus then a < x else x < b.

Definition beyond (plus : bool) (a b from : R) : R := if plus then Rmax a from else Rmin b from.

Lemma half_line_ray plus a b from x :
  half_line plus (beyond plus a b from) x -> half_line plus from x /\ ray plus a b x.
Proof.
  destruct plus; simpl; intro H.
  - pose proof (Rmax_l a from). pose proof (Rmax_r a from). lra.
  - pose proof (Rmin_l b from). pose proof (Rmin_r b from). lra.
Qed.

(** ** Polynomials are analytic *)

Lemma poly_pseries n f : poly_lt n f -> exists c : nat -> R, forall h, is_pseries c h (f h).
Proof.
  revert f. induction n as [|n IH]; intros f H.
  - exists (fun _ => 0). intro h. rewrite (proj1 (poly_lt_0 f) H).
    assert (E := PSeries_correct (fun _ => 0) h). rewrite PSeries_const_0 in E.
    apply E, CV_radius_inside. now rewrite CV_radius_const_0.
  - apply poly_lt_S in H as (a & g & Hg & E). destruct (IH g Hg) as (c & Hc).
    exists (fun k => match k with O => a | S k => c k end). intro h.
    apply is_pseries_R, is_series_decr_1. unfold plus, opp; simpl.
    replace (f h + - (a * 1)) with (scal h (g h))
      by (rewrite E; unfold scal; simpl; unfold mult; simpl; ring).
    apply (is_series_ext (fun k => scal h (c k * h ^ k))).
    + intro k. unfold scal; simpl; unfold mult; simpl. ring.
    + apply (is_series_scal (V := R_NormedModule) h), is_pseries_R, Hc.
Qed.

Lemma poly_analytic f x : polynomial f -> exists c : nat -> R, forall h, is_pseries c h (f (x + h)).
Proof.
  intros (n & H). apply (poly_pseries n). apply (poly_lt_ext _ (fun h => f (x + 1 * h))).
  - intro h. f_equal. ring.
  - now apply poly_lt_affine.
Qed.

(** ** A power series that vanishes on one side of 0 vanishes *)

Lemma pseries_first (c : nat -> R) s r :
  s <> 0 -> 0 < r -> (forall h, 0 < h < r -> is_pseries c (s * h) 0) -> c 0%nat = 0.
Proof.
  intros Hs Hr Z.
  assert (R0 : Rbar_lt 0 (CV_radius c)).
  { apply Rbar_lt_le_trans with (Rabs (s * (r / 2))).
    - simpl. apply Rabs_pos_lt. nra.
    - apply Rbar_not_lt_le. intro O. apply (CV_disk_outside c) in O. apply O.
      apply (ex_series_lim_0 (fun n => c n * (s * (r / 2)) ^ n)).
      exists 0. apply is_pseries_R, Z. lra. }
  assert (C : continuity_pt (PSeries c) 0) by (apply PSeries_continuity; now rewrite Rabs_R0).
  destruct (Req_dec (c 0%nat) 0) as [|N]; [assumption|exfalso].
  destruct (C (Rabs (c 0%nat))) as (delta & Hd & B); [now apply Rabs_pos_lt|].
  set (h := Rmin r (delta / Rabs s) / 2).
  assert (Ps : 0 < Rabs s) by now apply Rabs_pos_lt.
  assert (Pd : 0 < delta / Rabs s) by now apply Rdiv_lt_0_compat.
  assert (Hh : 0 < h < r).
  { unfold h. pose proof (Rmin_l r (delta / Rabs s)).
    assert (0 < Rmin r (delta / Rabs s)) by now apply Rmin_glb_lt. lra. }
  assert (Small : Rabs s * h < delta).
  { replace delta with (Rabs s * (delta / Rabs s)) by (field; lra). apply Rmult_lt_compat_l; [exact Ps|].
    unfold h. pose proof (Rmin_r r (delta / Rabs s)). lra. }
  specialize (B (s * h)). simpl in B. unfold R_dist, D_x, no_cond in B.
  rewrite PSeries_0, (is_pseries_unique _ _ _ (Z h Hh)) in B.
  replace (0 - c 0%nat) with (- c 0%nat) in B by ring. rewrite Rabs_Ropp in B.
  apply (Rlt_irrefl (Rabs (c 0%nat))), B. split; [split; [exact I | nra]|].
  rewrite Rminus_0_r, Rabs_mult, (Rabs_right h) by lra. exact Small.
Qed.

Lemma pseries_one_side n : forall (c : nat -> R) s r,
  s <> 0 -> 0 < r -> (forall h, 0 < h < r -> is_pseries c (s * h) 0) -> c n = 0.
Proof.
  induction n as [|n IH]; intros c s r Hs Hr Z; [now apply (pseries_first c s r)|].
  apply (IH (PS_decr_1 c) s r Hs Hr). intros h Hh.
  assert (E := is_pseries_decr_1 c (s * h) (/ (s * h)) 0).
  rewrite (pseries_first c s r Hs Hr Z) in E.
  replace 0 with (scal (/ (s * h)) (plus 0 (opp 0))).
  - apply E; [|now apply Z]. apply Rinv_l. nra.
  - unfold scal, plus, opp; simpl; unfold mult; simpl. ring.
Qed.

(** ** The identity theorem *)

(** Along the points s y, s = ±1, with y growing from a. *)
Lemma identity_from (D : R -> R) s a b :
  s = 1 \/ s = -1 -> a < b ->
  (forall y, a < y -> analytic_at D (s * y)) -> (forall y, a < y < b -> D (s * y) = 0) ->
  forall y, a < y -> D (s * y) = 0.
Proof.
  intros Hs Hab A Z x Hx. destruct (Req_dec (D (s * x)) 0) as [|N]; [assumption|exfalso].
  set (S := fun t => a < t /\ forall y, a < y < t -> D (s * y) = 0).
  assert (Bound : forall t, S t -> t <= x).
  { intros t [_ H]. destruct (Rle_or_lt t x) as [|G]; [assumption|]. exfalso. apply N, H. lra. }
  destruct (completeness S) as (t & Up & Least); [now exists x | exists b; now split|].
  assert (Hbt : b <= t) by (apply Up; now split).
  assert (Zt : forall y, a < y < t -> D (s * y) = 0).
  { intros y Hy. destruct (Req_dec (D (s * y)) 0) as [|Ny]; [assumption|exfalso].
    assert (t <= y); [|lra]. apply Least. intros u [_ Hu].
    destruct (Rle_or_lt u y); [assumption|]. exfalso. apply Ny, Hu. lra. }
  destruct (A t) as (c & r & Hr & Hc); [lra|].
  assert (C0 : forall n, c n = 0).
  { intro n. apply (pseries_one_side n c (- s) (Rmin r (t - a))); [lra | apply Rmin_glb_lt; lra|].
    intros h Hh. pose proof (Rmin_l r (t - a)). pose proof (Rmin_r r (t - a)).
    rewrite <- (Zt (t - h)) by lra. replace (s * (t - h)) with (s * t + - s * h) by ring.
    apply Hc. destruct Hs as [-> | ->]; apply Rabs_def1; lra. }
  assert (New : S (t + r / 2)); [|apply Up in New; lra].
  split; [lra|]. intros y Hy. destruct (Rle_or_lt t y) as [G|L]; [|apply Zt; lra].
  replace (s * y) with (s * t + s * (y - t)) by ring.
  assert (P : is_pseries c (s * (y - t)) (D (s * t + s * (y - t)))).
  { apply Hc. destruct Hs as [-> | ->]; apply Rabs_def1; lra. }
  rewrite <- (is_pseries_unique _ _ _ P), (PSeries_ext _ (fun _ => 0)); [apply PSeries_const_0 | exact C0].
Qed.

Theorem analytic_branch plus a b f g :
  a < b -> (forall x, a < x < b -> f x = g x) -> (forall x, ray plus a b x -> analytic_at g x) ->
  polynomial f -> forall x, ray plus a b x -> f x = g x.
Proof.
  intros Hab E A P x Hx. set (D := fun t => g t - f t).
  assert (AD : forall t, ray plus a b t -> analytic_at D t).
  { intros t Ht. destruct (A t Ht) as (c & r & Hr & Hc). destruct (poly_analytic f t P) as (d & Hd).
    exists (PS_minus c d), r. split; [exact Hr|]. intros h Hh. unfold D.
    now apply (is_pseries_minus c d h (g (t + h)) (f (t + h))); [apply Hc | apply Hd]. }
  assert (D x = 0); [|unfold D in *; lra].
  destruct plus; simpl in *.
  - replace x with (1 * x) by ring. apply (identity_from D 1 a b); auto.
    + intros y Hy. apply AD. lra.
    + intros y Hy. unfold D. rewrite Rmult_1_l, E by exact Hy. ring.
  - replace x with (-1 * - x) by ring. apply (identity_from D (-1) (- b) (- a)); [auto | lra | | | lra].
    + intros y Hy. apply AD. lra.
    + intros y Hy. unfold D. rewrite E by lra. ring.
Qed.
