(** * Theorem A: Σ F_i(φ_i(θ)) = 0 forces polynomials

    The F_i are functions R -> R, one for each slot; the φ_i are additive functionals of the
    parameter θ such that any two of them can be moved apart: some v has φ_j(v) = 0, φ_k(v) = h.
    Then every F_k satisfies Fréchet's equation with one step for each other slot, without any
    regularity; locally bounded ones are polynomials.  The instances in R^m, in R^2, and with biases
    only exhibit the directions v. *)

From Coq Require Import Reals Lra Lia List.
From Nonpoly Require Import polynomial frechet sum.
Local Open Scope R_scope.

(** ** Abstract *)

Section Abstract.
Context {T : Type} (add : T -> T -> T).

Definition additive (phi : T -> R) : Prop := forall a b, phi (add a b) = phi a + phi b.

Definition onto (phi : T -> R) : Prop := forall h, exists v, phi v = h.

(** phi can be moved by any h while psi rests. *)
Definition separates (phi psi : T -> R) : Prop := forall h, exists v, psi v = 0 /\ phi v = h.

Definition slots := list ((R -> R) * (T -> R)).

Definition total (l : slots) (t : T) : R := fold_right (fun s r => fst s (snd s t) + r) 0 l.

Definition shifted (v : T) (l : slots) : slots :=
  map (fun s => (delta (snd s v) (fst s), snd s)) l.

Lemma total_shifted l v t :
  (forall s, In s l -> additive (snd s)) -> total (shifted v l) t = total l (add t v) - total l t.
Proof.
  induction l as [|s l IH]; intro A; simpl; [ring|].
  rewrite IH by (intros; apply A; simpl; auto).
  rewrite (A s) by (simpl; auto). unfold delta. ring.
Qed.

Lemma slots_frechet n (l : slots) f phi :
  length l = n -> additive phi -> onto phi ->
  (forall s, In s l -> additive (snd s) /\ separates phi (snd s)) ->
  (forall t, f (phi t) + total l t = 0) ->
  frechet n f.
