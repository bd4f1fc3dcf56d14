(** * Rule [sequence]

      t continuous, |t| → ∞ along a half-line     σ = τ where cos t = c, sin t = s
      |τ| = O(|x|^(m+ε)) along the half-line, for every ε > 0
      ─────────────────────────────────────────────────────────────────────────────
      if σ is a polynomial, its degree is ≤ ⌊m⌋

    (c, s) = (cos α, sin α), α = quarter·π/2.  By continuity t takes a value α + 2kπ beyond any
    point of the half-line. *)

From Coq Require Import Reals Lra Lia Ranalysis5 ZArith.
From Nonpoly Require Import polynomial rules.finite_difference rules.growth.
Local Open Scope R_scope.

Lemma angle_between alpha u v : u + 2 * PI < v -> exists k : Z, u < alpha + 2 * IZR k * PI < v.
Proof.
  intro H. pose proof PI_RGT_0 as P. set (q := (u - alpha) / (2 * PI)).
  exists (up q). destruct (archimed q) as [L U].
  assert (E : u = alpha + 2 * q * PI) by (unfold q; field; lra). nra.
Qed.

Lemma same_angle alpha (k : Z) :
  cos (alpha + 2 * IZR k * PI) = cos alpha /\ sin (alpha + 2 * IZR k * PI) = sin alpha.
Proof.
  destruct (Z_le_gt_dec 0 k) as [H|H].
  - rewrite <- (Z2Nat.id k), <- INR_IZR_INZ by lia. split; [apply cos_period | apply sin_period].
  - rewrite <- (cos_period (alpha + 2 * IZR k * PI) (Z.to_nat (- k))).
    rewrite <- (sin_period (alpha + 2 * IZR k * PI) (Z.to_nat (- k))).
    rewrite INR_IZR_INZ, Z2Nat.id, opp_IZR by lia. split; f_equal; ring.
Qed.

(** t takes every value between t(x) and t(y). *)
Lemma intermediate t x y v :
  x < y -> (forall z, x <= z <= y -> continuity_pt t z) -> Rmin (t x) (t y) < v < Rmax (t x) (t y) ->
  exists z, x <= z <= y /\ t z = v.
Proof.
  intros L C V.
  assert (Ordered : forall g : R -> R, (forall z, x <= z <= y -> continuity_pt g z) ->
            forall w, g x < w < g y -> exists z, x <= z <= y /\ g z = w).
  { intros g Cg w Hw. destruct (IVT_interv (fun z => g z - w) x y) as (z & Hz & E); try lra.
    - intros z Hz. apply continuity_pt_minus; [now apply Cg | apply continuity_pt_const; now intros ? ?].
    - exists z. split; [exact Hz | lra]. }
  destruct (Rle_or_lt (t x) (t y)) as [M|M].
  - rewrite Rmin_left, Rmax_right in V by exact M. now apply Ordered.
  - rewrite Rmin_right, Rmax_left in V by lra.
    destruct (Ordered (fun z => - t z)) with (w := - v) as (z & Hz & E); [|lra|].
    + intros z Hz. now apply continuity_pt_opp, C.
    + exists z. split; [exact Hz | lra].
Qed.

Theorem sequence m d plus from (t : R -> R) alpha f tau :
  m < INR d ->
  (forall x, half_line plus from x -> continuity_pt t x) ->
  (forall M, exists from', forall x, half_line plus from' x -> M <= Rabs (t x)) ->
  (forall x, half_line plus from x -> cos (t x) = cos alpha -> sin (t x) = sin alpha -> f x = tau x) ->
  (forall eps, 0 < eps -> exists C from, forall x, half_line plus from x ->
     Rabs (tau x) <= C * Rpower (Rabs x) (m + eps)) ->
  ceiling d f.
Proof.
  intros Hm C Far E big P. apply growth_sometimes; [exact P|]. intros eps M Heps.
  destruct (power_little_o m d plus tau Hm big eps Heps) as (start & B).
  (* x, then y farther out with |t y| > |t x| + 2π *)
  set (origin := if plus then Rmax from start else Rmin from start).
  destruct (half_line_beyond plus origin M) as (near & Near).
  set (x := if plus then near + 1 else near - 1).
  destruct (Far (Rabs (t x) + 2 * PI + 1)) as (far & HF).
  set (y := if plus then Rmax x far + 1 else Rmin x far - 1).
  assert (Hy : Rabs (t x) + 2 * PI + 1 <= Rabs (t y)).
  { apply HF. unfold y. destruct plus; simpl.
    - pose proof (Rmax_r x far). lra.
    - pose proof (Rmin_r x far). lra. }
  assert (Order : if plus then near < x < y else y < x < near).
  { unfold y, x. destruct plus.
    - pose proof (Rmax_l (near + 1) far). lra.
    - pose proof (Rmin_l (near - 1) far). lra. }
  assert (On : forall z, Rmin x y <= z <= Rmax x y ->
            half_line plus from z /\ half_line plus start z /\ M <= Rabs z).
  { intros z Hz. destruct (Near z) as [Ho HM].
    - destruct plus; simpl; [rewrite Rmin_left in Hz by lra | rewrite Rmax_left in Hz by lra]; lra.
    - unfold origin in Ho. destruct plus; simpl in *.
      + pose proof (Rmax_l from start). pose proof (Rmax_r from start). repeat split; lra.
      + pose proof (Rmin_l from start). pose proof (Rmin_r from start). repeat split; lra. }
  assert (Wide : Rmin (t x) (t y) + 2 * PI < Rmax (t x) (t y)).
  { pose proof (Rle_abs (t x)). pose proof (Rle_abs (- t x)). rewrite Rabs_Ropp in *.
    unfold Rmin, Rmax, Rabs in *. destruct (Rle_dec (t x) (t y)), (Rcase_abs (t y)); lra. }
  destruct (angle_between alpha _ _ Wide) as (k & Hk).
  assert (Hz : exists z, Rmin x y <= z <= Rmax x y /\ t z = alpha + 2 * IZR k * PI).
  { destruct plus; [rewrite Rmin_left, Rmax_right by lra | rewrite Rmin_right, Rmax_left by lra].
    - apply intermediate; [lra | | exact Hk]. intros z Hz. apply C, On.
      rewrite Rmin_left, Rmax_right by lra. exact Hz.
    - rewrite Rmin_comm, Rmax_comm in Hk.
      apply intermediate; [lra | | exact Hk]. intros z Hz. apply C, On.
      rewrite Rmin_right, Rmax_left by lra. exact Hz. }
  destruct Hz as (z & Hz & Ez). destruct (On z Hz) as (H1 & H2 & H3). exists z. split; [exact H3|].
  destruct (same_angle alpha k) as [Ec Es]. rewrite (E z H1); rewrite ?Ez; auto.
Qed.
