(** * Finite sums

    [sum n a] = a 0 + … + a (n-1);  [lsum l a]: over a list of indices. *)

From Coq Require Import Reals Lra Lia List.
From Nonpoly Require Import polynomial.
Local Open Scope R_scope.

Fixpoint sum (n : nat) (a : nat -> R) : R :=
  match n with O => 0 | S n => sum n a + a n end.

Definition lsum (l : list nat) (a : nat -> R) : R := fold_right (fun i s => a i + s) 0 l.

Lemma sum_ext n a b : (forall i, (i < n)%nat -> a i = b i) -> sum n a = sum n b.
Proof.
  induction n as [|n IH]; intro E; simpl; [reflexivity|].
  rewrite IH by (intros; apply E; lia). rewrite E by lia. reflexivity.
Qed.

Lemma sum_zero n a : (forall i, (i < n)%nat -> a i = 0) -> sum n a = 0.
Proof.
  induction n as [|n IH]; intro E; simpl; [reflexivity|].
  rewrite IH by (intros; apply E; lia). rewrite E by lia. ring.
Qed.

Lemma sum_plus n a b : sum n (fun i => a i + b i) = sum n a + sum n b.
Proof. induction n as [|n IH]; simpl; [ring | rewrite IH; ring]. Qed.

Lemma sum_scal n c a : sum n (fun i => c * a i) = c * sum n a.
Proof. induction n as [|n IH]; simpl; [ring | rewrite IH; ring]. Qed.

Lemma sum_minus n a b : sum n (fun i => a i - b i) = sum n a - sum n b.
Proof. induction n as [|n IH]; simpl; [ring | rewrite IH; ring]. Qed.

Lemma sum_swap n m (a : nat -> nat -> R) :
  sum n (fun i => sum m (fun j => a i j)) = sum m (fun j => sum n (fun i => a i j)).
Proof.
  induction n as [|n IH]; simpl.
  - symmetry. now apply sum_zero.
  - rewrite IH, <- sum_plus. reflexivity.
Qed.

Lemma sum_first n a : sum (S n) a = a 0%nat + sum n (fun i => a (S i)).
Proof. induction n as [|n IH]; [simpl; ring|]. simpl in *. rewrite IH. ring. Qed.

Lemma sum_one n k a : (k < n)%nat -> (forall i, (i < n)%nat -> i <> k -> a i = 0) -> sum n a = a k.
Proof.
  induction n as [|n IH]; intros Hk Z; [lia|]. simpl.
  destruct (Nat.eq_dec k n) as [->|N].
  - rewrite sum_zero; [ring|]. intros i Hi. apply Z; lia.
  - rewrite IH; [rewrite (Z n); [ring | lia | lia] | lia |]. intros i Hi. apply Z. lia.
Qed.

Lemma sum_beyond n k a : (forall i, (n <= i)%nat -> a i = 0) -> sum (n + k) a = sum n a.
Proof.
  intro Z. induction k as [|k IH]; [now rewrite Nat.add_0_r|].
  rewrite Nat.add_succ_r. simpl. rewrite IH, Z; [ring | lia].
Qed.

Lemma sum_nonneg n a : (forall i, (i < n)%nat -> 0 <= a i) -> 0 <= sum n a.
Proof.
  induction n as [|n IH]; intro P; simpl; [lra|].
  pose proof (P n ltac:(lia)). pose proof (IH ltac:(intros; apply P; lia)). lra.
Qed.

(** A sum of squares vanishes only if every term does. *)
Lemma sum_squares n a : sum n (fun i => a i * a i) = 0 -> forall i, (i < n)%nat -> a i = 0.
Proof.
  induction n as [|n IH]; intros Z i Hi; [lia|]. simpl in Z.
  assert (0 <= sum n (fun i => a i * a i)) by (apply sum_nonneg; intros; nra).
  assert (0 <= a n * a n) by nra.
  destruct (Nat.eq_dec i n) as [->|N].
  - nra.
  - apply IH; [lra | lia].
Qed.

Lemma sum_list n a : sum n a = lsum (seq 0 n) a.
Proof.
  assert (G : forall k, sum n (fun i => a (k + i)%nat) = lsum (seq k n) a).
  { induction n as [|n IH]; intro k; [reflexivity|].
    rewrite sum_first. simpl. rewrite <- IH, Nat.add_0_r. f_equal.
    apply sum_ext. intros. f_equal. lia. }
  apply (G 0%nat).
Qed.

Lemma lsum_ext l a b : (forall i, In i l -> a i = b i) -> lsum l a = lsum l b.
Proof.
  induction l as [|i l IH]; intro E; simpl; [reflexivity|].
  rewrite IH by (intros; apply E; simpl; auto). rewrite E by (simpl; auto). reflexivity.
Qed.

Lemma lsum_filter p l a : (forall i, p i = false -> a i = 0) -> lsum l a = lsum (filter p l) a.
Proof.
  intro Z. induction l as [|i l IH]; simpl; [reflexivity|].
  destruct (p i) eqn:P; simpl; rewrite IH; [reflexivity | rewrite (Z i P); ring].
Qed.

(** Taking one index out. *)
Lemma lsum_remove k l a :
  NoDup l -> In k l ->
  lsum l a = a k + lsum (remove Nat.eq_dec k l) a /\
  length l = S (length (remove Nat.eq_dec k l)).
Proof.
  induction l as [|i l IH]; intros D K; [destruct K|].
  inversion D as [|? ? Hi Hl]; subst. simpl.
  destruct (Nat.eq_dec k i) as [->|N].
  - rewrite notin_remove by exact Hi. auto.
  - destruct K as [->|K]; [congruence|]. destruct (IH Hl K) as [E L].
    simpl. split; [rewrite E; ring | now rewrite L].
