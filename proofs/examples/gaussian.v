(** * Kernels of tanh and ReLU

    At any N distinct inputs, with biases: the kernels Σ^L and the neural tangent kernels Θ^L are
    positive definite at every depth.  First two layers and real inputs, spelled out. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial theorem_A order functions continuity function_order.
From Nonpoly Require Import line_integral gaussian_mean tempered moderate expectation kernel kernel_verdict.
From Nonpoly Require Import examples.smooth examples.piecewise.
Local Open Scope R_scope.

Lemma tanh_tempered : tempered tanh.
Proof.
  apply (tempered_by_orders 0 0); [|apply (order_tanh true (fun x => x)) | apply (order_tanh false (fun x => x))].
  apply continuous_everywhere. intro x. apply (c_tanh (fun y => y)), c_id.
Qed.

Lemma relu_tempered : tempered relu.
Proof.
  apply (tempered_by_orders 1 1).
  - apply continuous_everywhere. intro x. apply (c_max (fun y => y)); [apply c_id | apply c_const].
  - apply (order_relu true (fun x => x)); [lra | apply order_id].
  - apply (order_relu false (fun x => x)); [lra | apply order_id].
Qed.

Lemma tanh_derive x : is_derive tanh x (1 - tanh x ^ 2).
Proof.
  pose proof (cosh_pos x) as P. apply is_derive_Reals.
  replace (1 - tanh x ^ 2) with ((cosh x * cosh x - sinh x * sinh x) / Rsqr (cosh x))
    by (unfold tanh, Rsqr; field; lra).
  apply (derivable_pt_lim_div sinh cosh);
    [apply derivable_pt_lim_sinh | apply derivable_pt_lim_cosh | lra].
Qed.

Lemma tanh_derivative_tempered : tempered (fun x => 1 - tanh x ^ 2).
Proof.
  apply (tempered_ext (fun x => 1 + -1 * (tanh x * tanh x))); [intro; ring|].
  apply tempered_plus; [apply tempered_const | apply tempered_scal, tempered_mult; apply tanh_tempered].
Qed.

(** The two-layer kernel of tanh at distinct real inputs. *)
Theorem tanh_kernel N (x : nat -> R) sw sb a b :
  (forall i j, (i < N)%nat -> (j < N)%nat -> i <> j -> x i <> x j) ->
  sw <> 0 -> sb <> 0 -> 0 < a -> 0 <= b ->
  positive_definite N (nngp2 sw sb 1 (fun i _ => x i) tanh a b) /\
  positive_definite N (ntk2 sw sb 1 (fun i _ => x i) tanh a b).
Proof.
  intros D Hw Hb Ha Hb'.
  assert (D' : distinct 1 N (fun i _ => x i)) by (intros i j Hi Hj E; exists 0%nat; auto).
  assert (P : ~ poly_lt (N - 1) tanh) by (intro P; apply tanh_nonpolynomial; eexists; exact P).
  split; [apply nngp2_positive_definite | apply ntk2_positive_definite]; auto using tanh_tempered.
  apply (tempered_ext (fun x => 1 - tanh x ^ 2)); [|apply tanh_derivative_tempered].
  intro y. symmetry. apply is_derive_unique, tanh_derive.
Qed.

Theorem relu_kernel N (x : nat -> R) sw sb a b :
  (forall i j, (i < N)%nat -> (j < N)%nat -> i <> j -> x i <> x j) ->
  sw <> 0 -> sb <> 0 -> 0 < a -> 0 <= b ->
  positive_definite N (nngp2 sw sb 1 (fun i _ => x i) relu a b).
Proof.
  intros D Hw Hb Ha Hb'.
  apply nngp2_positive_definite; auto using relu_tempered.
  - intros i j Hi Hj E. exists 0%nat. auto.
  - intro P. apply relu_nonpolynomial. now exists (N - 1)%nat.
Qed.

(** Any dimension, any depth. *)
Theorem tanh_kernels : positive_definite_kernels tanh /\ positive_definite_tangent_kernels tanh.
Proof.
  split; [apply kernels | apply (tangent_kernels_by _ (fun x => 1 - tanh x ^ 2))];
    auto using tanh_tempered, tanh_derivative_tempered, tanh_derive, tanh_nonpolynomial.
Qed.

Theorem relu_kernels : positive_definite_kernels relu /\ positive_definite_tangent_kernels relu.
Proof.
  split; [apply kernels; [apply relu_tempered | apply relu_nonpolynomial]|].
  apply (leaky_tangent_kernels _ 0 1); [|apply relu_nonpolynomial]. intro x.
  change (relu x = 0 * x + 1 * relu x). ring.
Qed.

Theorem abs_kernels :
  positive_definite_kernels (fun x => Rabs x) /\ positive_definite_tangent_kernels (fun x => Rabs x).
Proof.
  assert (E : forall x, Rabs x = -1 * x + 2 * functions.relu x).
  { intro x. unfold functions.relu, Rmax, Rabs. destruct (Rcase_abs x), (Rle_dec x 0); lra. }
  split; [apply kernels | apply (leaky_tangent_kernels _ (-1) 2 E)]; try apply abs_nonpolynomial.
  apply (tempered_ext (kernel_jump.leaky (-1) 2)); [intro; symmetry; apply E | apply leaky_tempered].
Qed.
