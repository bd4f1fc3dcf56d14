(** * Expectations, and the positive definiteness that they give

    An expectation is linear on a class of functions and strictly positive: F ≥ 0 with E F = 0 is 0.
    The Gram matrix E[F_i F_j] of linearly independent features is then positive definite: the
    quadratic form at u is E[(Σ u_i F_i)²].  Gaussian expectations are instances
    (gaussian_expectation.v); nothing here knows what E is. *)

From Coq Require Import Reals Lra Lia.
From Nonpoly Require Import polynomial sum theorem_B theorem_C.
Local Open Scope R_scope.

Definition matrix := nat -> nat -> R.

Definition form (N : nat) (K : matrix) (u : nat -> R) : R :=
  sum N (fun i => sum N (fun j => u i * u j * K i j)).

Definition positive_definite (N : nat) (K : matrix) : Prop :=
  forall u, (exists i, (i < N)%nat /\ u i <> 0) -> 0 < form N K u.

Definition positive_semidefinite (N : nat) (K : matrix) : Prop := forall u, 0 <= form N K u.

Definition symmetric (N : nat) (K : matrix) : Prop :=
  forall i j, (i < N)%nat -> (j < N)%nat -> K i j = K j i.

(** ** Quadratic forms *)

Lemma form_ext N K K' u :
  (forall i j, (i < N)%nat -> (j < N)%nat -> K i j = K' i j) -> form N K u = form N K' u.
Proof. intro E. apply sum_ext. intros i Hi. apply sum_ext. intros j Hj. now rewrite E. Qed.

Lemma form_plus N K K' u : form N (fun i j => K i j + K' i j) u = form N K u + form N K' u.
Proof.
  unfold form. rewrite <- sum_plus. apply sum_ext. intros i _. rewrite <- sum_plus.
  apply sum_ext. intros. ring.
Qed.

Lemma form_scal N c K u : form N (fun i j => c * K i j) u = c * form N K u.
Proof.
  unfold form. rewrite <- sum_scal. apply sum_ext. intros i _. rewrite <- sum_scal.
  apply sum_ext. intros. ring.
Qed.

(** Σ u_i u_j v_i v_j = (Σ u_i v_i)² *)
Lemma form_square N v u :
  form N (fun i j => v i * v j) u = sum N (fun i => u i * v i) * sum N (fun i => u i * v i).
Proof.
  unfold form. rewrite <- sum_scal. apply sum_ext. intros i _.
  rewrite <- (Rmult_comm (u i * v i)), <- sum_scal. apply sum_ext. intros. ring.
Qed.

Lemma form_zero_out N K u : (forall i, (i < N)%nat -> u i = 0) -> form N K u = 0.
Proof.
  intro Z. apply sum_zero. intros i Hi. apply sum_zero. intros j _. rewrite (Z i Hi). ring.
Qed.

Lemma positive_definite_semidefinite N K : positive_definite N K -> positive_semidefinite N K.
Proof.
  intros P u. destruct (Classical_Prop.classic (exists i, (i < N)%nat /\ u i <> 0)) as [U|U].
  - left. now apply P.
  - right. symmetry. apply form_zero_out. intros i Hi. destruct (Req_dec (u i) 0); [assumption|].
    exfalso. apply U. eauto.
Qed.