Qed.

(** ** Sums of polynomials *)

Lemma poly_lt_sum d n (f : nat -> R -> R) :
  (forall i, (i < n)%nat -> poly_lt d (f i)) -> poly_lt d (fun x => sum n (fun i => f i x)).
Proof.
  induction n as [|n IH]; intro H; simpl; [apply poly_lt_zero|].
  apply poly_lt_plus; [apply IH; intros; apply H; lia | apply H; lia].
Qed.

(** Coefficients as a sequence: f(x) = c_0 + … + c_{n-1} x^(n-1). *)
Lemma poly_lt_sum_iff n f :
  poly_lt n f <-> exists c, forall x, f x = sum n (fun k => c k * x ^ k).
Proof.
  split.
  - revert f. induction n as [|n IH]; intros f H.
    + exists (fun _ => 0). simpl. now apply poly_lt_0.
    + destruct (proj1 (leading_term n f) H) as (a & g & Hg & E). destruct (IH g Hg) as (c & Ec).
      exists (fun k => if Nat.eq_dec k n then a else c k). intro x. simpl.
      destruct (Nat.eq_dec n n) as [_|]; [|congruence]. rewrite E, Ec.
      rewrite (sum_ext n (fun k => (if Nat.eq_dec k n then a else c k) * x ^ k)
        (fun k => c k * x ^ k)); [ring|].
      intros i Hi. destruct (Nat.eq_dec i n); [lia | reflexivity].
  - intros (c & E). apply (poly_lt_ext _ _ _ (fun x => eq_sym (E x))).
    apply poly_lt_sum. intros i Hi. apply poly_lt_scal.
    apply (poly_lt_le (S i)); [lia | apply poly_lt_monomial].
Qed.

(** Coefficients are determined by the function. *)
Lemma coefficients_zero n c :
  (forall x, sum n (fun k => c k * x ^ k) = 0) -> forall k, (k < n)%nat -> c k = 0.
Proof.
  induction n as [|n IH]; intros Z k Hk; [lia|]. simpl in Z.
  assert (Cn : c n = 0).
  { apply (leading_zero n (c n) (fun x => sum n (fun k => c k * x ^ k))).
    - apply poly_lt_sum_iff. now exists c.
    - intro x. rewrite <- (Z x). ring. }
  destruct (Nat.eq_dec k n) as [->|N]; [exact Cn|].
  apply IH; [|lia]. intro x. rewrite <- (Z x), Cn. ring.
Qed.

(** ** The n-th difference, written out *)

Fixpoint binomial (n k : nat) : nat :=
  match n, k with
  | _, O => 1
  | O, S _ => 0
  | S n, S k => binomial n k + binomial n (S k)
  end.

Lemma binomial_beyond n k : (n < k)%nat -> binomial n k = 0%nat.
Proof.
  revert k. induction n as [|n IH]; intros [|k] H; simpl; try lia.
  rewrite !IH; lia.
Qed.

Lemma binomial_0 n : binomial n 0 = 1%nat.
Proof. now destruct n. Qed.

Lemma binomial_diagonal n : binomial n n = 1%nat.
Proof.
  induction n as [|n IH]; simpl; [reflexivity|]. rewrite IH, binomial_beyond; lia.
Qed.

(** Σ_j (−1)^(n−j) C(n,j) f(x + j h) *)
Definition stencil (n j : nat) : R := (-1) ^ (n - j) * INR (binomial n j).

Theorem deltas_sum n h f x :
  deltas n h f x = sum (S n) (fun j => stencil n j * f (x + INR j * h)).
Proof.
  revert f. induction n as [|n IH]; intro f.
  - unfold stencil. simpl. replace (x + 0 * h) with x by ring. ring.
  - change (deltas (S n) h f x) with (deltas n h (delta h f) x). rewrite IH, (sum_first (S n)).
    set (v := fun j => f (x + INR j * h)).
    set (w := fun j => (-1) ^ (n - j) * INR (binomial n (S j)) * v (S j)).
    transitivity (sum (S n) (fun j => stencil n j * v (S j)) - sum (S n) (fun j => stencil n j * v j)).
    { rewrite <- sum_minus. apply sum_ext. intros j _. unfold delta, v. rewrite (S_INR j).
      replace (x + INR j * h + h) with (x + (INR j + 1) * h) by ring. ring. }
    transitivity (stencil (S n) 0 * v 0%nat
                  + (sum (S n) (fun j => stencil n j * v (S j)) + sum (S n) w)).
    2:{ f_equal. rewrite <- sum_plus. apply sum_ext. intros j _. unfold w, v, stencil.
        simpl binomial. rewrite plus_INR. replace (S n - S j)%nat with (n - j)%nat by lia. ring. }
    rewrite (sum_first n (fun j => stencil n j * v j)).
    assert (W : sum (S n) w = - sum n (fun j => stencil n (S j) * v (S j))).
    { simpl. unfold w at 2. rewrite (binomial_beyond n (S n)) by lia.
      rewrite (sum_ext n w (fun j => -1 * (stencil n (S j) * v (S j)))).
      - rewrite sum_scal. simpl. ring.
      - intros j Hj. unfold w, stencil. replace (n - j)%nat with (S (n - S j)) by lia.
        simpl. ring. }
    rewrite W. unfold stencil at 2 4. rewrite !binomial_0, !Nat.sub_0_r. simpl. ring.
Qed.

Lemma stencil_last n : stencil n n = 1.
Proof. unfold stencil. rewrite Nat.sub_diag, binomial_diagonal. simpl. ring. Qed.
