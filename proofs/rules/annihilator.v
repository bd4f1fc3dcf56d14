(** * Rule [annihilator]

      Σ_{i ≤ k} p_i(x) σ^(i)(x) = q(x) on an open interval
      ────────────────────────────────────────────────────────────────────────────────
      if σ is a polynomial, its degree is ≤ max(largest integer root ≥ 0 of the indicial
      polynomial at infinity, deg q − max_i (deg p_i − i))

    Let δ = max_i(deg p_i − i) and e = k + δ (e ≥ 0 as some p_i ≠ 0).  Then x^(k−i) p_i has
    degree ≤ e; a_i is its coefficient of x^e.  The indicial polynomial is
    n ↦ Σ a_i n(n−1)…(n−i+1); with degree = d − 1 it has no root n ≥ d, and x^k q has degree < e + d. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial sum rules.finite_difference.
Local Open Scope R_scope.

(** n(n−1)…(n−i+1) *)
Fixpoint falling (n i : nat) : R :=
  match i with O => 1 | S i => falling n i * (INR n - INR i) end.

Lemma derive_is (f : R -> R) (x l : R) : is_derive f x l -> Derive f x = l.
Proof. apply is_derive_unique. Qed.

Lemma poly_derive n f :
  poly_lt n f -> exists g, poly_lt n (fun x => x * g x) /\ forall x : R, is_derive f x (g x).
Proof.
  revert f. induction n as [|n IH]; intros f H.
  - exists (fun _ => 0). split; [apply (poly_lt_ext _ (fun _ => 0)); [intro; ring | apply poly_lt_zero]|].
    intro x. apply (is_derive_ext (fun _ => 0)).
    + intro t. symmetry. now apply poly_lt_0.
    + apply (is_derive_const (K := R_AbsRing) (V := R_NormedModule)).
  - apply poly_lt_S in H as (a & h & Hh & E). destruct (IH h Hh) as (g & Hg & D).
    exists (fun x => h x + x * g x). split.
    + apply poly_lt_mul_x. now apply poly_lt_plus.
    + intro x. apply (is_derive_ext (fun t => a + t * h t)); [intro t; now rewrite E|].
      auto_derive; [now exists (g x)|].  rewrite (derive_is (fun t => h t) x _ (D x)). ring.
Qed.

(** x^i f^(i) = l n(n−1)…(n−i+1) x^n + lower, where f = l x^n + lower. *)
Lemma euler_form a b k n l g f (D : nat -> R -> R) :
  poly_lt n g -> (forall x, f x = l * x ^ n + g x) ->
  (forall x, a < x < b -> D 0%nat x = f x) ->
  (forall (i : nat) (x : R), (i < k)%nat -> a < x < b -> is_derive (D i) x (D (S i) x)) ->
  forall i, (i <= k)%nat -> exists r, poly_lt n r /\
    forall x, a < x < b -> x ^ i * D i x = l * falling n i * x ^ n + r x.
Proof.
  intros Hg E D0 DS i. induction i as [|i IH]; intro Hi.
  - exists g. split; [exact Hg|]. intros x Hx. rewrite D0, E by exact Hx. simpl. ring.
  - destruct IH as (r & Hr & Er); [lia|]. destruct (poly_derive n r Hr) as (r' & Hr' & Dr).
    exists (fun x => x * r' x - INR i * r x). split.
    + apply poly_lt_minus; [exact Hr' | now apply poly_lt_scal].
    + intros x Hx.
      assert (L : is_derive (fun t => t ^ i * D i t) x
                    (INR i * x ^ pred i * D i x + x ^ i * D (S i) x)).
      { auto_derive; [now exists (D (S i) x); apply DS|].
        rewrite (derive_is (fun t => D i t) x _ (DS i x Hi Hx)). ring. }
      assert (R' : is_derive (fun t => t ^ i * D i t) x
                    (l * falling n i * (INR n * x ^ pred n) + r' x)).
      { apply (is_derive_ext_loc (fun t => l * falling n i * t ^ n + r t)).
        - assert (O : open (fun t => a < t < b)) by (apply open_and; [apply open_gt | apply open_lt]).
          generalize (O x Hx). apply filter_imp.
          intros t Ht. symmetry. now apply Er.
        - auto_derive; [now exists (r' x)|]. rewrite (derive_is (fun t => r t) x _ (Dr x)). ring. }
      pose proof (is_derive_unique _ _ _ L) as U1. rewrite (is_derive_unique _ _ _ R') in U1.
      apply (f_equal (Rmult x)) in U1.
      assert (X : forall j, INR j * (x * x ^ pred j) = INR j * x ^ j)
        by (intros [|j]; simpl; ring).
      specialize (Er x Hx).
      assert (S1 : x ^ S i * D (S i) x = l * falling n i * (INR n * x ^ n) + x * r' x
                    - INR i * (x ^ i * D i x)).
      { rewrite <- (X n). replace (INR i * (x ^ i * D i x)) with (INR i * (x * x ^ pred i) * D i x)
          by (rewrite X; ring). simpl. lra. }
      rewrite S1, Er. simpl. ring.
Qed.

Theorem annihilator a b k e (p : nat -> R -> R) (lead : nat -> R) (low : nat -> R -> R) q d f
    (D : nat -> R -> R) :
  a < b ->
  (forall i, (i <= k)%nat -> poly_lt e (low i)) ->
  (forall i x, (i <= k)%nat -> x ^ (k - i) * p i x = lead i * x ^ e + low i x) ->
  poly_lt (e + d) (fun x => x ^ k * q x) ->
  (forall n, (d <= n)%nat -> sum (S k) (fun i => lead i * falling n i) <> 0) ->
  (forall x, a < x < b -> D 0%nat x = f x) ->
  (forall (i : nat) (x : R), (i < k)%nat -> a < x < b -> is_derive (D i) x (D (S i) x)) ->
  (forall x, a < x < b -> sum (S k) (fun i => p i x * D i x) = q x) ->
  ceiling d f.
Proof.
  intros Hab Hlow Hp Hq indicial D0 DS Eq P. apply descend; [exact P|].
  intros n l g Hn Hg E.
  assert (H := euler_form a b k n l g f D Hg E D0 DS).
  (* choose the lower parts up to index k *)
  assert (Choice : forall K, (K <= S k)%nat -> exists r : nat -> R -> R, forall i, (i < K)%nat -> poly_lt n (r i) /\
      forall x, a < x < b -> x ^ i * D i x = l * falling n i * x ^ n + r i x).
  { induction K as [|K IH]; intro HK; [exists (fun _ _ => 0); lia|].
    destruct IH as (r & Hr); [lia|]. destruct (H K) as (s & Hs); [lia|]. exists (fun i => if Nat.eq_dec i K then s else r i).
    intros i Hi. destruct (Nat.eq_dec i K) as [->|N]; [exact Hs | apply Hr; lia]. }
  destruct (Choice (S k) (le_n _)) as (r & Hr).
  set (rest := fun x => sum (S k) (fun i =>
    lead i * (x ^ e * r i x) + (l * falling n i * x ^ n + r i x) * low i x) - x ^ k * q x).
  assert (Hrest : poly_lt (e + n) rest).
  { apply poly_lt_minus; [|apply (poly_lt_le (e + d)); [lia | exact Hq]].
    apply poly_lt_sum. intros i Hi. destruct (Hr i Hi) as [Hri _]. apply poly_lt_plus.
    - apply poly_lt_scal. apply poly_lt_mul_low; [apply poly_lt_monomial | exact Hri].
    - rewrite Nat.add_comm. apply poly_lt_mul_low; [|apply Hlow; lia].
      apply leading_term. now exists (l * falling n i), (r i). }
  assert (Zero : l * sum (S k) (fun i => lead i * falling n i) = 0).
  { apply (leading_zero (e + n) _ rest Hrest). apply (interval_zero a b); [|exact Hab|].
    - exists (S (e + n)). apply poly_lt_plus; [apply poly_lt_scal, poly_lt_monomial|].
      now apply poly_lt_up.
    - intros x Hx. unfold rest. rewrite <- (Eq x Hx), <- sum_scal.
      rewrite (sum_ext (S k) (fun i => lead i * (x ^ e * r i x) + _)
        (fun i => x ^ k * (p i x * D i x) - x ^ (e + n) * (l * (lead i * falling n i)))).
      + rewrite sum_minus, !sum_scal. ring.
      + intros i Hi. destruct (Hr i Hi) as [_ Ei]. specialize (Ei x Hx).
        replace (x ^ k * (p i x * D i x)) with ((x ^ (k - i) * p i x) * (x ^ i * D i x)).
        * rewrite Hp, Ei by lia. rewrite pow_add. ring.
        * replace (x ^ k) with (x ^ (k - i) * x ^ i); [ring|]. rewrite <- pow_add. f_equal. lia. }
  apply Rmult_integral in Zero as [|Zero]; [assumption|]. now apply indicial in Zero.
Qed.
