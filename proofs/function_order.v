(** * Orders of growth of the functions of the language *)

From Coq Require Import Reals Lra Lia.
From Nonpoly Require Import polynomial analytic order gaussian_integral functions.
Local Open Scope R_scope.

Section Growth.
Context (plus : bool) (u : R -> R).

Lemma order_bounded_by C (f : R -> R) : (forall x, Rabs (f x) <= C) -> order plus 0 (fun x => f (u x)).
Proof. intro B. apply (order_bounded plus C). exists 0. auto. Qed.

Lemma order_tanh : order plus 0 (fun x => tanh (u x)).
Proof. apply (order_bounded_by 1), tanh_bound. Qed.

Lemma order_sigmoid : order plus 0 (fun x => sigmoid (u x)).
Proof.
  apply (order_bounded_by 1). intro x. pose proof (sigmoid_bound x). rewrite Rabs_pos_eq; lra.
Qed.

Lemma order_erf : order plus 0 (fun x => erf (u x)).
Proof. apply (order_bounded_by 1), erf_bound. Qed.

Lemma order_Phi : order plus 0 (fun x => Phi (u x)).
Proof. apply (order_bounded_by 1). intro x. pose proof (Phi_bound x). rewrite Rabs_pos_eq; lra. Qed.

Lemma order_sin : order plus 0 (fun x => sin (u x)).
Proof. apply (order_bounded_by 1). intro x. apply Rabs_le. apply SIN_bound. Qed.

Lemma order_cos : order plus 0 (fun x => cos (u x)).
Proof. apply (order_bounded_by 1). intro x. apply Rabs_le. apply COS_bound. Qed.

Lemma order_atan : order plus 0 (fun x => atan (u x)).
Proof.
  apply (order_bounded_by 2). intro x. pose proof (atan_bound x). pose proof PI_4. apply Rabs_le. lra.
Qed.

Lemma order_gelu m : order plus m u -> order plus m (fun x => gelu (u x)).
Proof.
  apply order_dominated. exists 0. intros x _. unfold gelu. rewrite Rabs_mult.
  pose proof (Phi_bound (u x)). rewrite (Rabs_pos_eq (Phi _)) by lra.
  pose proof (Rabs_pos (u x)). nra.
Qed.

Lemma order_softplus m : 0 <= m -> order plus m u -> order plus m (fun x => softplus (u x)).
Proof.
  intros Hm O. apply (order_dominated plus m _ (fun x => Rabs (u x) + 1)).
  - exists 0. intros x _. pose proof (softplus_bound (u x)). pose proof (Rabs_pos (u x)).
    rewrite (Rabs_pos_eq (softplus _)), (Rabs_pos_eq (_ + 1)) by lra. lra.
  - apply order_plus; [now apply order_abs|]. apply (order_le plus 0); [exact Hm | apply order_const].
Qed.

Lemma order_arcsinh e m : 0 < e -> order plus m u -> order plus e (fun x => arcsinh (u x)).
Proof.
  intros He O. apply (order_dominated plus e _ (fun x => ln (2 * Rabs (u x) + 1))).
  - exists 0. intros x _. eapply Rle_trans; [apply arcsinh_bound | apply Rle_abs].
  - apply (order_ln plus e (Rmax m 0) 1 (fun x => 2 * Rabs (u x) + 1)); [exact He | lra | |].
    + exists 0. intros x _. pose proof (Rabs_pos (u x)). lra.
    + apply order_plus.
      * apply (order_le plus (0 + m)); [rewrite Rplus_0_l; apply Rmax_l|].
        apply (order_mult plus 0 m); [apply order_const | now apply order_abs].
      * apply (order_le plus 0); [apply Rmax_r | apply order_const].
Qed.

Lemma order_relu m : 0 <= m -> order plus m u -> order plus m (fun x => relu (u x)).
Proof.
  intros Hm O. apply order_max; [exact O|]. apply (order_le plus 0); [exact Hm | apply order_const].
Qed.

(** Clipped between constants. *)
Lemma order_clip low high : order plus 0 (fun x => clip (u x) low high).
Proof.
  apply (order_bounded_by (Rabs low + Rabs high) (fun y => clip y low high)). intro x. unfold clip, Rmin, Rmax.
  pose proof (Rabs_pos low). pose proof (Rabs_pos high).
  destruct (Rle_dec x low), (Rle_dec _ high); apply Rabs_le;
    pose proof (Rle_abs low); pose proof (Rle_abs high); pose proof (Rle_abs (- low));
    pose proof (Rle_abs (- high)); rewrite ?Rabs_Ropp in *; lra.
Qed.

Lemma floor_near x : x - 1 < floor x <= x.
Proof. unfold floor. pose proof (base_Int_part x). lra. Qed.

