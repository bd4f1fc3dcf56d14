(** * Theorem D: what one polynomial layer cannot see

    V is a set of vectors v (one entry for each data point), closed under sums and multiples: the
    values of the pre-activations.  For a polynomial σ = Σ c_k x^k, the vector u is orthogonal to
    all σ(v), v ∈ V, exactly if for every k with c_k ≠ 0 it is orthogonal to all products of k
    elements of V.  For V = {θ·z_i} these are the monomials of degree k in the z_i, for
    V = {w x_i + b} the moments Σ u_i x_i^j, j ≤ k. *)

From Coq Require Import Reals Lra Lia List.
From Nonpoly Require Import polynomial sum theorem_A.
Import ListNotations.
Local Open Scope R_scope.

Definition vectors := (nat -> R) -> Prop.

Definition product (vs : list (nat -> R)) (i : nat) : R := fold_right (fun v r => v i * r) 1 vs.

(** u is orthogonal to the products of k elements of V. *)
Definition orthogonal (N : nat) (u : nat -> R) (V : vectors) (k : nat) : Prop :=
  forall vs, length vs = k -> (forall v, In v vs -> V v) ->
  sum N (fun i => u i * product vs i) = 0.

Definition closed_plus (V : vectors) : Prop := forall v w, V v -> V w -> V (fun i => v i + w i).
Definition closed_scal (V : vectors) : Prop := forall s v, V v -> V (fun i => s * v i).

(** ** Polarisation *)

(** If Σ Q_i(v_i) = 0 on V and Q_i = a_i x^k + lower, then a is orthogonal to products of k. *)
Lemma polarisation N (V : vectors) k (a : nat -> R) (Q : nat -> R -> R) :
  closed_plus V -> (exists v, V v) ->
  (forall i, (i < N)%nat -> exists g, poly_lt k g /\ forall x, Q i x = a i * x ^ k + g x) ->
  (forall v, V v -> sum N (fun i => Q i (v i)) = 0) ->
  orthogonal N a V k.
Proof.
  intros C (v0 & H0). revert a Q. induction k as [|k IH]; intros a Q Lead Z vs L Vs.
  - destruct vs; [|discriminate]. rewrite <- (Z v0 H0). apply sum_ext. intros i Hi.
    destruct (Lead i Hi) as (g & Hg & E). rewrite E, (proj1 (poly_lt_0 g) Hg). simpl. ring.
  - destruct vs as [|w vs]; [discriminate|].
    assert (Hw : V w) by (apply Vs; simpl; auto).
    assert (D : orthogonal N (fun i => a i * (INR (S k) * w i)) V k).
    { apply (IH _ (fun i => delta (w i) (Q i))).
      - intros i Hi. destruct (Lead i Hi) as (g & Hg & E).
        destruct (delta_power k (w i)) as (r & Hr & Er).
        exists (fun x => a i * r x + delta (w i) g x). split.
        + apply poly_lt_plus; [now apply poly_lt_scal | now apply delta_poly].
        + intro x. unfold delta. rewrite !E. specialize (Er x).
          replace ((x + w i) ^ S k) with (x ^ S k + INR (S k) * w i * x ^ k + r x) by lra. ring.
      - intros v Hv. unfold delta. rewrite sum_minus, (Z v Hv), (Z _ (C v w Hv Hw)). ring. }
    specialize (D vs ltac:(now injection L) ltac:(intros; apply Vs; simpl; auto)).
    assert (K : INR (S k) <> 0) by (apply not_0_INR; lia).
    apply (Rmult_eq_reg_l (INR (S k))); [|exact K]. rewrite Rmult_0_r, <- D, <- sum_scal.
    apply sum_ext. intros. simpl product. ring.
Qed.

Lemma product_repeat v k i : product (repeat v k) i = v i ^ k.
Proof. induction k as [|k IH]; simpl; [reflexivity | now rewrite IH]. Qed.

Lemma orthogonal_powers N u V k :
  orthogonal N u V k -> forall v, V v -> sum N (fun i => u i * v i ^ k) = 0.
Proof.
  intros O v Hv. rewrite <- (O (repeat v k)).
  - apply sum_ext. intros. now rewrite product_repeat.
  - apply repeat_length.
  - intros w Hw. apply repeat_spec in Hw. now subst.
Qed.

Lemma powers_orthogonal N u V k :
  closed_plus V -> (exists v, V v) ->
  (forall v, V v -> sum N (fun i => u i * v i ^ k) = 0) -> orthogonal N u V k.