Proof.
  intros E A O. revert l f E. induction n as [|n IH]; intros [|(g, psi) l] f E H Z;
    try discriminate E.
  - intro x. destruct (O x) as (t & Ht). specialize (Z t). simpl in Z. rewrite Ht in Z. lra.
  - intro h. destruct (H (g, psi)) as [Ag S]; [simpl; auto|].
    destruct (S h) as (v & Hv & Hh). simpl in Ag, Hv.
    apply (IH (shifted v l)).
    + unfold shifted. rewrite map_length. now injection E.
    + intros s Hs. apply in_map_iff in Hs as (s' & <- & Hs'). apply (H s'). now right.
    + intro t. rewrite total_shifted by (intros s Hs; apply (H s); now right).
      pose proof (Z t) as Z1. pose proof (Z (add t v)) as Z2. simpl in Z1, Z2.
      rewrite A, Hh, Ag, Hv, Rplus_0_r in Z2. unfold delta. lra.
Qed.

(** With slots named by indices; the list L of indices leaves out the slots that are not there. *)
Lemma indexed_frechet (L : list nat) (F : nat -> R -> R) (phi : nat -> T -> R) k :
  NoDup L -> In k L ->
  (forall i, In i L -> additive (phi i)) -> onto (phi k) ->
  (forall i, In i L -> i <> k -> separates (phi k) (phi i)) ->
  (forall t, lsum L (fun i => F i (phi i t)) = 0) ->
  frechet (length L - 1) (F k).
Proof.
  intros D K A O S Z.
  set (l := map (fun i => (F i, phi i)) (remove Nat.eq_dec k L)).
  destruct (lsum_remove k L (fun _ => 0) D K) as [_ E].
  replace (length L - 1)%nat with (length l) by (unfold l; rewrite map_length; lia).
  apply (slots_frechet _ l (F k) (phi k)); auto.
  - intros s Hs. apply in_map_iff in Hs as (i & <- & Hi).
    apply in_remove in Hi as [Hi N]. simpl. auto.
  - intro t. rewrite <- (Z t), (proj1 (lsum_remove k L _ D K)). f_equal.
    unfold l. generalize (remove Nat.eq_dec k L) as M.
    induction M as [|i M IH]; simpl; [reflexivity | now rewrite IH].
Qed.

(** ** Theorem A, different functions *)

Definition apart (N : nat) (phi : nat -> T -> R) : Prop :=
  forall i j, (i < N)%nat -> (j < N)%nat -> i <> j -> separates (phi i) (phi j).

Theorem theorem_A_different N (F : nat -> R -> R) (phi : nat -> T -> R) :
  (forall i, (i < N)%nat -> additive (phi i) /\ onto (phi i)) -> apart N phi ->
  (forall t, sum N (fun i => F i (phi i t)) = 0) ->
  forall k, (k < N)%nat -> locally_bounded (F k) -> poly_lt (N - 1) (F k).
Proof.
  intros A S Z k Hk B. apply frechet_polynomial; [exact B|].
  rewrite <- (seq_length N 0) at 1.
  apply (indexed_frechet (seq 0 N) F phi k).
  - apply seq_NoDup.
  - apply in_seq. lia.
  - intros i Hi. apply in_seq in Hi. apply A. lia.
  - apply A, Hk.
  - intros i Hi N'. apply in_seq in Hi. apply S; lia.
  - intro t. rewrite <- sum_list. apply Z.
Qed.

(** ** Theorem A, one function: with s nonzero coefficients the degree is at most s − 2 *)

Definition support (N : nat) (u : nat -> R) : list nat :=
  filter (fun i => if Req_EM_T (u i) 0 then false else true) (seq 0 N).

Lemma in_support N u i : In i (support N u) <-> (i < N)%nat /\ u i <> 0.
Proof.
  unfold support. rewrite filter_In, in_seq.
  destruct (Req_EM_T (u i) 0); split; intros [? ?]; split; auto; try lia; try discriminate.
Qed.

Lemma support_length N u : (length (support N u) <= N)%nat.
Proof.
  unfold support. generalize (seq_length N 0). generalize (seq 0 N) as l. intros l <-.
  induction l as [|i l IH]; simpl; [lia|]. destruct (Req_EM_T (u i) 0); simpl; lia.
Qed.

Theorem theorem_A_frechet N (phi : nat -> T -> R) f u :
  (forall i, (i < N)%nat -> additive (phi i) /\ onto (phi i)) -> apart N phi ->
  (forall t, sum N (fun i => u i * f (phi i t)) = 0) ->
  (exists i, (i < N)%nat /\ u i <> 0) ->
  frechet (length (support N u) - 1) f.
Proof.
  intros A S Z (k & Hk & Uk).
  apply (frechet_ext _ (fun x => / u k * (u k * f x))); [intro; field; exact Uk|].
  apply frechet_scal.
  apply (indexed_frechet (support N u) (fun i x => u i * f x) phi k).
  - apply NoDup_filter, seq_NoDup.
  - now apply in_support.
  - intros i Hi. apply in_support in Hi as [Hi _]. now apply A.
  - now apply A.
  - intros i Hi N'. apply in_support in Hi as [Hi _]. apply S; auto.
  - intro t. rewrite <- (Z t), sum_list. symmetry. apply lsum_filter.
    intros i. destruct (Req_EM_T (u i) 0) as [E|]; [|discriminate]. intros _. rewrite E. ring.
Qed.

Theorem theorem_A N (phi : nat -> T -> R) f u :
  (forall i, (i < N)%nat -> additive (phi i) /\ onto (phi i)) -> apart N phi ->
  locally_bounded f ->
  (forall t, sum N (fun i => u i * f (phi i t)) = 0) ->
  (exists i, (i < N)%nat /\ u i <> 0) ->
  poly_lt (length (support N u) - 1) f.
Proof. intros. apply frechet_polynomial; [assumption|]. now apply theorem_A_frechet with phi. Qed.

End Abstract.

(** ** Data in R^m: pairwise non-parallel vectors *)

Definition dot (m : nat) (x y : nat -> R) : R := sum m (fun c => x c * y c).
Definition vadd (x y : nat -> R) (c : nat) : R := x c + y c.

Definition nonzero (m : nat) (x : nat -> R) : Prop := exists c, (c < m)%nat /\ x c <> 0.

(** x is no multiple of y. *)
Definition no_multiple (m : nat) (x y : nat -> R) : Prop :=
  forall l, exists c, (c < m)%nat /\ x c <> l * y c.

Definition nonparallel (m N : nat) (z : nat -> nat -> R) : Prop :=
  (forall i, (i < N)%nat -> nonzero m (z i)) /\
  forall i j, (i < N)%nat -> (j < N)%nat -> i <> j -> no_multiple m (z i) (z j).

Lemma dot_add m x a b : dot m x (vadd a b) = dot m x a + dot m x b.
Proof.
  unfold dot, vadd. rewrite <- sum_plus. apply sum_ext. intros. ring.
Qed.

Lemma dot_scal m x c a : dot m x (fun i => c * a i) = c * dot m x a.
Proof. unfold dot. rewrite <- sum_scal. apply sum_ext. intros. ring. Qed.

Lemma dot_comm m x y : dot m x y = dot m y x.
Proof. unfold dot. apply sum_ext. intros. ring. Qed.

Lemma dot_minus m x a b : dot m x (fun i => a i - b i) = dot m x a - dot m x b.
Proof. unfold dot. rewrite <- sum_minus. apply sum_ext. intros. ring. Qed.

Lemma dot_self m x : nonzero m x -> dot m x x <> 0.
Proof. intros (c & Hc & N) Z. apply N. exact (sum_squares m x Z c Hc). Qed.

Lemma dot_onto m x : nonzero m x -> onto (dot m x).
Proof.
  intros N h. exists (fun i => h / dot m x x * x i).
  rewrite dot_scal. field. now apply dot_self.
Qed.

Lemma dot_separates m x y : nonzero m y -> no_multiple m x y -> separates (dot m x) (dot m y).
Proof.
  intros Ny P h. pose proof (dot_self m y Ny) as Dy.
  (* w = x − λ y is orthogonal to y, and x·w = w·w ≠ 0. *)
  set (l := dot m x y / dot m y y). set (w := fun i => x i - l * y i).
  assert (Yw : dot m y w = 0).
  { unfold w. rewrite dot_minus, dot_scal. unfold l. rewrite (dot_comm m y x). field. exact Dy. }
  assert (Xw : dot m x w = dot m w w).
  { assert (E : dot m w w = dot m w x - l * dot m w y).
    { rewrite <- dot_scal, <- dot_minus. reflexivity. }
    rewrite E, (dot_comm m w x), (dot_comm m w y), Yw. ring. }
  assert (Nw : dot m w w <> 0).
  { apply dot_self. destruct (P l) as (c & Hc & E). exists c. split; [exact Hc|].
    unfold w. lra. }
  exists (fun i => h / dot m w w * w i). rewrite !dot_scal, Yw, Xw. split; [ring|]. now field.
Qed.

Lemma nonparallel_apart m N z : nonparallel m N z -> apart N (fun i => dot m (z i)).
Proof. intros [Z P] i j Hi Hj D. apply dot_separates; auto. Qed.

Theorem theorem_A_vectors m N z f u :
  nonparallel m N z -> locally_bounded f ->
  (forall t, sum N (fun i => u i * f (dot m (z i) t)) = 0) ->
  (exists i, (i < N)%nat /\ u i <> 0) ->
  poly_lt (length (support N u) - 1) f.
Proof.
  intros P B. apply (theorem_A vadd N (fun i => dot m (z i))); auto.
  - intros i Hi. split; [intros a b; apply dot_add | now apply dot_onto, P].
  - now apply nonparallel_apart.
Qed.

Theorem theorem_A_vectors_different m N z F :
  nonparallel m N z ->
  (forall t, sum N (fun i => F i (dot m (z i) t)) = 0) ->
  forall k, (k < N)%nat -> locally_bounded (F k) -> poly_lt (N - 1) (F k).
Proof.
  intros P. apply (theorem_A_different vadd N F (fun i => dot m (z i))).
  - intros i Hi. split; [intros a b; apply dot_add | now apply dot_onto, P].
  - now apply nonparallel_apart.
Qed.

(** ** Data in R^2, by determinants *)

Theorem theorem_A_plane N (a b : nat -> R) f u :
  (forall i j, (i < N)%nat -> (j < N)%nat -> i <> j -> a i * b j - a j * b i <> 0) ->
  (2 <= N)%nat -> locally_bounded f ->
  (forall v w, sum N (fun i => u i * f (a i * v + b i * w)) = 0) ->
  (exists i, (i < N)%nat /\ u i <> 0) ->
  poly_lt (length (support N u) - 1) f.
Proof.
  intros D N2 B Z U.
  set (z := fun i c => match c with O => a i | _ => b i end).
  apply (theorem_A_vectors 2 N z); auto.
  - split.
    + intros i Hi. set (j := match i with O => 1%nat | _ => 0%nat end).
      assert (E : a i * b j - a j * b i <> 0) by (apply D; unfold j; destruct i; lia).
      destruct (Req_dec (a i) 0) as [Ea|Ea]; [|exists 0%nat; simpl; auto].
      exists 1%nat. split; [lia|]. simpl. intro Eb. apply E. rewrite Ea, Eb. ring.
    + intros i j Hi Hj N' l. specialize (D i j Hi Hj N').
      destruct (Req_dec (a i) (l * a j)) as [Ea|Ea]; [|exists 0%nat; simpl; auto].
      exists 1%nat. split; [lia|]. simpl. intro Eb. apply D. rewrite Ea, Eb. ring.
  - intro t. rewrite <- (Z (t 0%nat) (t 1%nat)). apply sum_ext. intros i _.
    unfold dot, z. simpl. f_equal. f_equal. ring.
