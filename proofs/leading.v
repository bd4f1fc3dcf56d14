(** * Polynomials with a known top coefficient

    [leads n a f]: f(x) = a x^n + (a polynomial of degree < n).  The coefficient a may be 0. *)

From Coq Require Import Reals Lra Lia List.
From Nonpoly Require Import polynomial.
Import ListNotations.
Local Open Scope R_scope.

Definition leads (n : nat) (a : R) (f : R -> R) : Prop :=
  exists g, poly_lt n g /\ forall x, f x = a * x ^ n + g x.

Lemma leads_poly n a f : leads n a f -> poly_lt (S n) f.
Proof. intros (g & Hg & E). apply leading_term. now exists a, g. Qed.

Lemma leads_low n f : poly_lt n f -> leads n 0 f.
Proof. intro H. exists f. split; [exact H | intro; ring]. Qed.

Lemma leads_lower n m a f : (n < m)%nat -> leads n a f -> leads m 0 f.
Proof. intros L H. apply leads_low, (poly_lt_le (S n)); [exact L | now apply leads_poly in H]. Qed.

Lemma leads_ext n a f g : (forall x, f x = g x) -> leads n a f -> leads n a g.
Proof. intros E (h & Hh & Ef). exists h. split; [exact Hh|]. intro x. now rewrite <- E. Qed.

Lemma leads_monomial n : leads n 1 (fun x => x ^ n).
Proof. exists (fun _ => 0). split; [apply poly_lt_zero | intro; ring]. Qed.

Lemma leads_plus n a b f g : leads n a f -> leads n b g -> leads n (a + b) (fun x => f x + g x).
Proof.
  intros (f' & Hf & Ef) (g' & Hg & Eg). exists (fun x => f' x + g' x).
  split; [now apply poly_lt_plus|]. intro x. rewrite Ef, Eg. ring.
Qed.

Lemma leads_mult n m a b f g :
  leads n a f -> leads m b g -> leads (n + m) (a * b) (fun x => f x * g x).
Proof.
  intros Lf (g' & Hg & Eg). destruct (Lf) as (f' & Hf & Ef).
  exists (fun x => b * (x ^ m * f' x) + f x * g' x). split.
  - apply poly_lt_plus; [|apply poly_lt_mul_low; [now apply leads_poly in Lf | exact Hg]].
    apply poly_lt_scal. rewrite Nat.add_comm. apply poly_lt_mul_low; [apply poly_lt_monomial | exact Hf].
  - intro x. rewrite Eg, pow_add, Ef. ring.
Qed.

Lemma leads_pow n a f k : leads n a f -> leads (k * n) (a ^ k) (fun x => f x ^ k).
Proof.
  intro L. induction k as [|k IH]; simpl.
  - apply leads_monomial.
  - now apply leads_mult.
Qed.

Lemma leads_eval l : l <> [] -> leads (pred (length l)) (last l 0) (eval l).
Proof.
  induction l as [|a [|b l] IH]; intro N; [congruence| |].
  - exists (fun _ => 0). split; [apply poly_lt_zero | intro; simpl; ring].
  - destruct IH as (g & Hg & E); [discriminate|]. change (last (a :: b :: l) 0) with (last (b :: l) 0).
    exists (fun x => a + x * g x). split.
    + apply poly_lt_S. now exists a, g.
    + intro x. change (eval (a :: b :: l) x) with (a + x * eval (b :: l) x). rewrite E. simpl. ring.
Qed.

Lemma leads_vanish a b n c f : a < b -> leads n c f -> (forall x, a < x < b -> f x = 0) -> c = 0.
Proof.
  intros I L Z. destruct (L) as (g & Hg & E). apply (leading_zero n c g Hg). intro x. rewrite <- E.
  apply (interval_zero a b); auto. exists (S n). now apply leads_poly in L.
Qed.
