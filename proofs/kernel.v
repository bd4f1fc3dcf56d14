(** * Kernels of wide networks, and positive definiteness behind one hidden layer

    Inputs x_i of R^d with biases are the vectors z_i = (σ_w/√d x_i, σ_b); the pre-activations z_i·g
    of a Gaussian g have the covariances z_i·z_j = σ_w²/d x_i·x_j + σ_b² of the first layer.  For a
    continuous σ of at most polynomial growth that is no polynomial of degree ≤ N − 2, the matrix
    Σ² = σ_w² E[σ(z_i·g) σ(z_j·g)] + σ_b² is positive definite, and so is the neural tangent kernel
    Θ² = Σ² + σ_w² Σ¹ ⊙ E[σ'(z_i·g) σ'(z_j·g)] where σ' is continuous of at most polynomial growth. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial frechet sum theorem_A theorem_B continuity.
From Nonpoly Require Import line_integral gaussian_mean moderate expectation gaussian_expectation.
Local Open Scope R_scope.

Lemma everywhere_continuous_locally_bounded f : everywhere_continuous f -> locally_bounded f.
Proof. intro H. apply continuous_locally_bounded. now apply continuous_everywhere. Qed.

(** ** Augmented inputs *)

Definition augmented (sw sb : R) (d : nat) (x : point) : point :=
  fun c => if Nat.ltb c d then sw / sqrt (INR d) * x c else sb.

Lemma augmented_dot sw sb d x y :
  dot (S d) (augmented sw sb d x) (augmented sw sb d y) = sw ^ 2 / INR d * dot d x y + sb ^ 2.
Proof.
  unfold dot. simpl sum. unfold augmented at 3 4. rewrite Nat.ltb_irrefl.
  rewrite (sum_ext d _ (fun c => sw ^ 2 / INR d * (x c * y c))).
  - rewrite sum_scal. ring.
  - intros c Hc. unfold augmented. rewrite (proj2 (Nat.ltb_lt c d) Hc).
    assert (D : 0 < INR d) by (apply lt_0_INR; lia).
    replace (sw ^ 2 / INR d) with (sw ^ 2 / (sqrt (INR d) * sqrt (INR d))) by (rewrite sqrt_sqrt; lra).
    field. pose proof (sqrt_lt_R0 _ D). lra.
Qed.

Lemma augmented_nonparallel sw sb d N x :
  sw <> 0 -> sb <> 0 -> distinct d N x ->
  nonparallel (S d) N (fun i => augmented sw sb d (x i)).
Proof.
  intros Hw Hb D. split.
  - intros i Hi. exists d. split; [lia|]. unfold augmented. now rewrite Nat.ltb_irrefl.
  - intros i j Hi Hj N' l. destruct (D i j Hi Hj N') as (c & Hc & E).
    destruct (Req_dec l 1) as [->|L].
    + exists c. split; [lia|]. unfold augmented. rewrite (proj2 (Nat.ltb_lt c d) Hc).
      assert (P : 0 < sqrt (INR d)) by (apply sqrt_lt_R0, lt_0_INR; lia).
      intro Q. apply E. rewrite Rmult_1_l in Q. apply Rmult_eq_reg_l in Q; [exact Q|].
      apply Rmult_integral_contrapositive_currified; [exact Hw | apply Rinv_neq_0_compat; lra].
    + exists d. split; [lia|]. unfold augmented. rewrite Nat.ltb_irrefl. intro Q.
      apply L. apply (Rmult_eq_reg_r sb); [lra | exact Hb].
Qed.

(** ** One hidden layer *)

(** E[f(z_i·g) f(z_j·g)] *)
Definition second_moments (m : nat) (f : R -> R) (z : nat -> point) : matrix :=
  gram (gaussian m) (fun i t => f (dot m (z i) t)).

(** What a layer of variances a = σ_w², b = σ_b² makes of them. *)
Definition weighted (a b : R) (K : matrix) : matrix := fun i j => a * K i j + b.

