(** * The functions of the language of activations

    Those that Coq's library does not have, forms that the tactic [interval] knows, and bounds. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import gaussian_integral.
Local Open Scope R_scope.

Definition relu (x : R) : R := Rmax x 0.
Definition clip (x low high : R) : R := Rmin (Rmax x low) high.
Definition sign (x : R) : R := if Rlt_dec 0 x then 1 else if Rlt_dec x 0 then -1 else 0.
Definition heaviside (x : R) : R := if Rle_dec 0 x then 1 else 0.
Definition floor (x : R) : R := IZR (Int_part x).
Definition sigmoid (x : R) : R := / (1 + exp (- x)).
Definition softplus (x : R) : R := ln (1 + exp x).
Definition erf (x : R) : R := 2 / sqrt PI * bell_integral x.
Definition Phi (x : R) : R := (1 + erf (x / sqrt 2)) / 2.
Definition gelu (x : R) : R := x * Phi x.

(** ** Forms for [interval] *)

Lemma tanh_exp x : tanh x = 1 - 2 / (exp (2 * x) + 1).
Proof.
  unfold tanh, sinh, cosh. rewrite exp_Ropp.
  replace (exp (2 * x)) with (exp x * exp x) by (rewrite <- exp_plus; f_equal; ring).
  pose proof (exp_pos x). assert (0 < exp x * exp x) by nra. field. repeat split; nra.
Qed.

Lemma Rmax_abs a b : Rmax a b = (a + b + Rabs (a - b)) / 2.
Proof. unfold Rmax, Rabs. destruct (Rle_dec a b), (Rcase_abs (a - b)); lra. Qed.

Lemma Rmin_abs a b : Rmin a b = (a + b - Rabs (a - b)) / 2.
Proof. unfold Rmin, Rabs. destruct (Rle_dec a b), (Rcase_abs (a - b)); lra. Qed.

Lemma cosh_pos x : 0 < cosh x.
Proof. unfold cosh. pose proof (exp_pos x). pose proof (exp_pos (- x)). lra. Qed.

Lemma sigmoid_denominator x : 0 < 1 + exp (- x).
Proof. pose proof (exp_pos (- x)). lra. Qed.

Lemma arcsinh_argument x : 0 < x + sqrt (x ^ 2 + 1).
Proof.
  assert (Rabs x < sqrt (x ^ 2 + 1)).
  { rewrite <- sqrt_Rsqr_abs. apply sqrt_lt_1_alt. unfold Rsqr. nra. }
  pose proof (Rle_abs (- x)). rewrite Rabs_Ropp in *. lra.
Qed.

Lemma sqrt_2_pos : 0 < sqrt 2.
Proof. apply sqrt_lt_R0. lra. Qed.

Lemma erf_odd x : erf (- x) = - erf x.
Proof. unfold erf. rewrite bell_integral_odd. ring. Qed.

Lemma erf_0 : erf 0 = 0.
Proof. pose proof (erf_odd 0) as E. rewrite Ropp_0 in E. lra. Qed.

(** ** Bounds *)

Lemma tanh_bound x : Rabs (tanh x) <= 1.
Proof.
  rewrite tanh_exp. pose proof (exp_pos (2 * x)). apply Rabs_le.
  assert (0 < / (exp (2 * x) + 1)) by (apply Rinv_0_lt_compat; lra).
  assert ((exp (2 * x) + 1) * / (exp (2 * x) + 1) = 1) by (apply Rinv_r; lra).
  unfold Rdiv. split; nra.
Qed.

Lemma sigmoid_bound x : 0 < sigmoid x < 1.
Proof.
  unfold sigmoid. pose proof (exp_pos (- x)). split; [apply Rinv_0_lt_compat; lra|].
  rewrite <- Rinv_1. apply Rinv_lt_contravar; lra.
Qed.

(** σ(u) ≤ exp u *)
Lemma sigmoid_exp x : sigmoid x <= exp x.
Proof.
  unfold sigmoid. rewrite <- (Rinv_inv (exp x)), <- exp_Ropp.
  pose proof (exp_pos (- x)). apply Rinv_le_contravar; lra.
Qed.

Lemma softplus_bound x : 0 <= softplus x <= Rabs x + 1.
Proof.
  unfold softplus. pose proof (exp_pos x). split.
  - rewrite <- ln_1. left. apply ln_increasing; lra.
  - rewrite <- (ln_exp (Rabs x + 1)).
    assert (I : 1 + exp x <= exp (Rabs x + 1)).
    { rewrite exp_plus. pose proof (exp_ineq1_le 1). pose proof (Rle_abs x) as A.
      assert (E : exp x <= exp (Rabs x)).
      { destruct A as [A|A]; [left; now apply exp_increasing | rewrite <- A; lra]. }
      assert (1 <= exp (Rabs x)).
      { pose proof (Rabs_pos x). pose proof (exp_ineq1_le (Rabs x)). lra. }
      nra. }
    destruct I as [I|I]; [left; apply ln_increasing; lra | rewrite I; lra].
Qed.

Lemma softplus_exp x : softplus x <= exp x.
Proof.
  unfold softplus. pose proof (exp_pos x).
  apply Rle_trans with (ln (exp (exp x))); [|rewrite ln_exp; lra].
  pose proof (exp_ineq1_le (exp x)) as I.
  destruct I as [I|I]; [left; apply ln_increasing; lra | rewrite I; lra].
Qed.

Lemma sqrt_PI_bounds : 1 <= sqrt PI <= 2.
Proof.
  pose proof PI_4. pose proof PI2_1. split.
  - rewrite <- sqrt_1. apply sqrt_le_1_alt. lra.
  - rewrite <- (sqrt_square 2) by lra. apply sqrt_le_1_alt. lra.
Qed.

(** 1 − erf x ≤ 4 exp(−x²) *)
Lemma erf_tail x : 0 <= x -> 0 <= 1 - erf x <= 4 * exp (- (x * x)).
Proof.
  intro Hx. pose proof (gaussian_integral_tail x Hx) as [L U]. pose proof sqrt_PI_bounds as [A B].
  pose proof (exp_pos (- (x * x))). unfold erf.
  assert (E : 1 - 2 / sqrt PI * bell_integral x = 2 / sqrt PI * (sqrt PI / 2 - bell_integral x))
    by (field; lra).
  assert (I : 0 < / sqrt PI <= 1).
  { split; [apply Rinv_0_lt_compat; lra|]. rewrite <- Rinv_1. apply Rinv_le_contravar; lra. }
  assert (D : exp (- (x * x)) / (sqrt PI / 2) = 2 * exp (- (x * x)) * / sqrt PI) by (field; lra).
  rewrite D in U. rewrite E. unfold Rdiv. split; nra.
Qed.

Lemma erf_bound x : Rabs (erf x) <= 1.
Proof.
  assert (H : forall y, 0 <= y -> 0 <= erf y <= 1).
  { intros y Hy. pose proof (erf_tail y Hy). pose proof (bell_integral_ge_0 y Hy).
    pose proof sqrt_PI_bounds. split; [|lra]. unfold erf. apply Rmult_le_pos; [|assumption].
    apply Rmult_le_pos; [lra | left; apply Rinv_0_lt_compat; lra]. }
  destruct (Rle_or_lt 0 x) as [P|N].
  - rewrite Rabs_pos_eq; apply H, P.
  - replace x with (- - x) by ring. rewrite erf_odd, Rabs_Ropp. rewrite Rabs_pos_eq; apply H; lra.
Qed.

Lemma Phi_bound x : 0 <= Phi x <= 1.
Proof.
  unfold Phi. pose proof (erf_bound (x / sqrt 2)) as B. pose proof (Rle_abs (erf (x / sqrt 2))).
  pose proof (Rle_abs (- erf (x / sqrt 2))). rewrite Rabs_Ropp in *. lra.
Qed.

(** Φ(u) ≤ 4 exp(u) for u ≤ 0: −u²/2 ≤ u + 1/2. *)
Lemma Phi_exp x : x <= 0 -> Phi x <= 4 * exp x.
Proof.
  intro H. unfold Phi. pose proof sqrt_2_pos as P.
  assert (Q : sqrt 2 * sqrt 2 = 2) by (apply sqrt_sqrt; lra).
  set (y := - x / sqrt 2). assert (Hy : 0 <= y).
  { unfold y. apply Rmult_le_pos; [lra | left; now apply Rinv_0_lt_compat]. }
  replace (x / sqrt 2) with (- y) by (unfold y; field; lra). rewrite erf_odd.
  pose proof (erf_tail y Hy) as [_ T].
  assert (E : - (y * y) <= x + 1 / 2).
  { unfold y. replace (- x / sqrt 2 * (- x / sqrt 2)) with (x * x / (sqrt 2 * sqrt 2)) by (field; lra).
    rewrite Q. pose proof (Rle_0_sqr (x + 1)). unfold Rsqr in *. lra. }
  assert (exp (- (y * y)) <= exp (x + 1 / 2)).
  { destruct E as [E|E]; [left; now apply exp_increasing | rewrite E; lra]. }
  rewrite exp_plus in *. assert (exp (1 / 2) <= 2).
  { pose proof (exp_ineq1_le (- (1 / 2))) as X. rewrite exp_Ropp in X.
    pose proof (exp_pos (1 / 2)). apply (Rmult_le_compat_r (exp (1 / 2))) in X; [|lra].
    rewrite Rinv_l in X by lra. lra. }
  pose proof (exp_pos x). nra.
Qed.

Lemma arcsinh_bound x : Rabs (arcsinh x) <= ln (2 * Rabs x + 1).
Proof.
  assert (H : forall y, 0 <= y -> 0 <= arcsinh y <= ln (2 * y + 1)).
  { intros y Hy. unfold arcsinh. pose proof (arcsinh_argument y).
    assert (S : 1 <= sqrt (y ^ 2 + 1) <= y + 1).
    { split; [rewrite <- sqrt_1 at 1; apply sqrt_le_1_alt; nra|].
      rewrite <- (sqrt_square (y + 1)) by lra. apply sqrt_le_1_alt. nra. }
    split.
    - rewrite <- ln_1. destruct (Req_dec (y + sqrt (y ^ 2 + 1)) 1) as [->|N]; [lra|].
      left. apply ln_increasing; lra.
    - destruct (Req_dec (y + sqrt (y ^ 2 + 1)) (2 * y + 1)) as [->|N]; [lra|].
      left. apply ln_increasing; lra. }
  destruct (Rle_or_lt 0 x) as [P|N].
  - rewrite (Rabs_pos_eq x) by exact P. rewrite Rabs_pos_eq; apply H, P.
  - assert (O : arcsinh (- x) = - arcsinh x).
    { unfold arcsinh. rewrite <- ln_Rinv by apply arcsinh_argument. f_equal.
      pose proof (arcsinh_argument x). pose proof (arcsinh_argument (- x)) as A.
      replace ((- x) ^ 2) with (x ^ 2) in * by ring.
      apply (Rmult_eq_reg_r (x + sqrt (x ^ 2 + 1))); [|lra]. rewrite Rinv_l by lra.
      pose proof (sqrt_sqrt (x ^ 2 + 1)) as Q. rewrite Rmult_plus_distr_l, !Rmult_plus_distr_r.
      rewrite Q by nra. ring. }
    rewrite (Rabs_left x) by exact N. specialize (H (- x) ltac:(lra)). rewrite O in H.
    rewrite <- (Rabs_Ropp (arcsinh x)), Rabs_pos_eq; lra.
Qed.