Lemma positive_definite_plus N K K' :
  positive_definite N K -> positive_semidefinite N K' ->
  positive_definite N (fun i j => K i j + K' i j).
Proof. intros P S u U. rewrite form_plus. specialize (P u U). specialize (S u). lra. Qed.

(** σ_w² K + σ_b², what a layer makes of the Gram matrix of its activations. *)
Lemma positive_definite_affine N a b K :
  0 < a -> 0 <= b -> positive_definite N K -> positive_definite N (fun i j => a * K i j + b).
Proof.
  intros Ha Hb P u U. rewrite (form_plus N (fun i j => a * K i j) (fun _ _ => b)), form_scal.
  rewrite (form_ext N (fun _ _ => b) (fun i j => b * (1 * 1)))
    by (intros; ring).
  rewrite form_scal, (form_square N (fun _ => 1)). specialize (P u U).
  pose proof (Rle_0_sqr (sum N (fun i => u i * 1))) as S. unfold Rsqr in S. nra.
Qed.

Lemma semidefinite_scal N c K :
  0 <= c -> positive_semidefinite N K -> positive_semidefinite N (fun i j => c * K i j).
Proof. intros Hc S u. rewrite form_scal. specialize (S u). nra. Qed.

(** ** Expectations *)

Record strictly_positive {T : Type} (class : (T -> R) -> Prop) (E : (T -> R) -> R) : Prop := {
  class_ext : forall F G, (forall t, F t = G t) -> class F -> class G;
  class_zero : class (fun _ => 0);
  class_plus : forall F G, class F -> class G -> class (fun t => F t + G t);
  class_scal : forall c F, class F -> class (fun t => c * F t);
  E_ext : forall F G, (forall t, F t = G t) -> E F = E G;
  E_plus : forall F G, class F -> class G -> E (fun t => F t + G t) = E F + E G;
  E_scal : forall c F, class F -> E (fun t => c * F t) = c * E F;
  E_nonneg : forall F, class F -> (forall t, 0 <= F t) -> 0 <= E F;
  E_zero : forall F, class F -> (forall t, 0 <= F t) -> E F = 0 -> forall t, F t = 0 }.

Section Expectation.
Context {T : Type} (class : (T -> R) -> Prop) (E : (T -> R) -> R) (SP : strictly_positive class E).

Definition gram (F : nat -> T -> R) : matrix := fun i j => E (fun t => F i t * F j t).

(** Products of two features are in the class. *)
Definition square_integrable (N : nat) (F : nat -> T -> R) : Prop :=
  forall i j, (i < N)%nat -> (j < N)%nat -> class (fun t => F i t * F j t).

Lemma E_of_zero : E (fun _ => 0) = 0.
Proof.
  rewrite (E_ext _ _ SP (fun _ => 0) (fun _ => 0 * 0)) by (intro; ring).
  rewrite (E_scal _ _ SP); [ring | apply (class_zero _ _ SP)].
Qed.

Lemma E_sum n F :
  (forall i, (i < n)%nat -> class (F i)) ->
  class (fun t => sum n (fun i => F i t)) /\
  E (fun t => sum n (fun i => F i t)) = sum n (fun i => E (F i)).
Proof.
  induction n as [|n IH]; intro C; simpl.
  - split; [apply (class_zero _ _ SP) | apply E_of_zero].
  - destruct IH as [C' E']; [intros; apply C; lia|]. split.
    + apply (class_plus _ _ SP); [exact C' | apply C; lia].
    + rewrite (E_plus _ _ SP); [now rewrite E' | exact C' | apply C; lia].
Qed.

(** The form of c_ij E[F_i F_j] is the mean of a form. *)
Lemma form_gram N c F u :
  square_integrable N F ->
  class (fun t => form N c (fun i => u i * F i t)) /\
  E (fun t => form N c (fun i => u i * F i t)) = form N (fun i j => c i j * gram F i j) u.
Proof.
  intro I. unfold form.
  assert (A : forall i j, (i < N)%nat -> (j < N)%nat ->
            class (fun t => (u i * F i t) * (u j * F j t) * c i j) /\
            E (fun t => (u i * F i t) * (u j * F j t) * c i j) = u i * u j * (c i j * gram F i j)).
  { intros i j Hi Hj. specialize (I i j Hi Hj).
    assert (X : forall t, u i * F i t * (u j * F j t) * c i j = (u i * u j * c i j) * (F i t * F j t))
      by (intro; ring).
    split.
    - apply (class_ext _ _ SP _ _ (fun t => eq_sym (X t))). now apply (class_scal _ _ SP).
    - rewrite (E_ext _ _ SP _ _ X), (E_scal _ _ SP) by exact I. unfold gram. ring. }
  assert (B : forall i, (i < N)%nat ->
            class (fun t => sum N (fun j => (u i * F i t) * (u j * F j t) * c i j)) /\
            E (fun t => sum N (fun j => (u i * F i t) * (u j * F j t) * c i j))
            = sum N (fun j => u i * u j * (c i j * gram F i j))).
  { intros i Hi. destruct (E_sum N (fun j t => (u i * F i t) * (u j * F j t) * c i j)) as [C1 C2].
    - intros j Hj. now apply A.
    - split; [exact C1|]. rewrite C2. apply sum_ext. intros j Hj. now apply A. }
  destruct (E_sum N (fun i t => sum N (fun j => (u i * F i t) * (u j * F j t) * c i j))) as [C1 C2].
  - intros i Hi. now apply B.
  - split; [exact C1|]. rewrite C2. apply sum_ext. intros i Hi. now apply B.
Qed.

(** Σ u_i u_j E[F_i F_j] = E[(Σ u_i F_i)²] *)
Lemma form_gram_square N F u :
  square_integrable N F ->
  let S t := sum N (fun i => u i * F i t) in
  class (fun t => S t * S t) /\ E (fun t => S t * S t) = form N (gram F) u.
Proof.
  intros I S. destruct (form_gram N (fun _ _ => 1) F u I) as [C EC].
  assert (X : forall t, form N (fun _ _ => 1) (fun i => u i * F i t) = S t * S t).
  { intro t. unfold form. rewrite (sum_ext N _ (fun i => (u i * F i t) * S t)).
    - unfold S at 2. rewrite Rmult_comm, <- sum_scal. apply sum_ext. intros. ring.
    - intros i _. unfold S. rewrite <- sum_scal. apply sum_ext. intros. ring. }
  split.
  - now apply (class_ext _ _ SP _ _ X).
  - rewrite <- (E_ext _ _ SP _ _ X), EC. apply form_ext. intros. ring.
Qed.

Theorem gram_semidefinite N F : square_integrable N F -> positive_semidefinite N (gram F).
Proof.
  intros I u. destruct (form_gram_square N F u I) as [C <-].
  apply (E_nonneg _ _ SP); [exact C|]. intro t. apply Rle_0_sqr.
Qed.

Theorem gram_positive_definite N F :
  square_integrable N F -> independent N F -> positive_definite N (gram F).
Proof.
  intros I L u (i & Hi & U). destruct (form_gram_square N F u I) as [C EC].
  set (S := fun t => sum N (fun i => u i * F i t)) in *.
  assert (P : 0 <= E (fun t => S t * S t)) by (apply (E_nonneg _ _ SP); [exact C | intro; apply Rle_0_sqr]).
  rewrite <- EC. destruct P as [P|Z]; [exact P|]. exfalso. apply U, (L u); [|exact Hi].
  intro t. assert (Q : S t * S t = 0).
  { apply (E_zero _ _ SP (fun t => S t * S t)); [exact C | intro; apply Rle_0_sqr | now symmetry]. }
  apply Rmult_integral in Q. now destruct Q.
Qed.

(** Θ ⊙ E[D_i D_j] for a positive semidefinite Θ: no theorem on Schur products is needed, the form
    at u is the mean of the form of Θ at u_i D_i. *)
Theorem gram_product_semidefinite N Theta D :
  square_integrable N D -> positive_semidefinite N Theta ->
  positive_semidefinite N (fun i j => Theta i j * gram D i j).
Proof.
  intros I P u. destruct (form_gram N Theta D u I) as [C <-].
  apply (E_nonneg _ _ SP); [exact C|]. intro t. apply P.
Qed.
End Expectation.
