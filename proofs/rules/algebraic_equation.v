(** * Rule [algebraic-equation]

      Σ_{j ≤ K} q_j(x) σ(x)^j = 0 on an open interval,  q_K ≠ 0
      ───────────────────────────────────────────────────────────────────────────────
      if σ is a polynomial, its degree is ≤ max over j < K of ⌊(deg q_j − deg q_K)/(K − j)⌋

    q_K has the leading term c x^m; q_j has s_j coefficients (deg q_j < s_j).  With degree = d − 1,
    the bound says: for n ≥ d the term K dominates, deg q_j + j n < m + K n, that is,
    s_j + j n ≤ m + K n.  (Only the pairs (j, K) matter.) *)

From Coq Require Import Reals Lra Lia.
From Nonpoly Require Import polynomial sum rules.finite_difference.
Local Open Scope R_scope.

Theorem algebraic_equation a b K (q : nat -> R -> R) (s : nat -> nat) c m r d f :
  a < b ->
  c <> 0 -> poly_lt m r -> (forall x, q K x = c * x ^ m + r x) ->
  (forall j, (j < K)%nat -> poly_lt (s j) (q j)) ->
  (forall j n, (j < K)%nat -> (d <= n)%nat -> (s j + j * n <= m + K * n)%nat) ->
  (forall x, a < x < b -> sum (S K) (fun j => q j x * f x ^ j) = 0) ->
  ceiling d f.
Proof.
  intros Hab Hc Hr HK Hq dominates Z P. apply descend; [exact P|].
  intros n l g Hn Hg E.
  assert (Pf : poly_lt (S n) f) by (apply leading_term; now exists l, g).
  (* f^k = l^k x^(k n) + lower *)
  assert (Pow : forall k, exists h, poly_lt (k * n) h /\ forall x, f x ^ k = l ^ k * x ^ (k * n) + h x).
  { induction k as [|k (h & Hh & Eh)].
    - exists (fun _ => 0). split; [apply poly_lt_zero|]. intro; simpl; ring.
    - exists (fun x => l ^ k * (x ^ (k * n) * g x) + f x * h x). split.
      + apply poly_lt_plus.
        * apply poly_lt_scal. replace (S k * n)%nat with (k * n + n)%nat by lia.
          apply poly_lt_mul_low; [apply poly_lt_monomial | exact Hg].
        * simpl. now apply poly_lt_mul_low.
      + intro x. change (f x ^ S k) with (f x * f x ^ k). rewrite Eh.
        change (S k * n)%nat with (n + k * n)%nat. rewrite pow_add. change (l ^ S k) with (l * l ^ k).
        rewrite E. ring. }
  destruct (Pow K) as (h & Hh & Eh).
  set (rest := fun x => sum K (fun j => q j x * f x ^ j) + (c * (x ^ m * h x) + r x * f x ^ K)).
  assert (Hrest : poly_lt (m + K * n) rest).
  { apply poly_lt_plus; [|apply poly_lt_plus].
    - apply poly_lt_sum. intros j Hj. apply (poly_lt_le (j * n + s j)).
      + pose proof (dominates j n Hj Hn). lia.
      + apply (poly_lt_ext _ (fun x => f x ^ j * q j x)); [intro; ring|].
        apply poly_lt_mul_low; [now apply poly_lt_pow | now apply Hq].
    - apply poly_lt_scal. apply poly_lt_mul_low; [apply poly_lt_monomial | exact Hh].
    - apply (poly_lt_ext _ (fun x => f x ^ K * r x)); [intro; ring|].
      rewrite Nat.add_comm. apply poly_lt_mul_low; [now apply poly_lt_pow | exact Hr]. }
  assert (Zero : c * l ^ K = 0).
  { apply (leading_zero (m + K * n) _ rest Hrest).
    apply (interval_zero a b); [|exact Hab|].
    - exists (S (m + K * n)). apply poly_lt_plus; [apply poly_lt_scal, poly_lt_monomial|].
      now apply poly_lt_up.
    - intros x Hx. rewrite <- (Z x Hx). unfold rest. simpl. rewrite HK, Eh, pow_add. ring. }
  apply Rmult_integral in Zero as [|Zero]; [contradiction|].
  destruct (Req_dec l 0) as [|N]; [assumption|]. now apply (pow_nonzero l K) in N.
Qed.
