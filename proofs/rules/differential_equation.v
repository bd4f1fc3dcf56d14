(** * Rule [differential-equation]

      Σ_t p_t(x)·Π_k (σ^(k)(x))^(e_tk) = 0 on an open interval
      ────────────────────────────────────────────────────────
      if σ is a polynomial, its degree is ≤ D

    For σ = c x^n + … the term t has degree at most E_t n + o_t, E_t = Σ_k e_tk,
    o_t = deg p_t − Σ_k k e_tk.  E is the largest E_t, o the largest o_t among those; the coefficient
    of x^(E n + o) is c^E g(n), g(n) = Σ lc(p_t) Π_k (n(n−1)…(n−k+1))^(e_tk), once
    n > (o_t − o)/(E − E_t) for every t with E_t < E.  So n is a root of g or at most one of these
    quotients; with degree D = d − 1, no n ≥ d is either.  Linear equations are annihilators, those
    without derivatives are algebraic equations. *)

From Coq Require Import Reals Lra Lia ZArith List.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial leading sum rules.finite_difference rules.annihilator.
Import ListNotations.
Local Open Scope R_scope.

(** Coefficients of p, ascending, and the exponents of σ, σ', σ'', … *)
Definition term := (list R * list nat)%type.

(** Π_i a_(k+i)^(e_i) *)
Fixpoint powers (a : nat -> R) (k : nat) (e : list nat) : R :=
  match e with [] => 1 | m :: e => a k ^ m * powers a (S k) e end.

(** Σ_i (k+i) e_i *)
Fixpoint weight (k : nat) (e : list nat) : nat :=
  match e with [] => 0 | m :: e => m * k + weight (S k) e end.

Definition total_exponent (t : term) : nat := list_sum (snd t).
Definition offset (t : term) : Z :=
  (Z.of_nat (pred (length (fst t))) - Z.of_nat (weight 0 (snd t)))%Z.
Definition is_top (E : nat) (o : Z) (t : term) : bool :=
  (Nat.eqb (total_exponent t) E && Z.eqb (offset t) o)%bool.

Definition value (t : term) (D : nat -> R) (x : R) : R := eval (fst t) x * powers D 0 (snd t).

(** g(n), for the top terms; [c] is the leading coefficient of σ. *)
Definition top_coefficient (t : term) (c : R) (n : nat) : R :=
  last (fst t) 0 * powers (fun k => c * falling n k) 0 (snd t).
Definition top (E : nat) (o : Z) (terms : list term) (n : nat) : R :=
  fold_right (fun t s => (if is_top E o t then top_coefficient t 1 n else 0) + s) 0 terms.

Lemma powers_scale c a k e : powers (fun i => c * a i) k e = c ^ list_sum e * powers a k e.
Proof.
  revert k. induction e as [|m e IH]; intro k; simpl; [ring|].
  rewrite IH, Rpow_mult_distr, pow_add. ring.
Qed.

Lemma powers_leads a b n c (D : nat -> R -> R) K :
  (forall i, (i <= K)%nat -> exists r, poly_lt n r /\
     forall x, a < x < b -> x ^ i * D i x = c * falling n i * x ^ n + r x) ->
  forall e k, (k + length e <= S K)%nat ->
  exists q, leads (list_sum e * n) (powers (fun i => c * falling n i) k e) q /\
    forall x, a < x < b -> x ^ weight k e * powers (fun i => D i x) k e = q x.
Proof.
  intros H e. induction e as [|m e IH]; intros k L; simpl in *.
  - exists (fun _ => 1). split; [apply (leads_monomial 0) | intros; ring].
  - destruct (H k) as (r & Hr & Er); [lia|]. destruct (IH (S k)) as (q & Hq & Eq); [lia|].
    exists (fun x => (c * falling n k * x ^ n + r x) ^ m * q x). split.
    + rewrite Nat.mul_add_distr_r. apply leads_mult; [|exact Hq].
      apply leads_pow. now exists r.
    + intros x Hx. rewrite <- Er, <- Eq by exact Hx. rewrite Rpow_mult_distr, <- pow_mult, pow_add.
      rewrite (Nat.mul_comm m k). ring.
Qed.

Theorem differential_equation a b K terms E o d f (D : nat -> R -> R) :
  a < b ->
  (forall t, In t terms -> fst t <> [] /\ (length (snd t) <= S K)%nat /\
     (total_exponent t <= E)%nat /\ (total_exponent t = E -> (offset t <= o)%Z)) ->
  (forall n, (d <= n)%nat -> top E o terms n <> 0 /\
     forall t, In t terms -> (total_exponent t < E)%nat ->
       (offset t - o < Z.of_nat n * (Z.of_nat E - Z.of_nat (total_exponent t)))%Z) ->
  (forall x, a < x < b -> D 0%nat x = f x) ->
  (forall (i : nat) (x : R), (i < K)%nat -> a < x < b -> is_derive (D i) x (D (S i) x)) ->
  (forall x, a < x < b -> fold_right (fun t s => value t (fun k => D k x) x + s) 0 terms = 0) ->
  ceiling d f.
Proof.
  intros I Shape Degree D0 DS Eq P. apply descend; [exact P|]. intros n c g Hn Hg Ef.
  destruct (Degree n Hn) as [Top Below].
  assert (H := euler_form a b K n c g f D Hg Ef D0 DS).
  assert (Powers := powers_leads a b n c D K H).
  (* the equation times x^W, W ≥ every weight and W + o ≥ 0 *)
  set (W := (Z.to_nat (Z.abs o) + fold_right (fun t s => weight 0 (snd t) + s)%nat 0%nat terms)%nat).
  set (N := (Z.to_nat (Z.of_nat W + o) + n * E)%nat).
  assert (Each : forall t, In t terms -> (weight 0 (snd t) <= W)%nat).
  { intros t Ht. unfold W. clear -Ht. induction terms as [|s l IH]; simpl in *; [contradiction|].
    destruct Ht as [->|Ht]; [lia | specialize (IH Ht); lia]. }
  assert (Sum : forall l, (forall t, In t l -> In t terms) ->
    exists q, leads N (c ^ E * top E o l n) q /\
      forall x, a < x < b -> x ^ W * fold_right (fun t s => value t (fun k => D k x) x + s) 0 l = q x).
  { induction l as [|t l IH]; intro Sub.
    - exists (fun _ => 0). simpl. split; [rewrite Rmult_0_r; apply leads_low, poly_lt_zero | intros; ring].
    - destruct IH as (q & Hq & Eqq); [intros s Hs; apply Sub; now right|].
      assert (Ht : In t terms) by (apply Sub; now left).
      destruct (Shape t Ht) as (Ne & Len & HE & Ho). specialize (Each t Ht).
      destruct (Powers (snd t) 0%nat Len) as (r & Hr & Er).
      set (w := weight 0 (snd t)) in *.
      set (p := fun x => x ^ (W - w) * eval (fst t) x * r x).
      assert (Lp : leads (W - w + pred (length (fst t)) + list_sum (snd t) * n)
                     (1 * last (fst t) 0 * powers (fun i => c * falling n i) 0 (snd t)) p).
      { apply leads_mult; [|exact Hr]. apply leads_mult; [apply leads_monomial | now apply leads_eval]. }
      assert (HW : (0 <= Z.of_nat W + o)%Z) by (unfold W; lia).
      exists (fun x => p x + q x). split.
      + simpl top. rewrite Rmult_plus_distr_l. apply leads_plus; [|exact Hq].
        unfold is_top. fold (total_exponent t) in Lp. unfold offset in *. fold w in Ho.
        fold w. specialize (Below t Ht). unfold offset in Below. fold w in Below.
        destruct (Nat.eqb_spec (total_exponent t) E) as [EE|NE]; simpl.
        * specialize (Ho EE). destruct (Z.eqb_spec (Z.of_nat (pred (length (fst t))) - Z.of_nat w) o) as [Eo|No].
          -- replace N with (W - w + pred (length (fst t)) + total_exponent t * n)%nat
               by (unfold N; rewrite EE; lia).
             unfold top_coefficient. rewrite powers_scale in Lp |- *. fold (total_exponent t) in *.
             rewrite EE, pow1 in *.
             replace (c ^ E * (last (fst t) 0 * (1 * powers (falling n) 0 (snd t))))
               with (1 * last (fst t) 0 * (c ^ E * powers (falling n) 0 (snd t))) by ring. exact Lp.
          -- rewrite Rmult_0_r. eapply leads_lower; [|exact Lp]. unfold N. rewrite EE. lia.
        * rewrite Rmult_0_r. eapply leads_lower; [|exact Lp]. specialize (Below ltac:(lia)).
          unfold N. nia.
      + intros x Hx. simpl. rewrite Rmult_plus_distr_l, Eqq by exact Hx. f_equal.
        unfold p. rewrite <- Er by exact Hx. fold w. unfold value.
        replace (x ^ W) with (x ^ (W - w) * x ^ w); [ring|]. rewrite <- pow_add. f_equal. lia. }
  destruct (Sum terms ltac:(auto)) as (q & Hq & Eqq).
  assert (Zero : c ^ E * top E o terms n = 0).
  { apply (leads_vanish a b N _ q I Hq). intros x Hx. rewrite <- Eqq, Eq by exact Hx. ring. }
  apply Rmult_integral in Zero as [Zero|]; [|contradiction].
  destruct (Req_dec c 0) as [|Nc]; [assumption|]. now apply (pow_nonzero c E) in Nc.
Qed.
