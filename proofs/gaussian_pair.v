(** * Two Gaussian variables are determined by their covariances

    E F(y·g, z·g) depends on y·y, y·z, z·z only: the expectation over R^m of a function of two linear
    forms is that over R² of the same function of a·g_1 and b·g_1 + c·g_2 with the same covariances.
    The coordinates are rotated in pairs until only two are left. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial sum theorem_A continuity line_integral gaussian_mean moderate.
From Nonpoly Require Import parameter_integral expectation gaussian_expectation double_integral.
Local Open Scope R_scope.

(** ** Rotations of R² *)

Definition with_density (F : point -> R) (t : point) : R :=
  F t * (density (t 0%nat) * density (t 1%nat)).

Lemma gaussian_2 F : gaussian 2 F = mean (fun y => mean (fun x => F (pt x y))).
Proof. reflexivity. Qed.

Lemma row_tempered F y : moderate 2 F -> tempered (fun x => F (pt x y)).
Proof. apply (slice_tempered 1). Qed.

Lemma gaussian_double F : moderate 2 F -> gaussian 2 F = double (with_density F).
Proof.
  intro M. rewrite gaussian_2. apply integral_ext. intro y. unfold mean.
  rewrite Rmult_comm, <- integral_scal by now apply weighted_integrable, row_tempered.
  apply integral_ext. intro x. unfold with_density. simpl. ring.
Qed.

Lemma with_density_decaying F : moderate 2 F -> decaying (with_density F).
Proof.
  intros [H (C & k & B)]. split.
  - apply continuous_on_mult; [exact H|].
    apply continuous_on_mult; apply (continuous_on_comp 2 density);
      (apply density_continuous || (apply continuous_on_coordinate; lia)).
  - pose proof (growth_constant 2 C k F B) as HC.
    destruct (power_exp (k + 2) (1 / 2)) as (c & Hc & E); [lra|].
    exists (C * (c * exp (1 / 2))). intros x y.
    pose proof (pow2_ge_0 x). pose proof (pow2_ge_0 y). set (q := 1 + x ^ 2 + y ^ 2).
    assert (Q : 0 < q) by (unfold q; lra).
    change (with_density F (pt x y)) with (F (pt x y) * (density x * density y)).
    rewrite Rabs_mult, (Rabs_pos_eq (_ * _)) by (apply Rmult_le_pos; left; apply density_pos).
    assert (N : 1 + dot 2 (pt x y) (pt x y) = q) by (unfold q, dot; simpl; ring).
    specialize (B (pt x y)). rewrite N in B.
    apply (Rmult_le_reg_r (q ^ 2)); [now apply pow_lt|].
    replace (C * (c * exp (1 / 2)) / q ^ 2 * q ^ 2) with (C * (c * exp (1 / 2)))
      by (field; now apply Rgt_not_eq).
    apply Rle_trans with (C * q ^ k * (exp (- (x ^ 2 / 2)) * exp (- (y ^ 2 / 2))) * q ^ 2).
    + apply Rmult_le_compat_r; [apply pow_le; lra|]. apply Rmult_le_compat; [apply Rabs_pos | | exact B|].
      * apply Rmult_le_pos; left; apply density_pos.
      * apply Rmult_le_compat; try (left; apply density_pos); apply density_exp.
    + rewrite <- exp_plus. specialize (E q ltac:(lra)). rewrite pow_add in E.
      replace (- (x ^ 2 / 2) + - (y ^ 2 / 2)) with (1 / 2 + - (1 / 2 * q)) by (unfold q; field).
      rewrite exp_plus, exp_Ropp. pose proof (exp_pos (1 / 2 * q)). pose proof (exp_pos (1 / 2)).
      replace (C * q ^ k * (exp (1 / 2) * / exp (1 / 2 * q)) * q ^ 2)
        with (C * (q ^ k * q ^ 2 * / exp (1 / 2 * q) * exp (1 / 2))) by ring.
      apply Rmult_le_compat_l; [exact HC|]. apply Rmult_le_compat_r; [lra|].
      apply (Rmult_le_reg_r (exp (1 / 2 * q))); [assumption|].
      rewrite Rmult_assoc, Rinv_l by lra. lra.
Qed.

Lemma density_rotated c s x y :
  c * c + s * s = 1 -> density (c * x + s * y) * density (- s * x + c * y) = density x * density y.
Proof.
  intro U. unfold density, Rdiv.
  assert (E : forall u v, exp (- (u ^ 2 * / 2)) * / sqrt (2 * PI) * (exp (- (v ^ 2 * / 2)) * / sqrt (2 * PI))
                          = exp (- ((u * u + v * v) * / 2)) * (/ sqrt (2 * PI) * / sqrt (2 * PI))).
  { intros u v. replace (- ((u * u + v * v) * / 2)) with (- (u ^ 2 * / 2) + - (v ^ 2 * / 2)) by ring.
    rewrite exp_plus. ring. }
  rewrite !E. do 4 f_equal.
  replace (x * x + y * y) with ((c * c + s * s) * (x * x + y * y)) by (rewrite U; ring). ring.
Qed.

Lemma moderate_pt n F A B :
  moderate 2 F -> continuous_on n A -> continuous_on n B ->
  (exists K, 0 <= K /\ forall t, A t ^ 2 + B t ^ 2 <= K * (1 + dot n t t)) ->
  moderate n (fun t => F (pt (A t) (B t))).
Proof.
  intros [H (C & k & G)] HA HB (K & HK & Q). split; [now apply continuous_on_pt|].
  exists (C * (1 + K) ^ k), k. intro t. eapply Rle_trans; [apply G|]. rewrite Rmult_assoc.
  apply Rmult_le_compat_l; [now apply (growth_constant 2 C k F)|]. rewrite <- Rpow_mult_distr.
  assert (N : dot 2 (pt (A t) (B t)) (pt (A t) (B t)) = A t ^ 2 + B t ^ 2) by (unfold dot; simpl; ring).
  rewrite N. specialize (Q t). pose proof (dot_self_nonneg n t).
  pose proof (pow2_ge_0 (A t)). pose proof (pow2_ge_0 (B t)). apply pow_incr. nra.
Qed.

(** Functions of two linear forms. *)
Lemma moderate_forms n F y z : moderate 2 F -> moderate n (fun t => F (pt (dot n y t) (dot n z t))).
Proof.
  intro M. apply moderate_pt; [exact M | apply continuous_on_dot | apply continuous_on_dot|].
  destruct (dot_growth n y) as (A & HA & DA), (dot_growth n z) as (B & HB & DB).
  exists (A + B). split; [lra|]. intro t. specialize (DA t). specialize (DB t).
  pose proof (dot_self_nonneg n t). nra.
Qed.

Lemma moderate_linear a b c d F : moderate 2 F -> moderate 2 (linear a b c d F).
Proof.
  intro M. apply (moderate_ext 2 (fun t => F (pt (dot 2 (pt a b) t) (dot 2 (pt c d) t)))).
  - intro t. unfold linear, dot. simpl. do 2 f_equal; ring.
  - now apply moderate_forms.
Qed.

Theorem gaussian_rotation c s F :
  c * c + s * s = 1 -> moderate 2 F -> gaussian 2 (linear c s (- s) c F) = gaussian 2 F.
Proof.
  intros U M. rewrite !gaussian_double by auto using moderate_linear.
  rewrite <- (double_rotation c s (with_density F)) by auto using with_density_decaying.
  apply double_ext. intros x y. unfold linear, with_density. simpl. now rewrite density_rotated.
Qed.

(** Polar coordinates. *)
Lemma polar u v : exists r c s, 0 <= r /\ c * c + s * s = 1 /\ r * c = u /\ r * s = v.
Proof.
  destruct (Req_dec (u * u + v * v) 0) as [Z|N].
  - exists 0, 1, 0. assert (u = 0 /\ v = 0) by (split; nra). repeat split; lra.
  - assert (P : 0 < u * u + v * v) by (pose proof (Rle_0_sqr u); pose proof (Rle_0_sqr v); unfold Rsqr in *; lra).
    set (r := sqrt (u * u + v * v)). assert (R : 0 < r) by now apply sqrt_lt_R0.
    assert (Q : r * r = u * u + v * v) by (apply sqrt_sqrt; lra).
    exists r, (u / r), (v / r). repeat split; try (field; lra); [lra|].
    replace (u / r * (u / r) + v / r * (v / r)) with ((u * u + v * v) / (r * r)) by (field; lra).
    rewrite Q. field. lra.
Qed.

(** ** From m coordinates to two *)

Lemma mean_const c : mean (fun _ => c) = c.
Proof.
  rewrite (mean_ext _ (fun _ => c * 1)) by (intro; ring).
  rewrite mean_scal, mean_1 by apply tempered_const. ring.
Qed.

(** A function of e·g_1 + c·g_2 alone. *)
Lemma gaussian_merge e c G :
  moderate 2 (fun t => G (t 0%nat)) -> exists r, 0 <= r /\ r * r = e * e + c * c /\
  mean (fun w => mean (fun y => G (e * y + c * w))) = mean (fun y => G (r * y)).
Proof.
  intro M. destruct (polar e c) as (r & co & si & R & U & <- & <-). exists r.
  split; [exact R|]. split.
  { replace (r * co * (r * co) + r * si * (r * si)) with (r * r * (co * co + si * si)) by ring.
    rewrite U. ring. }
  assert (Mr : moderate 2 (fun t => G (r * t 0%nat))).
  { apply (moderate_ext 2 (linear r 0 0 0 (fun t => G (t 0%nat)))).
    - intro t. unfold linear. simpl. f_equal. ring.
    - now apply moderate_linear. }
  transitivity (gaussian 2 (linear co si (- si) co (fun t => G (r * t 0%nat)))).
  - rewrite gaussian_2. apply mean_ext. intro w. apply mean_ext. intro y. unfold linear. simpl.
    f_equal. ring.
  - rewrite gaussian_rotation by assumption. rewrite gaussian_2. simpl.
    apply (mean_const (mean (fun y => G (r * y)))).
Qed.

Lemma moderate_shift w F : moderate 2 F -> moderate 2 (fun t => F (pt (t 0%nat) (t 1%nat + w))).
Proof.
  intro M. apply moderate_pt; [exact M | coordinates | coordinates|].
  exists (2 + 2 * w ^ 2). pose proof (pow2_ge_0 w). split; [lra|]. intro t. unfold dot. simpl sum.
  pose proof (pow2_ge_0 (t 0%nat)). pose proof (pow2_ge_0 (t 1%nat)).
  pose proof (pow2_ge_0 (t 1%nat - w)). nra.
Qed.

(** R³ with two forms, one of two coordinates: a rotation of the first two coordinates, then one of the
    others. *)
Lemma three_to_two y0 z0 a b c F : moderate 2 F ->
  exists a' b' c', 0 <= a' /\ 0 <= c' /\
    a' * a' = y0 * y0 + a * a /\ a' * b' = y0 * z0 + a * b /\
    b' * b' + c' * c' = z0 * z0 + (b * b + c * c) /\
    mean (fun w => mean (fun y => mean (fun x => F (pt (y0 * x + a * y) (z0 * x + (b * y + c * w))))))
    = gaussian 2 (linear a' 0 b' c' F).
Proof.
  intro M. destruct (polar y0 a) as (r & co & si & R & U & <- & <-).
  set (b' := z0 * co + b * si). set (e := - z0 * si + b * co).
  set (G := fun u => mean (fun x => F (pt (r * x) (b' * x + u)))).
  assert (MG : moderate 2 (fun t => G (t 0%nat))).
  { apply (moderate_mean 2 (fun t => F (pt (r * t 0%nat) (b' * t 0%nat + t 1%nat)))).
    apply (moderate_ext 3 (fun t => F (pt (dot 3 (cons r (pt 0 0)) t) (dot 3 (cons b' (pt 1 0)) t)))).
    - intro t. unfold dot. simpl. do 2 f_equal; ring.
    - now apply moderate_forms. }
  destruct (gaussian_merge e c G MG) as (c' & C & Q & E).
  exists r, b', c'. repeat split; auto.
  - replace (r * co * (r * co) + r * si * (r * si)) with (r * r * (co * co + si * si)) by ring.
    rewrite U. ring.
  - unfold b'. ring.
  - rewrite Q. unfold b', e.
    replace ((z0 * co + b * si) * (z0 * co + b * si) + ((- z0 * si + b * co) * (- z0 * si + b * co) + c * c))
      with ((co * co + si * si) * (z0 * z0 + b * b) + c * c) by ring. rewrite U. ring.
  - transitivity (mean (fun w => mean (fun y => G (e * y + c * w)))).
    + apply mean_ext. intro w.
      set (H := linear r 0 b' e (fun t => F (pt (t 0%nat) (t 1%nat + c * w)))).
      assert (MH : moderate 2 H) by now apply moderate_linear, moderate_shift.
      transitivity (gaussian 2 (linear co si (- si) co H)).
      * rewrite gaussian_2. apply mean_ext. intro y. apply mean_ext. intro x. unfold H, linear. simpl.
        do 2 f_equal; [ring|]. unfold b', e.
        transitivity ((co * co + si * si) * (z0 * x + b * y) + c * w); [rewrite U; ring | ring].
      * rewrite gaussian_rotation by assumption. rewrite gaussian_2. apply mean_ext. intro y.
        apply mean_ext. intro x. unfold H, linear. simpl. do 2 f_equal; ring.
    + rewrite E, gaussian_2. apply mean_ext. intro y. apply mean_ext. intro x. unfold linear. simpl.
      do 2 f_equal; ring.
Qed.

Lemma forms_to_two m y z F : moderate 2 F ->
  exists a b c, 0 <= a /\ 0 <= c /\
    a * a = dot m y y /\ a * b = dot m y z /\ b * b + c * c = dot m z z /\
    gaussian m (fun t => F (pt (dot m y t) (dot m z t))) = gaussian 2 (linear a 0 b c F).
Proof.
  revert y z F. induction m as [|m IH]; intros y z F M.
  - exists 0, 0, 0. unfold dot. simpl sum. repeat split; try lra.
    rewrite gaussian_2. transitivity (F (pt 0 0)); [reflexivity|].
    rewrite <- (mean_const (F (pt 0 0))). apply mean_ext. intro w.
    rewrite <- (mean_const (F (pt 0 0))). apply mean_ext. intro x. unfold linear. simpl.
    do 2 f_equal; ring.
  - set (y' := fun k => y (S k)). set (z' := fun k => z (S k)).
    set (F1 := fun t => mean (fun x => F (pt (y 0%nat * x + t 0%nat) (z 0%nat * x + t 1%nat)))).
    assert (M1 : moderate 2 F1).
    { apply (moderate_mean 2 (fun t => F (pt (y 0%nat * t 0%nat + t 1%nat) (z 0%nat * t 0%nat + t 2%nat)))).
      apply (moderate_ext 3 (fun t => F (pt (dot 3 (cons (y 0%nat) (pt 1 0)) t) (dot 3 (cons (z 0%nat) (pt 0 1)) t)))).
      - intro t. unfold dot. simpl. do 2 f_equal; ring.
      - now apply moderate_forms. }
    destruct (IH y' z' F1 M1) as (a & b & c & A & C & Q1 & Q2 & Q3 & E).
    destruct (three_to_two (y 0%nat) (z 0%nat) a b c F M) as (a' & b' & c' & A' & C' & P1 & P2 & P3 & E').
    exists a', b', c'.
    assert (D : forall u v, dot (S m) u v = u 0%nat * v 0%nat + dot m (fun k => u (S k)) (fun k => v (S k)))
      by (intros; exact (sum_first m _)).
    rewrite !D. fold y' z'. repeat split; [exact A' | exact C' | lra | lra | lra |].
    rewrite <- E'. transitivity (gaussian m (fun t => F1 (pt (dot m y' t) (dot m z' t)))).
    + apply (gaussian_ext m). intro t. apply mean_ext. intro x.
      rewrite (D y (cons x t)), (D z (cons x t)). reflexivity.
    + rewrite E, gaussian_2. apply mean_ext. intro w. apply mean_ext. intro v. unfold linear, F1. simpl.
      apply mean_ext. intro x. do 2 f_equal; ring.
Qed.

(** ** The expectation under N(0, (q_11, q_12; q_12, q_22)) *)

Definition gaussian_pair (q11 q12 q22 : R) (F : point -> R) : R :=
  let a := sqrt q11 in
  let b := q12 / a in
  gaussian 2 (fun t => F (pt (a * t 0%nat) (b * t 0%nat + sqrt (q22 - b ^ 2) * t 1%nat))).

Theorem gaussian_forms m y z F : moderate 2 F ->
  gaussian m (fun t => F (pt (dot m y t) (dot m z t)))
  = gaussian_pair (dot m y y) (dot m y z) (dot m z z) F.
Proof.
  intro M. destruct (forms_to_two m y z F M) as (a & b & c & A & C & Q1 & Q2 & Q3 & ->).
  rewrite <- Q1, <- Q2, <- Q3. unfold gaussian_pair. rewrite sqrt_square by exact A.
  destruct (Req_dec a 0) as [->|N].
  - (* the first variable is 0, and only the variance of the second counts *)
    replace (0 * b / 0) with 0 by (unfold Rdiv; ring).
    destruct (polar b c) as (r & co & si & R & U & <- & <-).
    replace (r * co * (r * co) + r * si * (r * si) - 0 ^ 2) with (r * r * (co * co + si * si)) by ring.
    rewrite U, Rmult_1_r, sqrt_square by exact R.
    set (H := linear 0 0 0 r F). assert (MH : moderate 2 H) by now apply moderate_linear.
    transitivity (gaussian 2 (linear si (- co) (- - co) si H)).
    + apply gaussian_ext. intro t. unfold H, linear. simpl. do 2 f_equal; ring.
    + rewrite gaussian_rotation; [|lra | exact MH].
      apply gaussian_ext. intro t. unfold H, linear. do 2 f_equal; ring.
  - replace (a * b / a) with b by (field; exact N).
    replace (b * b + c * c - b ^ 2) with (c * c) by ring. rewrite sqrt_square by exact C.
    apply gaussian_ext. intro t. unfold linear. do 2 f_equal; ring.
Qed.

(** Its covariances are those that its name says. *)
Theorem gaussian_pair_covariance m y z :
  gaussian_pair (dot m y y) (dot m y z) (dot m z z) (fun t => t 0%nat * t 1%nat) = dot m y z.
Proof.
  rewrite <- gaussian_forms; [apply gaussian_covariance|].
  apply moderate_mult.
  - apply (moderate_ext 2 (dot 2 (pt 1 0))); [intro t; unfold dot; simpl; ring|].
    apply (moderate_feature 2 (fun x => x)), tempered_id.
  - apply (moderate_ext 2 (dot 2 (pt 0 1))); [intro t; unfold dot; simpl; ring|].
    apply (moderate_feature 2 (fun x => x)), tempered_id.
Qed.