Proof.
  intros C E Z. apply (polarisation N V k u (fun i x => u i * x ^ k)); auto.
  intros i Hi. exists (fun _ => 0). split; [apply poly_lt_zero | intro; ring].
Qed.

(** The top degree of a layer needs no closure under multiples. *)
Lemma top_degree N u V f r :
  closed_plus V -> (exists v, V v) -> degree_is r f ->
  (forall v, V v -> sum N (fun i => u i * f (v i)) = 0) -> orthogonal N u V r.
Proof.
  intros C E [P NP] Z vs L Vs. destruct (proj1 (leading_term r f) P) as (a & g & Hg & Ef).
  assert (Ha : a <> 0).
  { intros ->. apply NP. apply (poly_lt_ext _ g); [intro x; rewrite Ef; ring | exact Hg]. }
  apply (Rmult_eq_reg_l a); [|exact Ha]. rewrite Rmult_0_r.
  rewrite <- (polarisation N V r (fun i => a * u i) (fun i x => u i * f x) C E) with (vs := vs); auto.
  - rewrite <- sum_scal. apply sum_ext. intros. ring.
  - intros i Hi. exists (fun x => u i * g x). split; [now apply poly_lt_scal|].
    intro x. rewrite Ef. ring.
Qed.

(** ** The null space *)

Theorem theorem_D N u V n c f :
  closed_plus V -> closed_scal V -> (exists v, V v) ->
  (forall x, f x = sum n (fun k => c k * x ^ k)) ->
  (forall v, V v -> sum N (fun i => u i * f (v i)) = 0) <->
  (forall k, (k < n)%nat -> c k <> 0 -> orthogonal N u V k).
Proof.
  intros C S E Ef.
  assert (Swap : forall v, sum N (fun i => u i * f (v i))
                           = sum n (fun k => c k * sum N (fun i => u i * v i ^ k))).
  { intro v. rewrite (sum_ext N _ (fun i => sum n (fun k => c k * (u i * v i ^ k)))).
    - rewrite sum_swap. apply sum_ext. intros. now rewrite sum_scal.
    - intros i _. rewrite Ef, <- sum_scal. apply sum_ext. intros. ring. }
  split.
  - intros Z k Hk Ck. apply powers_orthogonal; auto. intros v Hv.
    (* a polynomial in s that vanishes: Σ_k s^k c_k Σ_i u_i v_i^k = 0 *)
    assert (H : forall j, (j < n)%nat -> c j * sum N (fun i => u i * v i ^ j) = 0).
    { apply coefficients_zero. intro s. rewrite <- (Z _ (S s v Hv)), Swap.
      apply sum_ext. intros j _. rewrite Rmult_assoc. f_equal. rewrite Rmult_comm, <- sum_scal.
      apply sum_ext. intros. rewrite Rpow_mult_distr. ring. }
    specialize (H k Hk). apply Rmult_integral in H as [|H]; [contradiction | exact H].
  - intros O v Hv. rewrite Swap. apply sum_zero. intros k Hk.
    destruct (Req_dec (c k) 0) as [Ck|Ck]; [rewrite Ck; ring|].
    rewrite (orthogonal_powers N u V k); auto. ring.
Qed.

(** ** Linear pre-activations: monomials of degree k *)

Definition linear_forms (m : nat) (z : nat -> nat -> R) : vectors :=
  fun v => exists t, forall i, v i = dot m (z i) t.

Definition monomial (z : nat -> nat -> R) (cs : list nat) (i : nat) : R :=
  fold_right (fun c r => z i c * r) 1 cs.

Theorem orthogonal_monomials m N z u k :
  orthogonal N u (linear_forms m z) k <->
  forall cs, length cs = k -> (forall c, In c cs -> (c < m)%nat) ->
  sum N (fun i => u i * monomial z cs i) = 0.