Definition tangent (a : R) (Sigma Theta K' : matrix) : matrix :=
  fun i j => Sigma i j + a * (Theta i j * K' i j).

Lemma features_square_integrable m N f z :
  tempered f -> square_integrable (moderate m) N (fun i t => f (dot m (z i) t)).
Proof. intros T i j _ _. apply moderate_mult; now apply moderate_feature. Qed.

Lemma second_moments_semidefinite m N f z :
  tempered f -> positive_semidefinite N (second_moments m f z).
Proof.
  intro T. apply (gram_semidefinite (moderate m) (gaussian m) (gaussian_strictly_positive m)).
  now apply features_square_integrable.
Qed.

Theorem second_moments_positive_definite m N f z :
  tempered f -> independent N (fun i t => f (dot m (z i) t)) ->
  positive_definite N (second_moments m f z).
Proof.
  intros T I. apply (gram_positive_definite (moderate m) (gaussian m) (gaussian_strictly_positive m)).
  - now apply features_square_integrable.
  - exact I.
Qed.

Theorem theorem_B_gaussian m N f z :
  tempered f -> ~ poly_lt (N - 1) f -> nonparallel m N z ->
  positive_definite N (second_moments m f z).
Proof.
  intros T P Z. apply second_moments_positive_definite; [exact T|].
  apply theorem_B_vectors; [exact Z | apply everywhere_continuous_locally_bounded, T | exact P].
Qed.

(** Σ u_i u_j Θ_ij E[σ'σ'] ≥ 0: the tangent kernel dominates Σ. *)
Theorem tangent_positive_definite m N f' z a Sigma Theta :
  0 <= a -> tempered f' -> positive_definite N Sigma -> positive_semidefinite N Theta ->
  positive_definite N (tangent a Sigma Theta (second_moments m f' z)).
Proof.
  intros Ha T P Q. apply positive_definite_plus; [exact P|]. apply semidefinite_scal; [exact Ha|].
  apply (gram_product_semidefinite (moderate m) (gaussian m) (gaussian_strictly_positive m));
    [now apply features_square_integrable | exact Q].
Qed.

Lemma dot_semidefinite m N z : positive_semidefinite N (fun i j => dot m (z i) (z j)).
Proof.
  intro u. rewrite (form_ext N _ (second_moments m (fun x => x) z)).
  - apply second_moments_semidefinite, tempered_id.
  - intros. symmetry. apply gaussian_covariance.
Qed.

(** ** Scalar or vector inputs with biases *)

Section Biases.
Context (sw sb : R) (d N : nat) (x : nat -> point).
Let z i := augmented sw sb d (x i).

(** The first layer, Σ¹ = Θ¹. *)
Definition first_kernel : matrix := fun i j => sw ^ 2 / INR d * dot d (x i) (x j) + sb ^ 2.

(** Σ² and Θ² for variances a = σ_w² and b = σ_b² of the second layer. *)
Definition nngp2 (f : R -> R) (a b : R) : matrix := weighted a b (second_moments (S d) f z).

Definition ntk2 (f : R -> R) (a b : R) : matrix :=
  tangent a (nngp2 f a b) first_kernel (second_moments (S d) (Derive f) z).

(** The pre-activations that [second_moments] averages over have the covariances of Σ¹. *)
Lemma first_covariance i j :
  gaussian (S d) (fun t => dot (S d) (z i) t * dot (S d) (z j) t) = first_kernel i j.
Proof. rewrite gaussian_covariance. apply augmented_dot. Qed.

Context (Hw : sw <> 0) (Hb : sb <> 0) (D : distinct d N x).

Theorem nngp2_positive_definite f a b :
  tempered f -> ~ poly_lt (N - 1) f -> 0 < a -> 0 <= b -> positive_definite N (nngp2 f a b).
Proof.
  intros T P Ha Hb'. apply positive_definite_affine; [exact Ha | exact Hb'|].
  apply theorem_B_gaussian; [exact T | exact P|]. now apply augmented_nonparallel.
Qed.

Theorem ntk2_positive_definite f a b :
  tempered f -> tempered (Derive f) -> ~ poly_lt (N - 1) f -> 0 < a -> 0 <= b ->
  positive_definite N (ntk2 f a b).
Proof.
  intros T T' P Ha Hb'. apply tangent_positive_definite; [lra | exact T' | |].
  - now apply nngp2_positive_definite.
  - intro u. rewrite (form_ext N _ (fun i j => dot (S d) (z i) (z j))).
    + apply dot_semidefinite.
    + intros. symmetry. apply augmented_dot.
Qed.
End Biases.
