(** * Theorem B: the features of one hidden layer are linearly independent

    σ not a polynomial of degree ≤ N − 2, N pairwise non-parallel points (or distinct points, with
    biases): the N functions θ ↦ σ(θ·z_i) are linearly independent.  What is used of σ is only that
    it violates Fréchet's equation of order N − 1, for which one nonzero finite difference
    suffices: then no regularity of σ is needed at all. *)

From Coq Require Import Reals Lra Lia List.
From Nonpoly Require Import polynomial frechet sum theorem_A rules.finite_difference.
Local Open Scope R_scope.

Definition independent {T : Type} (N : nat) (F : nat -> T -> R) : Prop :=
  forall u, (forall t, sum N (fun i => u i * F i t) = 0) -> forall i, (i < N)%nat -> u i = 0.

Theorem theorem_B_frechet {T : Type} (add : T -> T -> T) N (phi : nat -> T -> R) f :
  (forall i, (i < N)%nat -> additive add (phi i) /\ onto (phi i)) -> apart N phi ->
  ~ frechet (N - 1) f ->
  independent N (fun i t => f (phi i t)).
Proof.
  intros A S NF u Z i Hi. destruct (Req_dec (u i) 0) as [|U]; [assumption|]. exfalso. apply NF.
  apply (frechet_le (length (support N u) - 1)).
  - pose proof (support_length N u). lia.
  - apply (theorem_A_frechet add N phi); eauto.
Qed.

Lemma not_frechet_locally_bounded n f : locally_bounded f -> ~ poly_lt n f -> ~ frechet n f.
Proof. intros B P F. apply P. now apply frechet_polynomial. Qed.

(** ** Instances *)

Lemma theorem_B_vectors_frechet m N z f :
  nonparallel m N z -> ~ frechet (N - 1) f -> independent N (fun i t => f (dot m (z i) t)).
Proof.
  intros P. apply (theorem_B_frechet vadd N (fun i => dot m (z i))).
  - intros i Hi. split; [intros a b; apply dot_add | now apply dot_onto, P].
  - now apply nonparallel_apart.
Qed.

Lemma theorem_B_bias_frechet d N x f :
  distinct d N x -> ~ frechet (N - 1) f -> independent N (fun i t => f (affine d (x i) t)).
Proof.
  intros D. apply (theorem_B_frechet padd N (fun i => affine d (x i))).
  - intros i _. split; [apply affine_additive | apply affine_onto].
  - now apply distinct_apart.
Qed.

Theorem theorem_B_vectors m N z f :
  nonparallel m N z -> locally_bounded f -> ~ poly_lt (N - 1) f ->
  independent N (fun i t => f (dot m (z i) t)).
Proof. intros. apply theorem_B_vectors_frechet; auto using not_frechet_locally_bounded. Qed.

Theorem theorem_B_bias d N x f :
  distinct d N x -> locally_bounded f -> ~ poly_lt (N - 1) f ->
  independent N (fun i t => f (affine d (x i) t)).
Proof. intros. apply theorem_B_bias_frechet; auto using not_frechet_locally_bounded. Qed.

(** The finite certificate: one nonzero difference of order n settles all sets of at most n + 1
    points, whatever σ does elsewhere. *)
Theorem theorem_B_certificate d N x f n at_ step :
  distinct d N x -> (N <= S n)%nat -> difference n at_ step f <> 0 ->
  independent N (fun i t => f (affine d (x i) t)).
Proof.
  intros D L W. apply theorem_B_bias_frechet; [exact D|]. intro F.
  apply (not_frechet n at_ step f W). apply (frechet_le (N - 1)); [lia | exact F].
Qed.

Theorem theorem_B_certificate_vectors m N z f n at_ step :
  nonparallel m N z -> (N <= S n)%nat -> difference n at_ step f <> 0 ->
  independent N (fun i t => f (dot m (z i) t)).
Proof.
  intros D L W. apply theorem_B_vectors_frechet; [exact D|]. intro F.
  apply (not_frechet n at_ step f W). apply (frechet_le (N - 1)); [lia | exact F].
Qed.
