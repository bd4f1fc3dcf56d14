(** * The mean of f(Z) for one standard Gaussian variable Z

    [mean f] = ∫ f(x) φ(x) dx over (−∞, ∞), φ(x) = exp(−x²/2)/√(2π), for continuous f of at most
    polynomial growth. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import gaussian_integral continuity line_integral.
Local Open Scope R_scope.

Definition density (x : R) : R := exp (- (x ^ 2 / 2)) / sqrt (2 * PI).

Definition mean (f : R -> R) : R := integral (fun x => f x * density x).

Definition tempered (f : R -> R) : Prop :=
  everywhere_continuous f /\ exists C k, forall x, Rabs (f x) <= C * (1 + x ^ 2) ^ k.

(** ** The density *)

Lemma sqrt_2PI : 1 <= sqrt (2 * PI).
Proof. pose proof PI2_1. rewrite <- sqrt_1. apply sqrt_le_1_alt. lra. Qed.

Lemma density_pos x : 0 < density x.
Proof.
  pose proof sqrt_2PI. apply Rdiv_lt_0_compat; [apply exp_pos | lra].
Qed.

Lemma density_derive x : is_derive density x (- x * density x).
Proof.
  pose proof sqrt_2PI. unfold density. auto_derive; [exact I|].
  replace (x ^ 2 / 2) with (x * (x * 1) * / 2) by (simpl; field). field. lra.
Qed.

Lemma density_continuous : everywhere_continuous density.
Proof. intro x. apply (ex_derive_continuous (V := R_NormedModule)). eexists. apply density_derive. Qed.

Lemma density_exp x : density x <= exp (- (x ^ 2 / 2)).
Proof.
  pose proof sqrt_2PI. pose proof (exp_pos (- (x ^ 2 / 2))). unfold density.
  apply (Rmult_le_reg_r (sqrt (2 * PI))); [lra|]. unfold Rdiv.
  rewrite Rmult_assoc, Rinv_l by lra. nra.
Qed.

Lemma density_le_1 x : density x <= 1.
Proof.
  eapply Rle_trans; [apply density_exp|]. rewrite <- exp_0.
  pose proof (pow2_ge_0 x). assert (I : - (x ^ 2 / 2) <= 0) by lra.
  destruct I as [I| ->]; [left; now apply exp_increasing | lra].
Qed.

Lemma power_exp m : forall r, 0 < r -> exists c, 0 < c /\ forall y, 0 <= y -> y ^ m <= c * exp (r * y).
Proof.
  induction m as [|m IH]; intros r Hr.
  - exists 1. split; [lra|]. intros y Hy. pose proof (exp_ineq1_le (r * y)). simpl. nra.
  - destruct (IH (r / 2)) as (c & Hc & B); [lra|]. exists (2 / r * c). split.
    { apply Rmult_lt_0_compat; [apply Rdiv_lt_0_compat; lra | exact Hc]. }
    intros y Hy. specialize (B y Hy). replace (r * y) with (r / 2 * y + r / 2 * y) by field.
    rewrite exp_plus. pose proof (exp_ineq1_le (r / 2 * y)) as E. set (e := exp (r / 2 * y)) in *.
    assert (Y : y <= 2 / r * e).
    { apply (Rmult_le_reg_l (r / 2)); [lra|]. replace (r / 2 * (2 / r * e)) with e by (field; lra). lra. }
    replace (2 / r * c * (e * e)) with ((2 / r * e) * (c * e)) by ring. simpl.
    apply Rmult_le_compat; auto. now apply pow_le.
Qed.

(** (1 + x²)^k φ(x) ≤ K/(1 + x²) *)
Lemma density_dominates k : exists K, 0 < K /\ forall x, (1 + x ^ 2) ^ k * density x <= K / (1 + x ^ 2).
Proof.
  destruct (power_exp (S k) (1 / 2)) as (c & Hc & B); [lra|].
  exists (c * exp (1 / 2)). split; [apply Rmult_lt_0_compat; [exact Hc | apply exp_pos]|].
  intro x. pose proof (one_square x) as P. set (y := 1 + x ^ 2) in *.
  apply (Rmult_le_reg_r y); [exact P|].
  replace (c * exp (1 / 2) / y * y) with (c * exp (1 / 2)) by (field; lra).
  replace (y ^ k * density x * y) with (y ^ S k * density x) by (simpl; ring).
  apply Rle_trans with (c * exp (1 / 2 * y) * exp (- (x ^ 2 / 2))).
  - apply Rmult_le_compat; [apply pow_le; lra | left; apply density_pos | apply B; lra | apply density_exp].
  - rewrite Rmult_assoc, <- exp_plus. right. f_equal. f_equal. unfold y. field.
Qed.

Lemma weighted_dominated C k K f :
  (forall x, Rabs (f x) <= C * (1 + x ^ 2) ^ k) ->
  (forall x, (1 + x ^ 2) ^ k * density x <= K / (1 + x ^ 2)) -> 0 <= C ->
  dominated (C * K) (fun x => f x * density x).
Proof.
  intros F D HC x. pose proof (density_pos x) as P. rewrite Rabs_mult, (Rabs_pos_eq (density x)) by lra.
  apply Rle_trans with (C * (1 + x ^ 2) ^ k * density x).
  - apply Rmult_le_compat_r; [lra | apply F].
  - rewrite Rmult_assoc. unfold Rdiv. rewrite Rmult_assoc. apply Rmult_le_compat_l; [exact HC | apply D].
Qed.

Lemma bound_pos C k f : (forall x, Rabs (f x) <= C * (1 + x ^ 2) ^ k) -> 0 <= C.
Proof.
  intro B. specialize (B 0). pose proof (Rabs_pos (f 0)).
  replace (1 + 0 ^ 2) with 1 in B by ring. rewrite pow1 in B. lra.
Qed.

Lemma weighted_continuous f : tempered f -> everywhere_continuous (fun x => f x * density x).
Proof. intros [H _] x. apply c_mult; [apply H | apply density_continuous]. Qed.

Lemma weighted_integrable f : tempered f -> integrable (fun x => f x * density x).
Proof.
  intros T. pose proof T as [H (C & k & B)]. split.
  - now apply continuous_locally_integrable, weighted_continuous.
  - destruct (density_dominates k) as (K & _ & D). exists (C * K).
    now apply (weighted_dominated C k K f B D), (bound_pos C k f).
Qed.

(** ** The mean *)

Lemma mean_plus f g : tempered f -> tempered g -> mean (fun x => f x + g x) = mean f + mean g.
Proof.
  intros F G. unfold mean. rewrite <- integral_plus by now apply weighted_integrable.
  apply integral_ext. intro. ring.
Qed.

Lemma mean_scal c f : tempered f -> mean (fun x => c * f x) = c * mean f.
Proof.
  intro F. unfold mean. rewrite <- integral_scal by now apply weighted_integrable.
  apply integral_ext. intro. ring.
Qed.

Lemma mean_ext f g : (forall x, f x = g x) -> mean f = mean g.
Proof. intro E. apply integral_ext. intro x. now rewrite E. Qed.

Lemma mean_nonneg f : tempered f -> (forall x, 0 <= f x) -> 0 <= mean f.
Proof.
  intros F P. apply integral_nonneg; [now apply weighted_integrable|].
  intro x. pose proof (density_pos x). specialize (P x). nra.
Qed.

Lemma mean_zero f : tempered f -> (forall x, 0 <= f x) -> mean f = 0 -> forall x, f x = 0.
Proof.
  intros F P Z x. pose proof (density_pos x).
  assert (E : f x * density x = 0); [|nra].
  apply (integral_zero (fun x => f x * density x)); auto;
    [now apply weighted_continuous | now apply weighted_integrable|].
  intro y. pose proof (density_pos y). specialize (P y). nra.
Qed.

(** ** Moments: 1, 0, 1 *)

Lemma tempered_const c : tempered (fun _ => c).
Proof.
  split; [intro; apply c_const|]. exists (Rabs c), 0%nat. intro. simpl. lra.
Qed.

Lemma tempered_id : tempered (fun x => x).
Proof.
  split; [intro; apply c_id|]. exists 1, 1%nat. intro x. simpl. unfold Rabs. destruct (Rcase_abs x); nra.
Qed.

Lemma tempered_square : tempered (fun x => x ^ 2).
Proof.
  split; [intro; apply c_pow, c_id|]. exists 1, 1%nat. intro x. rewrite Rabs_pos_eq by nra. simpl. nra.
Qed.

Lemma tempered_plus f g : tempered f -> tempered g -> tempered (fun x => f x + g x).
Proof.
  intros [F (C & k & B)] [G (C' & k' & B')]. split; [intro; now apply c_plus|].
  exists (C + C'), (k + k')%nat. intro x. eapply Rle_trans; [apply Rabs_triang|].
  pose proof (bound_pos _ _ _ B). pose proof (bound_pos _ _ _ B').
  assert (P : 1 <= 1 + x ^ 2) by nra. specialize (B x). specialize (B' x).
  assert (C * (1 + x ^ 2) ^ k <= C * (1 + x ^ 2) ^ (k + k'))
    by (apply Rmult_le_compat_l; [assumption | apply Rle_pow; [exact P | lia]]).
  assert (C' * (1 + x ^ 2) ^ k' <= C' * (1 + x ^ 2) ^ (k + k'))
    by (apply Rmult_le_compat_l; [assumption | apply Rle_pow; [exact P | lia]]).
  lra.
Qed.

Lemma tempered_ext f g : (forall x, f x = g x) -> tempered f -> tempered g.
Proof.
  intros E [H (C & k & B)]. split; [intro x; apply (c_ext f); auto|].
  exists C, k. intro x. rewrite <- E. apply B.
Qed.

Lemma tempered_mult f g : tempered f -> tempered g -> tempered (fun x => f x * g x).
Proof.
  intros [F (C & k & B)] [G (C' & k' & B')]. split; [intro; now apply c_mult|].
  exists (C * C'), (k + k')%nat. intro x. rewrite Rabs_mult, pow_add.
  replace (C * C' * ((1 + x ^ 2) ^ k * (1 + x ^ 2) ^ k'))
    with ((C * (1 + x ^ 2) ^ k) * (C' * (1 + x ^ 2) ^ k')) by ring.
  apply Rmult_le_compat; auto using Rabs_pos.
Qed.

Lemma tempered_scal c f : tempered f -> tempered (fun x => c * f x).
Proof.
  intros [F (C & k & B)]. split; [intro; apply c_mult; [apply c_const | apply F]|].
  exists (Rabs c * C), k. intro x. rewrite Rabs_mult, Rmult_assoc.
  apply Rmult_le_compat_l; [apply Rabs_pos | apply B].
Qed.

Lemma density_even x : density (- x) = density x.
Proof. unfold density. now replace ((- x) ^ 2) with (x ^ 2) by ring. Qed.

Lemma density_vanishes eps : 0 < eps -> exists M0, 1 <= M0 /\ forall M, M0 <= M -> M * density M <= eps.
Proof.
  intro He. destruct (density_dominates 0) as (K & HK & B).
  exists (1 + K / eps). assert (0 < K / eps) by now apply Rdiv_lt_0_compat. split; [lra|].
  intros M HM. specialize (B M). rewrite pow_O, Rmult_1_l in B.
  apply Rle_trans with (M * (K / (1 + M ^ 2))); [apply Rmult_le_compat_l; lra|].
  apply (Rmult_le_reg_r (1 + M ^ 2)); [apply one_square|].
  replace (M * (K / (1 + M ^ 2)) * (1 + M ^ 2)) with (M * K) by (field; apply Rgt_not_eq, one_square).
  assert (K <= M * eps).
  { replace K with (K / eps * eps) by (field; lra). apply Rmult_le_compat_r; lra. }
  nra.
Qed.

(** The normalisation. *)
Theorem mean_1 : mean (fun _ => 1) = 1.
Proof.
  pose proof PI_RGT_0 as HP. pose proof (sqrt_lt_R0 PI HP) as HS. pose proof Rlt_sqrt2_0 as H2.
  assert (Q2 : sqrt 2 * sqrt 2 = 2) by (apply sqrt_sqrt; lra).
  apply (integral_by_antiderivative _ (fun x => bell_integral (x / sqrt 2) / sqrt PI)).
  - apply weighted_continuous, tempered_const.
  - apply weighted_integrable, tempered_const.
  - intro x. unfold density.
    replace (1 * (exp (- (x ^ 2 / 2)) / sqrt (2 * PI)))
      with (/ sqrt PI * (/ sqrt 2 * bell (x / sqrt 2))).
    + apply (is_derive_ext (fun x => scal (/ sqrt PI) (bell_integral (x / sqrt 2)))).
      { intro t. unfold scal. simpl. unfold mult. simpl. unfold Rdiv. apply Rmult_comm. }
      apply (is_derive_scal (fun x => bell_integral (x / sqrt 2))).
      apply (is_derive_comp bell_integral (fun x => x / sqrt 2)).
      * apply bell_integral_derive.
      * auto_derive; [exact I|]. field. lra.
    + unfold bell. rewrite sqrt_mult by lra.
      replace (x / sqrt 2 * (x / sqrt 2)) with (x ^ 2 / (sqrt 2 * sqrt 2)) by (field; lra).
      rewrite Q2. field. split; lra.
  - intros eps He. set (s := sqrt PI / 2). assert (Hs : 0 < s) by (unfold s; lra).
    (* 1 − J(M/√2)·2/√π ≤ exp(−M²/2)/s² ≤ ε *)
    destruct (power_exp 1 (1 / 2)) as (c & Hc & B); [lra|].
    assert (P0 : 0 < c / (s * s * eps)) by (apply Rdiv_lt_0_compat; [exact Hc | repeat apply Rmult_lt_0_compat; lra]).
    exists (1 + c / (s * s * eps)). intros M HM. set (y := M / sqrt 2).
    assert (Hy : 0 <= y) by (apply Rmult_le_pos; [lra | left; now apply Rinv_0_lt_compat]).
    replace (- M / sqrt 2) with (- y) by (unfold y; field; lra). rewrite bell_integral_odd.
    pose proof (gaussian_integral_tail y Hy) as [L U]. fold s in L, U.
    assert (Ey : y * y = M ^ 2 / 2).
    { unfold y. replace (M / sqrt 2 * (M / sqrt 2)) with (M ^ 2 / (sqrt 2 * sqrt 2)) by (field; lra).
      now rewrite Q2. }
    rewrite Ey in U.
    assert (X : exp (- (M ^ 2 / 2)) <= s * s * eps).
    { specialize (B (M ^ 2) ltac:(nra)). rewrite exp_Ropp.
      replace (1 / 2 * M ^ 2) with (M ^ 2 / 2) in B by field.
      pose proof (exp_pos (M ^ 2 / 2)) as EP. set (E := exp (M ^ 2 / 2)) in *.
      assert (SE : 0 < s * s * eps) by (repeat apply Rmult_lt_0_compat; lra).
      assert (MC : c <= M * (s * s * eps)).
      { replace c with (c / (s * s * eps) * (s * s * eps)) by (field; lra).
        apply Rmult_le_compat_r; lra. }
      apply (Rmult_le_reg_r (E * c)); [now apply Rmult_lt_0_compat|].
      replace (/ E * (E * c)) with c by (field; lra).
      rewrite pow_1 in B.
      apply Rle_trans with (M * (s * s * eps)); [exact MC|].
      replace (s * s * eps * (E * c)) with (c * E * (s * s * eps)) by ring.
      apply Rmult_le_compat_r; [lra|]. nra. }
    replace (bell_integral y / sqrt PI - - bell_integral y / sqrt PI - 1)
      with (- ((s - bell_integral y) / s)) by (unfold s; field; lra).
    rewrite Rabs_Ropp, Rabs_pos_eq by (apply Rmult_le_pos; [lra | left; now apply Rinv_0_lt_compat]).
    apply (Rmult_le_reg_r s); [exact Hs|].
    replace ((s - bell_integral y) / s * s) with (s - bell_integral y) by (field; lra).
    eapply Rle_trans; [exact U|]. apply (Rmult_le_reg_r s); [exact Hs|].
    replace (exp (- (M ^ 2 / 2)) / s * s) with (exp (- (M ^ 2 / 2))) by (field; lra). lra.
Qed.

Theorem mean_id : mean (fun x => x) = 0.
Proof.
  apply (integral_by_antiderivative _ (fun x => - density x)).
  - apply weighted_continuous, tempered_id.
  - apply weighted_integrable, tempered_id.
  - intro x. replace (x * density x) with (- (- x * density x)) by ring.
    apply (is_derive_opp density). apply density_derive.
  - intros eps He. exists 0. intros M _. rewrite density_even.
    replace (- density M - - density M - 0) with 0 by ring. rewrite Rabs_R0. lra.
Qed.

Theorem mean_square : mean (fun x => x ^ 2) = 1.
Proof.
  assert (Z : mean (fun x => x ^ 2 + -1) = 0).
  { apply (integral_by_antiderivative _ (fun x => - x * density x)).
    - apply weighted_continuous, tempered_plus; [apply tempered_square | apply tempered_const].
    - apply weighted_integrable, tempered_plus; [apply tempered_square | apply tempered_const].
    - intro x. replace ((x ^ 2 + -1) * density x) with (-1 * density x + - x * (- x * density x)) by ring.
      apply (is_derive_mult (K := R_AbsRing) (fun x => - x) density).
      + auto_derive; [exact I | ring].
      + apply density_derive.
      + intros a b. apply Rmult_comm.
    - intros eps He. destruct (density_vanishes (eps / 2)) as (M0 & H1 & B); [lra|].
      exists M0. intros M HM. specialize (B M HM). rewrite density_even.
      replace (- M * density M - - - M * density M - 0) with (- (2 * (M * density M))) by ring.
      pose proof (density_pos M). rewrite Rabs_Ropp, Rabs_pos_eq; [lra | nra]. }
  rewrite mean_plus in Z by (apply tempered_square || apply tempered_const).
  rewrite (mean_ext (fun _ => -1) (fun _ => -1 * 1)) in Z by (intro; ring).
  rewrite mean_scal, mean_1 in Z by apply tempered_const. lra.
Qed.
