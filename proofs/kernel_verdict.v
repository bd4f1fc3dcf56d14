(** * What follows for kernels once a verdict on the activation is proved

    At any N distinct inputs of any dimension d, with biases in the first layer, and behind any number
    L ≥ 1 of hidden layers: Σ^(L+1) is positive definite if the activation is no polynomial, and
    Θ^(L+1) if σ' is tame as well; for a polynomial of degree r ≥ 1, both exactly if N ≤ 1 + r^L. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial frechet sum theorem_A theorem_B theorem_C theorem_E verdict.
From Nonpoly Require Import functions continuity gaussian_mean moderate expectation gaussian_expectation covariance.
From Nonpoly Require Import kernel kernel_depth kernel_sharp kernel_jump.
Local Open Scope R_scope.

Lemma first_kernel_covariance sw sb d N x : covariance N (first_kernel sw sb d x).
Proof.
  split.
  - intros i j _ _. unfold first_kernel. now rewrite dot_comm.
  - intro u. rewrite (form_ext N _ (fun i j => dot (S d) (augmented sw sb d (x i)) (augmented sw sb d (x j))))
      by (intros; symmetry; apply augmented_dot).
    apply dot_semidefinite.
Qed.

Lemma first_kernel_separated sw sb d N x :
  sw <> 0 -> sb <> 0 -> distinct d N x -> separated N (first_kernel sw sb d x).
Proof.
  intros Hw Hb D.
  destruct (nonparallel_separated N (S d) _ (augmented_nonparallel sw sb d N x Hw Hb D)) as [P Q].
  unfold first_kernel. split; intros; rewrite <- !augmented_dot; auto.
Qed.

(** Statements about one activation in all layers. *)
Definition positive_definite_kernels (f : R -> R) : Prop :=
  forall d N x sw sb vw vb L, distinct d N x -> sw <> 0 -> sb <> 0 ->
  (forall l, 0 < vw l) -> (forall l, 0 <= vb l) -> (1 <= L)%nat ->
  positive_definite N (nngp (fun _ => f) vw vb (first_kernel sw sb d x) L).

Definition positive_definite_tangent_kernels (f : R -> R) : Prop :=
  forall d N x sw sb vw vb L, distinct d N x -> sw <> 0 -> sb <> 0 ->
  (forall l, 0 < vw l) -> (forall l, 0 <= vb l) -> (1 <= L)%nat ->
  positive_definite N (ntk (fun _ => f) vw vb (first_kernel sw sb d x) L).

Theorem kernels f : tempered f -> ~ polynomial f -> positive_definite_kernels f.
Proof.
  intros T NP d N x sw sb vw vb L D Hw Hb Vw Vb HL.
  apply (nngp_positive_definite N (fun _ => f) vw vb (first_kernel sw sb d x)) with (k := 0%nat);
    auto using first_kernel_covariance, first_kernel_separated.
  { intros l _. now apply nonpolynomial_nonconstant. }
  intro P. apply NP. now exists (N - 1)%nat.
Qed.

Theorem tangent_kernels f :
  tempered f -> keeps_semidefinite (Derive f) -> ~ polynomial f -> positive_definite_tangent_kernels f.
Proof.
  intros T T' NP d N x sw sb vw vb L D Hw Hb Vw Vb HL.
  apply (ntk_positive_definite N (fun _ => f) vw vb (first_kernel sw sb d x)) with (k := 0%nat);
    auto using first_kernel_covariance, first_kernel_separated.
  { intros l _. now apply nonpolynomial_nonconstant. }
  intro P. apply NP. now exists (N - 1)%nat.
Qed.

(** The derivative, given as a function. *)
Corollary tangent_kernels_by f f' :
  tempered f -> tempered f' -> (forall x, is_derive f x (f' x)) -> ~ polynomial f ->
  positive_definite_tangent_kernels f.
Proof.
  intros T T' D. apply tangent_kernels; [exact T|]. apply tempered_keeps_semidefinite.
  apply (tempered_ext f'); [|exact T'].
  intro x. symmetry. now apply is_derive_unique.
Qed.

(** ReLU, leaky ReLU, |x|: the derivative jumps. *)
Lemma leaky_tempered al be : tempered (leaky al be).
Proof.
  apply (tempered_plus (fun x => al * x) (fun x => be * relu x)).
  - apply tempered_scal, tempered_id.
  - apply tempered_scal. split; [intro x; apply (c_relu (fun y => y)), c_id|].
    exists 1, 1%nat. intro x. unfold relu, Rmax. destruct (Rle_dec x 0); apply Rabs_le; simpl; nra.
Qed.

Theorem leaky_tangent_kernels f al be :
  (forall x, f x = al * x + be * relu x) -> ~ polynomial f -> positive_definite_tangent_kernels f.
Proof.
  intros E NP. apply tangent_kernels; [| |exact NP].
  - apply (tempered_ext (leaky al be)); [intro; symmetry; apply E | apply leaky_tempered].
  - intros N K Theta C D Q u.
    rewrite (form_ext N _ (fun i j => Theta i j * dual_matrix (Derive (leaky al be)) K i j)).
    + now apply leaky_keeps_semidefinite.
    + intros. f_equal. apply dual_ext. intro x. apply Derive_ext, E.
Qed.

(** ** Polynomials *)

Lemma poly_tempered n f : poly_lt n f -> tempered f.
Proof.
  revert f. induction n as [|n IH]; intros f P.
  - apply (tempered_ext (fun _ => 0)); [|apply tempered_const].
    intro x. now rewrite (proj1 (poly_lt_0 f) P).
  - apply poly_lt_S in P as (a & g & G & E).
    apply (tempered_ext (fun x => a + x * g x)); [intro x; now rewrite E|].
    apply tempered_plus; [apply tempered_const | apply tempered_mult; [apply tempered_id | now apply IH]].
Qed.

(** Both kernels, at all distinct inputs, exactly up to N = 1 + r^L. *)
Definition kernels_up_to_degree (f : R -> R) (r : nat) : Prop :=
  forall N d sw sb vw vb L, (2 <= N)%nat -> (1 <= d)%nat -> sw <> 0 -> sb <> 0 ->
  (forall l, 0 < vw l) -> (forall l, 0 <= vb l) ->
  ((forall x, distinct d N x -> positive_definite N (nngp (fun _ => f) vw vb (first_kernel sw sb d x) L)) <->
   (N <= S (r ^ L))%nat) /\
  ((forall x, distinct d N x -> positive_definite N (ntk (fun _ => f) vw vb (first_kernel sw sb d x) L)) <->
   (N <= S (r ^ L))%nat).

Theorem polynomial_kernels f r : (1 <= r)%nat -> degree_is r f -> kernels_up_to_degree f r.
Proof.
  intros R1 [P NP] N d sw sb vw vb L N2 Hd Hw Hb Vw Vb.
  assert (D : degree_product L (fun _ => r) = (r ^ L)%nat).
  { induction L as [|L IH]; simpl; [reflexivity | rewrite IH; lia]. }
  rewrite <- D. assert (T : tempered f) by exact (poly_tempered (S r) f P).
  assert (T' : tempered (Derive f)) by exact (poly_tempered r _ (poly_lt_derive r f P)).
  split; [apply nngp_sharp_bias | apply ntk_sharp_bias]; auto; intros; now split.
Qed.