Lemma floor_is n x : IZR n <= x < IZR n + 1 -> floor x = IZR n.
Proof.
  intros [L U]. unfold floor. pose proof (base_Int_part x) as [A B]. f_equal.
  assert (C : IZR n < IZR (Int_part x + 1)) by (rewrite plus_IZR; lra).
  assert (D : IZR (Int_part x) < IZR (n + 1)) by (rewrite plus_IZR; lra).
  apply lt_IZR in C. apply lt_IZR in D. lia.
Qed.

Lemma order_floor m : 0 <= m -> order plus m u -> order plus m (fun x => floor (u x)).
Proof.
  intros Hm O. apply (order_absolute_sum plus m u (fun _ => 1)); [|exact O|].
  - exists 0. intros x _. pose proof (floor_near (u x)). rewrite Rabs_R1.
    unfold Rabs. destruct (Rcase_abs (floor (u x))), (Rcase_abs (u x)); lra.
  - apply (order_le plus 0); [exact Hm | apply order_const].
Qed.

Lemma order_div_const m c : order plus m u -> order plus m (fun x => u x / c).
Proof.
  intro O. apply (order_ext plus m _ (fun x => / c * u x)); [exists 0; intros; unfold Rdiv; ring|].
  apply (order_le plus (0 + m)); [lra|]. apply order_mult; [apply order_const | exact O].
Qed.

(** What is below a negative power, exponentially small. *)
Section Small.
Context (c k : R) (Hc : 0 < c) (Hk : 0 < k)
  (Low : eventually plus (fun x => u x <= - (c * Rpower (Rabs x) k))).

Lemma order_sigmoid_small m : order plus m (fun x => sigmoid (u x)).
Proof.
  apply (order_dominated plus m _ (fun x => exp (u x))); [|now apply (order_exp plus m c k)].
  exists 0. intros x _. pose proof (sigmoid_bound (u x)). pose proof (sigmoid_exp (u x)).
  rewrite !Rabs_pos_eq; lra.
Qed.

Lemma order_softplus_small m : order plus m (fun x => softplus (u x)).
Proof.
  apply (order_dominated plus m _ (fun x => exp (u x))); [|now apply (order_exp plus m c k)].
  exists 0. intros x _. pose proof (softplus_bound (u x)). pose proof (softplus_exp (u x)).
  rewrite !Rabs_pos_eq; lra.
Qed.

Lemma order_Phi_small m : order plus m (fun x => Phi (u x)).
Proof.
  apply (order_dominated plus m _ (fun x => 4 * exp (u x))).
  - far Low. intros x L. pose proof (power_pos (Rabs x) k). pose proof (exp_pos (u x)).
    assert (u x <= 0) by nra. pose proof (Phi_exp (u x) ltac:(assumption)).
    pose proof (Phi_bound (u x)). rewrite !Rabs_pos_eq; lra.
  - replace m with (0 + m) by ring. apply order_mult; [apply order_const | now apply (order_exp plus m c k)].
Qed.

Lemma order_gelu_small n m : order plus n u -> order plus m (fun x => gelu (u x)).
Proof.
  intro O. replace m with (n + (m - n)) by ring. apply order_mult; [exact O | apply order_Phi_small].
Qed.
End Small.

Lemma lower_cosh c k m :
  0 < c -> 0 < k -> eventually plus (fun x => c * Rpower (Rabs x) k <= u x) ->
  lower plus m (fun x => cosh (u x)).
Proof.
  intros Hc Hk H. apply (lower_dominates plus m _ (fun x => / 2 * exp (u x))).
  - exists 0. intros x _. unfold cosh. pose proof (exp_pos (u x)). pose proof (exp_pos (- u x)).
    rewrite !Rabs_pos_eq; lra.
  - replace m with (0 + m) by ring. apply lower_mult; [|now apply (lower_exp plus m c k)].
    apply (lower_apart plus (/ 2)); [lra|]. exists 0. intros. rewrite Rabs_pos_eq; lra.
Qed.

Lemma lower_sinh c k m :
  0 < c -> 0 < k -> eventually plus (fun x => c * Rpower (Rabs x) k <= u x) ->
  lower plus m (fun x => sinh (u x)).
Proof.
  intros Hc Hk H.
  apply (lower_ext plus m _ (fun x => / 2 * exp (u x) + - (/ 2 * exp (- u x)))).
  { exists 0. intros x _. unfold sinh. field. }
  set (n := Rmax m 1). apply (lower_le plus n); [apply Rmax_l|].
  assert (L : forall r, lower plus r (fun x => / 2 * exp (u x))).
  { intro r. replace r with (0 + r) by ring. apply lower_mult; [|now apply (lower_exp plus r c k)].
    apply (lower_apart plus (/ 2)); [lra|]. exists 0. intros. rewrite Rabs_pos_eq; lra. }
  apply (lower_leading plus n 0); [unfold n; pose proof (Rmax_r m 1); lra | apply L|].
  apply order_opp. replace 0 with (0 + 0) by ring. apply order_mult; [apply order_const|].
  apply (order_exp plus 0 c k); auto. far H. intros x B. lra.
Qed.
End Growth.