Qed.

(** ** Distinct inputs in R^d, with biases: f(w·x + b) *)

Definition distinct (d N : nat) (x : nat -> nat -> R) : Prop :=
  forall i j, (i < N)%nat -> (j < N)%nat -> i <> j -> exists c, (c < d)%nat /\ x i c <> x j c.

(** The pre-activation of the input x under the parameter (w, b). *)
Definition affine (d : nat) (x : nat -> R) (t : (nat -> R) * R) : R := dot d x (fst t) + snd t.

Definition padd (s t : (nat -> R) * R) : (nat -> R) * R := (vadd (fst s) (fst t), snd s + snd t).

Lemma affine_additive d x : additive padd (affine d x).
Proof. intros a b. unfold affine, padd. simpl. rewrite dot_add. ring. Qed.

Lemma affine_onto d x : onto (affine d x).
Proof.
  intro h. exists (fun _ => 0, h). unfold affine, dot. simpl.
  rewrite sum_zero; [ring | intros; ring].
Qed.

Lemma affine_separates d x y :
  (exists c, (c < d)%nat /\ x c <> y c) -> separates (affine d x) (affine d y).
Proof.
  intros N h. set (w := fun c => x c - y c).
  assert (Nw : dot d w w <> 0).
  { apply dot_self. destruct N as (c & Hc & E). exists c. split; [exact Hc|]. unfold w. lra. }
  set (r := h / dot d w w).
  exists (fun c => r * w c, - (r * dot d y w)). unfold affine. simpl. rewrite !dot_scal.
  split; [ring|].
  replace (dot d x w) with (dot d w w + dot d y w); [unfold r; now field|].
  assert (E : dot d w w = dot d w x - dot d w y) by (rewrite <- dot_minus; reflexivity).
  rewrite E, !(dot_comm d w). ring.
