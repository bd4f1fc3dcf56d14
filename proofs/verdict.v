(** * What follows for an activation once its verdict is proved

    The features θ = (w, b) ↦ σ(w·x_i + b) of one hidden layer at distinct inputs, θ ↦ σ(θ·z_i) at
    pairwise non-parallel ones, and those of deeper networks. *)

From Coq Require Import Reals Lra Lia.
From Coq Require Import List.
From Nonpoly Require Import polynomial frechet sum theorem_A theorem_B theorem_C.
From Nonpoly.rules Require Import identity.
Import ListNotations.
Local Open Scope R_scope.

(** At any N distinct inputs of any dimension d, with biases. *)
Definition independent_features (f : R -> R) (N : nat) : Prop :=
  forall d x, distinct d N x -> independent N (fun i t => f (affine d (x i) t)).

(** The same behind L more layers, of any widths, with biases of any scales. *)
Definition independent_deep_features (f : R -> R) (N : nat) : Prop :=
  forall d x beta L, distinct d N x ->
  independent N (fun i => network (fun _ => f) beta L (fun t => f (affine d (x i) t))).

Lemma nonpolynomial_nonconstant f : ~ polynomial f -> nonconstant f.
Proof.
  intro NP. destruct (Classical_Prop.classic (nonconstant f)) as [|NC]; [assumption|].
  exfalso. apply NP. exists 1%nat. apply (poly_lt_ext 1 (fun _ => f 0)); [|apply poly_lt_const].
  intro x. destruct (Req_dec (f 0) (f x)) as [|D]; [assumption|]. exfalso. apply NC. now exists 0, x.
Qed.

Theorem features f N : locally_bounded f -> ~ polynomial f -> independent_features f N.
Proof.
  intros B NP d x D. apply theorem_B_bias; [exact D | exact B|]. intro P. apply NP. now exists (N - 1)%nat.
Qed.

Theorem features_without_biases f m N z :
  locally_bounded f -> ~ polynomial f -> nonparallel m N z ->
  independent N (fun i t => f (dot m (z i) t)).
Proof.
  intros B NP D. apply theorem_B_vectors; [exact D | exact B|]. intro P. apply NP. now exists (N - 1)%nat.
Qed.

Theorem deep_features f N : locally_bounded f -> ~ polynomial f -> independent_deep_features f N.
Proof.
  intros B NP d x beta L D.
  apply (theorem_C_depth N (fun i t => f (affine d (x i) t)) (fun _ => f) beta 0 L); [lia| |].
  - intros. now apply nonpolynomial_nonconstant.
  - now apply (features f N B NP).
Qed.

(** A polynomial of exact degree r: up to r + 1 inputs. *)
Theorem polynomial_features f r N : degree_is r f -> (N <= S r)%nat -> independent_features f N.
Proof.
  intros [P NP] L d x D. apply theorem_B_bias; [exact D | now apply (poly_locally_bounded (S r))|].
  intro Q. apply NP. apply (poly_lt_le (N - 1)); [lia | exact Q].
Qed.

(** Equal to a polynomial everywhere, and its last coefficient is not 0. *)
Theorem polynomial_degree coefficients leading f :
  (forall x, f x = eval (coefficients ++ [leading]) x) -> leading <> 0 ->
  degree_is (length coefficients) f.
Proof. intros E. apply (identity_degree []). simpl. intros x _. apply E. Qed.