Proof.
  split.
  - intros O cs L Hc. rewrite <- (O (map (fun c i => z i c) cs)).
    + apply sum_ext. intros i _. f_equal. induction cs as [|c cs IH]; simpl; [reflexivity|].
      f_equal. clear -z. induction cs as [|d cs IH]; simpl; [reflexivity | now f_equal].
    + now rewrite map_length.
    + intros v Hv. apply in_map_iff in Hv as (c & <- & Hv).
      exists (fun d => if Nat.eq_dec d c then 1 else 0). intro i. unfold dot.
      rewrite (sum_one m c); [|now apply Hc|].
      * destruct (Nat.eq_dec c c); [ring | congruence].
      * intros d _ N'. destruct (Nat.eq_dec d c); [congruence | ring].
  - revert u. induction k as [|k IH]; intros u M vs L Vs.
    + destruct vs; [|discriminate]. rewrite <- (M []); auto. intros c [].
    + destruct vs as [|v vs]; [discriminate|].
      destruct (Vs v) as (t & Et); [simpl; auto|].
      rewrite (sum_ext N _ (fun i => sum m (fun c => t c * ((u i * z i c) * product vs i)))).
      * rewrite sum_swap. apply sum_zero. intros c Hc. rewrite sum_scal.
        rewrite (IH (fun i => u i * z i c)); [ring | | now injection L |].
        -- intros cs Lc Hcs. rewrite <- (M (c :: cs)).
           ++ apply sum_ext. intros. simpl. ring.
           ++ simpl. congruence.
           ++ intros d [<-|Hd]; auto.
        -- intros w Hw. apply Vs. simpl. auto.
      * intros i _. simpl. rewrite Et. unfold dot.
        replace (u i * (sum m (fun c => z i c * t c) * product vs i))
          with ((u i * product vs i) * sum m (fun c => z i c * t c)) by ring.
        rewrite <- sum_scal. apply sum_ext. intros. ring.
Qed.

Corollary theorem_D_vectors m N z u n c f :
  (forall x, f x = sum n (fun k => c k * x ^ k)) ->
  (forall t, sum N (fun i => u i * f (dot m (z i) t)) = 0) <->
  (forall cs, (length cs < n)%nat -> c (length cs) <> 0 -> (forall d, In d cs -> (d < m)%nat) ->
     sum N (fun i => u i * monomial z cs i) = 0).
Proof.
  intros Ef. transitivity (forall v, linear_forms m z v -> sum N (fun i => u i * f (v i)) = 0).
  { split.
    - intros Z v (t & Et). rewrite <- (Z t). apply sum_ext. intros. now rewrite Et.
    - intros Z t. apply (Z (fun i => dot m (z i) t)). now exists t. }
  rewrite (theorem_D N u (linear_forms m z) n c f); [| | | |exact Ef].
  - split.
    + intros O cs L C M. apply (proj1 (orthogonal_monomials m N z u _) (O _ L C)); auto.
    + intros O k Hk C. apply orthogonal_monomials. intros cs <- M. auto.
  - intros v w (s & Es) (t & Et). exists (vadd s t). intro i. now rewrite dot_add, Es, Et.
  - intros s v (t & Et). exists (fun c => s * t c). intro i. now rewrite dot_scal, Et.
  - exists (fun i => dot m (z i) (fun _ => 0)). now exists (fun _ => 0).
Qed.

(** ** Scalar inputs with biases: moments up to the degree *)

Theorem theorem_D_moments N (x : nat -> R) u r f :
  degree_is r f ->
  (forall w b, sum N (fun i => u i * f (w * x i + b)) = 0) <->
  (forall k, (k <= r)%nat -> sum N (fun i => u i * x i ^ k) = 0).
Proof.
  intros D. split.
  - intros Z k Hk.
    set (V := fun v : nat -> R => exists w b, forall i, v i = w * x i + b).
    assert (O : orthogonal N u V r).
    { apply (top_degree N u V f r); [| |exact D|].
      - intros v w (p & q & E) (p' & q' & E'). exists (p + p'), (q + q').
        intro i. rewrite E, E'. ring.
      - exists (fun _ => 0), 0, 0. intro; ring.
      - intros v (w & b & E). rewrite <- (Z w b). apply sum_ext. intros. now rewrite E. }
    rewrite <- (O (repeat x k ++ repeat (fun _ => 1) (r - k))).
    + apply sum_ext. intros i _. f_equal.
      transitivity (product (repeat x k) i * product (repeat (fun _ => 1) (r - k)) i).
      * rewrite !product_repeat, pow1. ring.
      * generalize (repeat (fun _ : nat => 1) (r - k)) as l. intro l.
        induction (repeat x k) as [|v vs IH]; simpl; [ring|]. rewrite <- IH. ring.
    + rewrite app_length, !repeat_length. lia.
    + intros v Hv. apply in_app_iff in Hv as [Hv|Hv]; apply repeat_spec in Hv; subst v.
      * exists 1, 0. intro; ring.
      * exists 0, 1. intro; ring.
  - intros M. apply (moments_annihilate N x f u (S r)); [apply D|]. intros k Hk. apply M. lia.
Qed.
