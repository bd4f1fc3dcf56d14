(** * Tangent kernels of ReLU and its relatives

    For σ' = α + β [x ≥ 0], Θ ⊙ E[σ'(u) σ'(v)] is the limit of what continuous derivatives give, so it
    is positive semidefinite with Θ; hence Θ^L of ReLU and leaky ReLU is positive definite with Σ^L. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial sum functions continuity gaussian_mean expectation.
From Nonpoly Require Import gaussian_expectation double_integral gaussian_pair covariance kernel_depth jump jump_pair.
Local Open Scope R_scope.

Lemma sum_term n a i : (forall i, (i < n)%nat -> 0 <= a i) -> (i < n)%nat -> a i <= sum n a.
Proof.
  induction n as [|n IH]; intros P Hi; [lia|]. simpl.
  assert (0 <= sum n a) by (apply sum_nonneg; intros; apply P; lia).
  pose proof (P n ltac:(lia)). destruct (Nat.eq_dec i n) as [->|N]; [lra|].
  specialize (IH ltac:(intros; apply P; lia) ltac:(lia)). lra.
Qed.

Lemma sum_close n a b e :
  (forall i, (i < n)%nat -> Rabs (a i - b i) <= e i) -> Rabs (sum n a - sum n b) <= sum n e.
Proof.
  induction n as [|n IH]; intro H; simpl; [rewrite Rminus_eq_0, Rabs_R0; lra|].
  replace (sum n a + a n - (sum n b + b n)) with ((sum n a - sum n b) + (a n - b n)) by ring.
  eapply Rle_trans; [apply Rabs_triang|]. apply Rplus_le_compat; [apply IH; intros; apply H; lia | apply H; lia].
Qed.

(** Limits of positive semidefinite matrices, at the rate C/k. *)
Lemma semidefinite_limit N (K : R -> matrix) M C :
  (forall k, 0 < k -> positive_semidefinite N (K k)) -> (forall i j, 0 <= C i j) ->
  (forall k i j, 0 < k -> (i < N)%nat -> (j < N)%nat -> Rabs (K k i j - M i j) <= C i j / k) ->
  positive_semidefinite N M.
Proof.
  intros P C0 H u. set (s := sum N (fun i => sum N (fun j => Rabs (u i * u j) * C i j))).
  assert (S0 : 0 <= s).
  { apply sum_nonneg. intros. apply sum_nonneg. intros. apply Rmult_le_pos; [apply Rabs_pos | apply C0]. }
  apply Rnot_lt_le. intro L. set (k := 2 * (s + 1) / - form N M u).
  assert (K0 : 0 < k) by (apply Rdiv_lt_0_compat; lra).
  assert (D : Rabs (form N (K k) u - form N M u) <= s / k).
  { unfold Rdiv. rewrite (Rmult_comm s). unfold s. rewrite <- sum_scal. apply sum_close. intros i Hi.
    rewrite <- sum_scal. apply sum_close. intros j Hj.
    replace (u i * u j * K k i j - u i * u j * M i j) with (u i * u j * (K k i j - M i j)) by ring.
    rewrite Rabs_mult. replace (/ k * (Rabs (u i * u j) * C i j)) with (Rabs (u i * u j) * (C i j / k))
      by (unfold Rdiv; ring).
    apply Rmult_le_compat_l; [apply Rabs_pos | now apply H]. }
  specialize (P k K0 u). pose proof (Rle_abs (form N (K k) u - form N M u)).
  assert (E : s / k < - form N M u).
  { unfold k. replace (s / (2 * (s + 1) / - form N M u)) with (- form N M u * (s / (2 * (s + 1))))
      by (field; lra).
    rewrite <- (Rmult_1_r (- form N M u)) at 2. apply Rmult_lt_compat_l; [lra|].
    apply (Rmult_lt_reg_r (2 * (s + 1))); [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
  lra.
Qed.

Theorem jump_keeps_semidefinite al be : keeps_semidefinite (jump al be).
Proof.
  intros N K Theta C D Q. set (B := Rabs al + Rabs be).
  set (a := fun i => sqrt (K i i)). set (b := fun i j => K i j / a i).
  set (c := fun i j => sqrt (K j j - b i j ^ 2)).
  set (d := fun i j => scale (b i j) (c i j)).
  set (E := fun i j => Rabs (Theta i j) * Rabs (B * B * (/ a i + / d i j))).
  apply (semidefinite_limit N (fun k i j => Theta i j * dual_matrix (ramped al be k) K i j) _ E).
  - intros k Hk. apply (tempered_keeps_semidefinite (ramped al be k) (gk_tempered al be k)); assumption.
  - intros. apply Rmult_le_pos; apply Rabs_pos.
  - intros k i j Hk Hi Hj.
    assert (Ha : 0 < a i) by (apply sqrt_lt_R0, D, Hi).
    assert (Hv : b i j <> 0 \/ (b i j = 0 /\ 0 < c i j)).
    { destruct (Req_dec (b i j) 0) as [Z|Z]; [right; split; [exact Z|] | now left].
      unfold c. rewrite Z. apply sqrt_lt_R0. specialize (D j Hj). lra. }
    pose proof (pair_close al be (a i) (b i j) (c i j) Ha Hv k Hk) as P. fold B (d i j) in P.
    change (dual_matrix (ramped al be k) K i j) with (mean (inner (a i) (b i j) (c i j) (ramped al be k))).
    change (dual_matrix (jump al be) K i j) with (mean (inner (a i) (b i j) (c i j) (jump al be))).
    rewrite <- Rmult_minus_distr_l, Rabs_mult. unfold E, Rdiv. rewrite Rmult_assoc.
    apply Rmult_le_compat_l; [apply Rabs_pos|]. eapply Rle_trans; [exact P|].
    assert (Hd : 0 < d i j) by (apply scale_pos; exact Hv).
    replace (B * B * (/ (k * a i) + / (k * d i j))) with (B * B * (/ a i + / d i j) * / k) by (field; lra).
    apply Rmult_le_compat_r; [left; now apply Rinv_0_lt_compat | apply Rle_abs].
Qed.

(** ** The derivative of α x + β relu(x) *)

Definition leaky (al be x : R) : R := al * x + be * relu x.

Lemma leaky_derive al be x : Derive (leaky al be) x = jump al be x.
Proof.
  unfold jump, step. destruct (Rle_dec 0 x) as [P|N].
  - destruct P as [P| <-].
    + apply is_derive_unique. apply (is_derive_ext_loc (fun y => (al + be) * y)).
      * exists (mkposreal x P). intros y Hy. apply Rabs_def2 in Hy.
        unfold leaky, relu, minus, plus, opp in *. simpl in *. rewrite Rmax_left by lra. ring.
      * auto_derive; [exact I | ring].
    + (* at 0 Coquelicot takes the limit from the right *)
      unfold Derive, Lim. rewrite (Lim_seq_ext _ (fun _ => al + be * 1)).
      * now rewrite Lim_seq_const.
      * intro n. simpl Rbar_loc_seq. rewrite !Rplus_0_l. unfold leaky, relu.
        assert (H : 0 < / (INR n + 1)) by (apply Rinv_0_lt_compat; pose proof (pos_INR n); lra).
        rewrite !Rmax_left by lra. field. pose proof (pos_INR n). lra.
  - apply is_derive_unique. apply Rnot_le_lt in N. apply (is_derive_ext_loc (fun y => al * y)).
    + assert (M : 0 < - x) by lra. exists (mkposreal (- x) M). intros y Hy. apply Rabs_def2 in Hy.
      unfold leaky, relu, minus, plus, opp in *. simpl in *. rewrite Rmax_right by lra. ring.
    + auto_derive; [exact I | ring].
Qed.

Lemma dual_ext f g : (forall x, f x = g x) -> forall K i j, dual_matrix f K i j = dual_matrix g K i j.
Proof. intros E K i j. apply gaussian_ext. intro t. now rewrite !E. Qed.

Theorem leaky_keeps_semidefinite al be : keeps_semidefinite (Derive (leaky al be)).
Proof.
  intros N K Theta C D Q u.
  rewrite (form_ext N _ (fun i j => Theta i j * dual_matrix (jump al be) K i j)).
  - now apply jump_keeps_semidefinite.
  - intros. f_equal. apply dual_ext, leaky_derive.
Qed.