Qed.

Lemma distinct_apart d N x : distinct d N x -> apart N (fun i => affine d (x i)).
Proof. intros D i j Hi Hj E. apply affine_separates. auto. Qed.

Theorem theorem_A_bias d N x f u :
  distinct d N x -> locally_bounded f ->
  (forall w b, sum N (fun i => u i * f (dot d (x i) w + b)) = 0) ->
  (exists i, (i < N)%nat /\ u i <> 0) ->
  poly_lt (length (support N u) - 1) f.
Proof.
  intros D B Z. apply (theorem_A padd N (fun i => affine d (x i))); auto.
  - intros i _. split; [apply affine_additive | apply affine_onto].
  - now apply distinct_apart.
  - intros [w b]. apply Z.
Qed.

Corollary theorem_A_scalar_bias N (x : nat -> R) f u :
  (forall i j, (i < N)%nat -> (j < N)%nat -> i <> j -> x i <> x j) -> locally_bounded f ->
  (forall w b, sum N (fun i => u i * f (w * x i + b)) = 0) ->
  (exists i, (i < N)%nat /\ u i <> 0) ->
  poly_lt (length (support N u) - 1) f.
Proof.
  intros D B Z. apply (theorem_A_bias 1 N (fun i _ => x i)); auto.
  - intros i j Hi Hj E. exists 0%nat. auto.
  - intros w b. rewrite <- (Z (w 0%nat) b). apply sum_ext. intros i _.
    unfold dot. simpl. f_equal. f_equal. ring.
Qed.

(** ** The converse, and with it a characterisation of polynomials *)

Theorem polynomial_iff n f :
  locally_bounded f ->
  (poly_lt n f <->
   exists u, (exists i, (i < S n)%nat /\ u i <> 0) /\
     forall w b, sum (S n) (fun i => u i * f (w * INR i + b)) = 0).
Proof.
  intro B. split.
  - intro P. exists (stencil n). split.
    + exists n. split; [lia|]. rewrite stencil_last. lra.
    + intros w b. rewrite <- (deltas_vanish n w f P b), deltas_sum.
      apply sum_ext. intros i _. f_equal. f_equal. ring.
  - intros (u & U & Z). apply (poly_lt_le (length (support (S n) u) - 1)).
    + pose proof (support_length (S n) u). lia.
    + apply (theorem_A_scalar_bias (S n) INR); auto.
      intros i j _ _ E H. apply E. now apply INR_eq.
Qed.

(** Any data: a polynomial of degree ≤ r does not see u once Σ u_i x_i^k = 0 for k ≤ r. *)
Theorem moments_annihilate N (x : nat -> R) f u n :
  poly_lt n f ->
  (forall k, (k < n)%nat -> sum N (fun i => u i * x i ^ k) = 0) ->
  forall w b, sum N (fun i => u i * f (w * x i + b)) = 0.
Proof.
  intros P M w b.
  destruct (proj1 (poly_lt_sum_iff n _) (poly_lt_affine n b w f P)) as (c & E).
  rewrite (sum_ext N _ (fun i => sum n (fun k => c k * (u i * x i ^ k)))).
  - rewrite sum_swap. apply sum_zero. intros k Hk. now rewrite sum_scal, M; [ring|].
  - intros i _. replace (w * x i + b) with (b + w * x i) by ring. rewrite E, <- sum_scal.
    apply sum_ext. intros. ring.
Qed.
