(** * The Gaussian integral

    ∫_0^∞ exp(−t²) dt = √π/2, with the rate of the tail: 0 ≤ √π/2 − ∫_0^x exp(−t²) dt ≤ exp(−x²)
    for x ≥ 0.  The square of the integral plus B(x) = ∫_0^1 exp(−x²(1+t²))/(1+t²) dt has derivative
    0, so it is B(0) = π/4. *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
Local Open Scope R_scope.

Definition bell (t : R) : R := exp (- (t * t)).

Definition bell_integral (x : R) : R := RInt bell 0 x.

Lemma bell_continuous x : continuous bell x.
Proof.
  apply (ex_derive_continuous (V := R_NormedModule)). unfold bell. auto_derive. exact I.
Qed.

Lemma bell_ex a b : ex_RInt bell a b.
Proof. apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros. apply bell_continuous. Qed.

Lemma bell_integral_derive x : is_derive bell_integral x (bell x).
Proof.
  apply (is_derive_RInt bell bell_integral 0).
  - exists (mkposreal 1 Rlt_0_1). intros y _. apply (RInt_correct bell), bell_ex.
  - apply bell_continuous.
Qed.

Definition kernel (x t : R) : R := exp (- (x * x) * (1 + t * t)) / (1 + t * t).
Definition rest (x : R) : R := RInt (kernel x) 0 1.

Lemma square_pos t : 0 < 1 + t * t.
Proof. nra. Qed.

Lemma kernel_derive x t : is_derive (fun u => kernel u t) x (-2 * x * exp (- (x * x) * (1 + t * t))).
Proof.
  unfold kernel. auto_derive; [exact I|]. field. apply Rgt_not_eq, square_pos.
Qed.

Lemma kernel_continuous x t : continuous (kernel x) t.
Proof.
  apply (ex_derive_continuous (V := R_NormedModule)). unfold kernel. auto_derive.
  pose proof (square_pos t). lra.
Qed.

Lemma rest_derive x :
  is_derive rest x (RInt (fun t => -2 * x * exp (- (x * x) * (1 + t * t))) 0 1).
Proof.
  replace (RInt _ 0 1) with (RInt (fun t => Derive (fun u => kernel u t) x) 0 1).
  - apply is_derive_RInt_param.
    + exists (mkposreal 1 Rlt_0_1). intros y _ t _. eexists. apply kernel_derive.
    + intros t _. apply (continuity_2d_pt_ext (fun u v => -2 * u * exp (- (u * u) * (1 + v * v)))).
      { intros u v. symmetry. apply is_derive_unique, kernel_derive. }
      apply continuity_2d_pt_mult.
      * apply continuity_2d_pt_mult; [apply continuity_2d_pt_const | apply continuity_2d_pt_id1].
      * apply (continuity_1d_2d_pt_comp exp); [apply derivable_continuous_pt, derivable_pt_exp|].
        apply continuity_2d_pt_mult.
        { apply continuity_2d_pt_opp, continuity_2d_pt_mult; apply continuity_2d_pt_id1. }
        apply continuity_2d_pt_plus; [apply continuity_2d_pt_const|].
        apply continuity_2d_pt_mult; apply continuity_2d_pt_id2.
    + exists (mkposreal 1 Rlt_0_1). intros y _.
      apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros. apply kernel_continuous.
  - apply RInt_ext. intros t _. apply is_derive_unique, kernel_derive.
Qed.

(** ∫_0^1 −2x exp(−x²(1+t²)) dt = −2 exp(−x²) ∫_0^x exp(−s²) ds *)
Lemma rest_derivative x :
  RInt (fun t => -2 * x * exp (- (x * x) * (1 + t * t))) 0 1 = -2 * bell x * bell_integral x.
Proof.
  assert (E := RInt_comp_lin bell x 0 0 1 (bell_ex _ _)).
  replace (x * 0 + 0) with 0 in E by ring. replace (x * 1 + 0) with x in E by ring.
  unfold bell_integral. rewrite <- E, <- (RInt_scal (V := R_CompleteNormedModule) _ 0 1 (-2 * bell x)).
  - apply RInt_ext. intros t _. unfold scal. simpl. unfold mult. simpl. unfold bell.
    match goal with |- @eq _ ?a ?b => change (@eq R a b) end.
    replace (- (x * x) * (1 + t * t)) with (- (x * x) + - ((x * t + 0) * (x * t + 0))) by ring.
    rewrite exp_plus. ring.
  - apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros t _.
    apply (ex_derive_continuous (V := R_NormedModule)). unfold bell, scal. simpl. unfold mult. simpl.
    auto_derive. exact I.
Qed.

Lemma rest_at_0 : rest 0 = PI / 4.
Proof.
  replace (PI / 4) with (atan 1 - atan 0) by (rewrite atan_1, atan_0; ring).
  apply is_RInt_unique. apply (is_RInt_ext (fun t => / (1 + t * t))).
  - intros t _. unfold kernel. rewrite Rmult_0_l, Ropp_0, Rmult_0_l, exp_0.
    match goal with |- @eq _ ?a ?b => change (@eq R a b) end. field.
    apply Rgt_not_eq, square_pos.
  - apply (is_RInt_derive atan (fun t => / (1 + t * t))).
    + intros t _. replace (t * t) with (t ^ 2) by ring. rewrite Rplus_comm.
      apply is_derive_Reals. replace (/ (t ^ 2 + 1)) with (/ (1 + t ^ 2)) by (f_equal; ring).
      apply derivable_pt_lim_atan.
    + intros t _. apply (ex_derive_continuous (V := R_NormedModule)). auto_derive.
      pose proof (square_pos t). lra.
Qed.

Lemma square_and_rest x : bell_integral x * bell_integral x + rest x = PI / 4.
Proof.
  set (F := fun x => bell_integral x * bell_integral x + rest x).
  assert (D : forall t, is_derive F t 0).
  { intro t. unfold F.
    replace 0 with ((bell t * bell_integral t + bell_integral t * bell t)
                    + (RInt (fun s => -2 * t * exp (- (t * t) * (1 + s * s))) 0 1)).
    - apply (is_derive_plus (V := R_NormedModule)); [|apply rest_derive].
      apply (is_derive_mult (K := R_AbsRing) bell_integral bell_integral);
        [apply bell_integral_derive | apply bell_integral_derive|].
      intros n m. apply Rmult_comm.
    - rewrite rest_derivative. ring. }
  assert (F0 : F 0 = PI / 4).
  { unfold F. rewrite rest_at_0. unfold bell_integral. rewrite RInt_point.
    unfold zero. simpl. ring. }
  rewrite <- F0. change (F x = F 0).
  destruct (Rtotal_order 0 x) as [L|[<-|G]]; [symmetry | reflexivity |];
    apply (eq_is_derive (V := R_NormedModule)); auto.
Qed.

Lemma rest_bounds x : 0 <= rest x <= exp (- (x * x)).
Proof.
  assert (X : forall a b, ex_RInt (kernel x) a b).
  { intros. apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros. apply kernel_continuous. }
  split.
  - apply RInt_ge_0; [lra | apply X|]. intros t _. unfold kernel.
    apply Rmult_le_pos; [left; apply exp_pos | left; apply Rinv_0_lt_compat, square_pos].
  - replace (exp (- (x * x))) with (RInt (fun _ => exp (- (x * x))) 0 1).
    + apply RInt_le; [lra | apply X | apply ex_RInt_const|]. intros t _. unfold kernel.
      pose proof (square_pos t). apply (Rmult_le_reg_r (1 + t * t)); [assumption|].
      unfold Rdiv. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
      apply Rle_trans with (exp (- (x * x))).
      * assert (I : - (x * x) * (1 + t * t) <= - (x * x)) by nra.
        destruct I as [I|I]; [left; now apply exp_increasing | rewrite I; lra].
      * pose proof (exp_pos (- (x * x))). nra.
    + rewrite RInt_const. unfold scal. simpl. unfold mult. simpl. ring.
Qed.

Lemma bell_integral_ge_0 x : 0 <= x -> 0 <= bell_integral x.
Proof.
  intro H. apply RInt_ge_0; [exact H | apply bell_ex | intros; left; apply exp_pos].
Qed.

Theorem gaussian_integral_tail x :
  0 <= x -> 0 <= sqrt PI / 2 - bell_integral x <= exp (- (x * x)) / (sqrt PI / 2).
Proof.
  intro Hx. pose proof (square_and_rest x) as E. pose proof (rest_bounds x) as [L U].
  pose proof (bell_integral_ge_0 x Hx) as P. pose proof PI_RGT_0 as HP.
  set (s := sqrt PI / 2). set (J := bell_integral x) in *.
  assert (Hs : 0 < s) by (unfold s; pose proof (sqrt_lt_R0 PI HP); lra).
  assert (Sq : s * s = PI / 4).
  { unfold s. replace (sqrt PI / 2 * (sqrt PI / 2)) with (sqrt PI * sqrt PI / 4) by field.
    rewrite sqrt_sqrt by lra. reflexivity. }
  assert (F : (s - J) * (s + J) = rest x) by nra.
  split.
  - destruct (Rle_or_lt J s) as [|G]; [lra|]. nra.
  - apply (Rmult_le_reg_r s); [exact Hs|].
    unfold Rdiv. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
    destruct (Rle_or_lt J s) as [|G]; nra.
Qed.

Lemma bell_even t : bell (- t) = bell t.
Proof. unfold bell. f_equal. ring. Qed.

Lemma bell_integral_odd x : bell_integral (- x) = - bell_integral x.
Proof.
  unfold bell_integral.
  assert (E := RInt_comp_lin bell (-1) 0 0 x (bell_ex _ _)).
  replace (-1 * 0 + 0) with 0 in E by ring. replace (-1 * x + 0) with (- x) in E by ring.
  rewrite <- E.
  rewrite (RInt_ext _ (fun t => scal (-1) (bell t))).
  - rewrite (RInt_scal (V := R_CompleteNormedModule)) by apply bell_ex.
    unfold scal. simpl. unfold mult. simpl. ring.
  - intros t _. f_equal. rewrite <- bell_even. f_equal. ring.
Qed.

Lemma bell_integral_bound x : Rabs (bell_integral x) <= 1.
Proof.
  assert (H : forall y, 0 <= y -> 0 <= bell_integral y <= 1).
  { intros y Hy. split; [now apply bell_integral_ge_0|].
    pose proof (gaussian_integral_tail y Hy) as [T _].
    assert (sqrt PI <= 2); [|lra]. rewrite <- (sqrt_square 2) by lra.
    apply sqrt_le_1_alt. pose proof PI_4. lra. }
  destruct (Rle_or_lt 0 x) as [P|N].
  - rewrite Rabs_pos_eq; apply H, P.
  - replace x with (- - x) by ring. rewrite bell_integral_odd, Rabs_Ropp.
    rewrite Rabs_pos_eq; apply H; lra.
Qed.
