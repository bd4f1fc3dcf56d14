(** * Kernels of deep wide networks

    The recursion as the literature has it, with expectations under two Gaussian variables:

      Σ^(l+1)_ij = σ_w² E[σ_l(u) σ_l(v)] + σ_b²,   (u, v) ~ N(0, Σ^l restricted to i, j),
      Θ^(l+1)_ij = Σ^(l+1)_ij + σ_w² Θ^l_ij E[σ_l'(u) σ_l'(v)].

    Σ^l is positive definite from the first layer on that is no polynomial of degree ≤ N − 2, if no
    layer is constant: the layers before keep the inputs apart, those after keep positive
    definiteness (theorem C).  Θ^l dominates Σ^l.  Layers may differ; variances of biases may be 0
    after the first. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial frechet sum theorem_A theorem_B theorem_C continuity.
From Nonpoly Require Import line_integral gaussian_mean moderate expectation gaussian_expectation.
From Nonpoly Require Import double_integral gaussian_pair covariance kernel.
Local Open Scope R_scope.

(** ** One layer *)

(** E[f(u) f(v)], (u, v) ~ N(0, (q_11, q_12; q_12, q_22)) *)
Definition dual (f : R -> R) (q11 q12 q22 : R) : R :=
  gaussian_pair q11 q12 q22 (fun t => f (t 0%nat) * f (t 1%nat)).

Definition dual_matrix (f : R -> R) (K : matrix) : matrix := fun i j => dual f (K i i) (K i j) (K j j).

Lemma tempered_product f : tempered f -> moderate 2 (fun t => f (t 0%nat) * f (t 1%nat)).
Proof.
  intro T. apply moderate_mult.
  - apply (moderate_ext 2 (fun t => f (dot 2 (pt 1 0) t))); [|now apply moderate_feature].
    intro t. f_equal. unfold dot. simpl. ring.
  - apply (moderate_ext 2 (fun t => f (dot 2 (pt 0 1) t))); [|now apply moderate_feature].
    intro t. f_equal. unfold dot. simpl. ring.
Qed.

(** All entries at once: one Gaussian vector of R^m, of which each pair has the right covariances. *)
Lemma dual_factor N m A K f i j :
  tempered f -> factor N m A K -> (i < N)%nat -> (j < N)%nat ->
  dual_matrix f K i j = second_moments m f A i j.
Proof.
  intros T F Hi Hj. unfold dual_matrix, dual. rewrite !F by assumption.
  rewrite <- gaussian_forms by now apply tempered_product. reflexivity.
Qed.

Lemma positive_definite_ext N K K' :
  (forall i j, (i < N)%nat -> (j < N)%nat -> K i j = K' i j) -> positive_definite N K -> positive_definite N K'.
Proof. intros E P u U. rewrite <- (form_ext N K K' u E). now apply P. Qed.

Lemma dual_covariance N K f : tempered f -> covariance N K -> covariance N (dual_matrix f K).
Proof.
  intros T C. destruct (factor_exists N K C) as (m & A & F). split.
  - intros i j Hi Hj. rewrite !(dual_factor N m A K f) by assumption.
    apply gaussian_ext. intro t. apply Rmult_comm.
  - intro u. rewrite (form_ext N _ (second_moments m f A)) by (intros; now apply (dual_factor N)).
    now apply second_moments_semidefinite.
Qed.

(** Theorem C for kernels: what is positive definite stays so. *)
Theorem dual_positive_definite N K f :
  tempered f -> nonconstant f -> covariance N K -> positive_definite N K ->
  positive_definite N (dual_matrix f K).
Proof.
  intros T NC C P. destruct (factor_exists N K C) as (m & A & F).
  apply (positive_definite_ext N (second_moments m f A)).
  - intros. symmetry. now apply (dual_factor N).
  - apply second_moments_positive_definite; [exact T|].
    apply forms_features_independent; [now apply (factor_independent N m A K) | exact NC].
Qed.

(** Theorem B for kernels: what is only kept apart becomes positive definite. *)
Theorem dual_separated N K f :
  tempered f -> ~ poly_lt (N - 1) f -> covariance N K -> separated N K ->
  positive_definite N (dual_matrix f K).
Proof.
  intros T NP C S. destruct (factor_exists N K C) as (m & A & F).
  apply (positive_definite_ext N (second_moments m f A)).
  - intros. symmetry. now apply (dual_factor N).
  - apply theorem_B_gaussian; [exact T | exact NP | now apply (separated_nonparallel N m A K)].
Qed.

Lemma nonconstant_not_poly f : nonconstant f -> ~ poly_lt 1 f.
Proof. 
  intros (a & b & D) P. apply D. apply poly_lt_S in P as (c & g & G & E).
  rewrite !E, !(proj1 (poly_lt_0 g) G). ring.
Qed.

(** Derivatives σ' for which Θ ⊙ E[σ'σ'] keeps semidefiniteness: the continuous ones of at most
    polynomial growth here, ones that jump in kernel_jump.v. *)
Definition keeps_semidefinite (g : R -> R) : Prop :=
  forall N K Theta, covariance N K -> (forall i, (i < N)%nat -> 0 < K i i) ->
  positive_semidefinite N Theta -> positive_semidefinite N (fun i j => Theta i j * dual_matrix g K i j).

Lemma tempered_keeps_semidefinite g : tempered g -> keeps_semidefinite g.
Proof.
  intros Tg N K Theta C _ Q u. destruct (factor_exists N K C) as (m & A & F).
  rewrite (form_ext N _ (fun i j => Theta i j * second_moments m g A i j))
    by (intros; now rewrite (dual_factor N m A K g)).
  now apply (gram_product_semidefinite (moderate m) (gaussian m) (gaussian_strictly_positive m));
    [apply features_square_integrable|].
Qed.

(** ** Two inputs at a time *)

Definition pick (i j : nat) (k : nat) : nat := match k with O => i | _ => j end.

Definition restrict (r : nat -> nat) (K : matrix) : matrix := fun i j => K (r i) (r j).

Lemma covariance_restrict N M r K :
  covariance N K -> (forall k, (r k < N)%nat) -> covariance M (restrict r K).
Proof.
  intros C R. destruct (factor_exists N K C) as (m & A & F). split.
  - intros k l _ _. now apply C.
  - intro u. rewrite (form_ext M _ (fun k l => dot m (A (r k)) (A (r l)))).
    + apply (dot_semidefinite m M (fun k => A (r k))).
    + intros k l _ _. now apply F.
Qed.

Lemma separated_pick N K i j :
  covariance N K -> separated N K -> (i < N)%nat -> (j < N)%nat -> i <> j ->
  separated 2 (restrict (pick i j) K).
Proof.
  intros [Sy _] [D S] Hi Hj N'. split.
  - intros [|k] _; unfold restrict; simpl; auto.
  - intros [|[|k]] [|[|l]] Hk Hl Q; unfold restrict; simpl; try lia; apply S; auto.
Qed.

(** ** The recursion *)

Section Depth.
Context (N : nat) (f : nat -> R -> R) (vw vb : nat -> R) (K1 : matrix).

(** No layer from l to L − 1 is constant. *)
Definition alive (l L : nat) : Prop := forall k, (l <= k < L)%nat -> nonconstant (f k).

(** Σ^(l+1) and Θ^(l+1) after l hidden layers; K1 = Σ¹ = Θ¹. *)
Fixpoint nngp (l : nat) : matrix :=
  match l with O => K1 | S l => weighted (vw l) (vb l) (dual_matrix (f l) (nngp l)) end.

Fixpoint ntk (l : nat) : matrix :=
  match l with
  | O => K1
  | S l => tangent (vw l) (nngp (S l)) (ntk l) (dual_matrix (Derive (f l)) (nngp l))
  end.

Context (T : forall l, tempered (f l)).
Context (Vw : forall l, 0 < vw l) (Vb : forall l, 0 <= vb l) (C1 : covariance N K1).

Lemma weighted_covariance a b M K :
  0 <= a -> 0 <= b -> covariance M K -> covariance M (weighted a b K).
Proof.
  intros Ha Hb [Sy P]. split.
  - intros i j Hi Hj. unfold weighted. now rewrite Sy.
  - intro u. unfold weighted. rewrite (form_plus M (fun i j => a * K i j) (fun _ _ => b)), form_scal.
    rewrite (form_ext M (fun _ _ => b) (fun i j => b * (1 * 1))) by (intros; ring).
    rewrite form_scal, (form_square M (fun _ => 1)). specialize (P u).
    pose proof (Rle_0_sqr (sum M (fun i => u i * 1))) as S. unfold Rsqr in S.
    pose proof (Rmult_le_pos _ _ Ha P). pose proof (Rmult_le_pos _ _ Hb S). lra.
Qed.

Lemma nngp_covariance l : covariance N (nngp l).
Proof.
  induction l as [|l IH]; [exact C1|].
  apply weighted_covariance; [apply Rlt_le, Vw | apply Vb | now apply dual_covariance].
Qed.

(** The inputs are kept apart: theorem B for one input and for two. *)
Lemma nngp_separated l : alive 0 l -> separated N K1 -> separated N (nngp l).
Proof.
  intros A S. induction l as [|l IH]; [exact S|].
  specialize (IH ltac:(intros k Hk; apply A; lia)). assert (NC : nonconstant (f l)) by (apply A; lia).
  assert (Cl := nngp_covariance l). split.
  - intros i Hi. assert (P : positive_definite 1 (dual_matrix (f l) (restrict (fun _ => i) (nngp l)))).
    { apply dual_separated; [apply T | | now apply (covariance_restrict N) |].
      - intro P. apply (nonconstant_not_poly (f l) NC). apply (poly_lt_le 0); [lia | exact P].
      - split; [intros k _; now apply IH | lia]. }
    specialize (P (fun _ => 1) (ex_intro _ 0%nat (conj Nat.lt_0_1 R1_neq_R0))).
    unfold form, dual_matrix, restrict in P. simpl in P. simpl. unfold weighted, dual_matrix.
    specialize (Vw l). specialize (Vb l). set (q := dual _ _ _ _) in *. assert (0 < q) by lra. nra.
  - intros i j Hi Hj N'.
    assert (R : forall k, (pick i j k < N)%nat) by (intros [|k]; assumption).
    apply (positive_definite_pair (restrict (pick i j) (nngp (Datatypes.S l)))).
    + apply (positive_definite_affine 2 (vw l) (vb l) (dual_matrix (f l) (restrict (pick i j) (nngp l))));
        [apply Vw | apply Vb|].
      apply dual_separated; [apply T | now apply nonconstant_not_poly | now apply (covariance_restrict N)|].
      now apply (separated_pick N).
    + apply (covariance_restrict N 2 (pick i j) _ (nngp_covariance (Datatypes.S l)) R).
Qed.

(** Positive definiteness at some depth persists. *)
Theorem nngp_persists l L :
  (l <= L)%nat -> alive l L -> positive_definite N (nngp l) -> positive_definite N (nngp L).
Proof.
  induction 1 as [|L Hl IH]; intros A P; [exact P|].
  specialize (IH ltac:(intros k Hk; apply A; lia) P).
  apply positive_definite_affine; [apply Vw | apply Vb|].
  apply dual_positive_definite; auto using nngp_covariance.
Qed.

(** One layer that is no polynomial of degree ≤ N − 2 suffices, wherever it is. *)
Theorem nngp_positive_definite k L :
  separated N K1 -> alive 0 L -> (k < L)%nat -> ~ poly_lt (N - 1) (f k) -> positive_definite N (nngp L).
Proof.
  intros S A Hk NP. apply (nngp_persists (Datatypes.S k) L); [exact Hk | intros j Hj; apply A; lia |].
  apply positive_definite_affine; [apply Vw | apply Vb|].
  apply dual_separated; auto using nngp_covariance.
  apply nngp_separated; [intros j Hj; apply A; lia | exact S].
Qed.

Context (T' : forall l, keeps_semidefinite (Derive (f l))) (S1 : separated N K1).

Lemma product_semidefinite l Theta :
  alive 0 l -> positive_semidefinite N Theta ->
  positive_semidefinite N (fun i j => vw l * (Theta i j * dual_matrix (Derive (f l)) (nngp l) i j)).
Proof.
  intros A Q. apply semidefinite_scal; [apply Rlt_le, Vw|].
  apply T'; [apply nngp_covariance | apply (nngp_separated l A S1) | exact Q].
Qed.

Lemma ntk_semidefinite l : alive 0 l -> positive_semidefinite N (ntk l).
Proof.
  induction l as [|l IH]; intros A u; [apply C1|].
  assert (Al : alive 0 l) by (intros k Hk; apply A; lia). simpl ntk. unfold tangent. rewrite (form_plus N (nngp (S l))).
  pose proof (proj2 (nngp_covariance (S l)) u). pose proof (product_semidefinite l (ntk l) Al (IH Al) u). lra.
Qed.

(** Θ ≥ Σ. *)
Theorem ntk_dominates L : alive 0 L -> positive_definite N (nngp L) -> positive_definite N (ntk L).
Proof.
  destruct L as [|L]; intros A P; [exact P|].
  assert (Al : alive 0 L) by (intros k Hk; apply A; lia).
  apply positive_definite_plus; [exact P | now apply product_semidefinite, ntk_semidefinite].
Qed.

Theorem ntk_positive_definite k L :
  alive 0 L -> (k < L)%nat -> ~ poly_lt (N - 1) (f k) -> positive_definite N (ntk L).
Proof. intros A Hk NP. apply ntk_dominates; [exact A|]. now apply (nngp_positive_definite k). Qed.
End Depth.

(** The kernels depend on the entries of Σ¹ only. *)
Lemma nngp_ext f vw vb K K' :
  (forall i j, K i j = K' i j) -> forall l i j, nngp f vw vb K l i j = nngp f vw vb K' l i j.
Proof.
  intros E l. induction l as [|l IH]; intros i j; [apply E|].
  simpl. unfold weighted, dual_matrix. now rewrite !IH.
Qed.

Lemma ntk_ext f vw vb K K' :
  (forall i j, K i j = K' i j) -> forall l i j, ntk f vw vb K l i j = ntk f vw vb K' l i j.
Proof.
  intros E l. induction l as [|l IH]; intros i j; [apply E|].
  simpl. unfold tangent, weighted, dual_matrix. now rewrite !IH, !(nngp_ext f vw vb K K' E).
Qed.
