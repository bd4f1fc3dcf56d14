(** * Rule [periodic]

      σ − P has the period T > 0     σ = P on [b, b + T)
      ───────────────────────────────────────────────────
      σ = P on R

    Off a set that has the period too: equality on the open cells gives equality almost
    everywhere. *)

From Coq Require Import Reals Lra Lia.
From Nonpoly Require Import polynomial frechet.
Local Open Scope R_scope.

(** Every x is a multiple of T away from [b, b + T). *)
Lemma reduced T b x : 0 < T -> exists (y : R) (n : nat),
  b <= y < b + T /\ (x = y + INR n * T \/ y = x + INR n * T).
Proof.
  intro HT. destruct (base_Int_part ((x - b) / T)) as (low & high).
  set (z := Int_part ((x - b) / T)) in *.
  assert (E : x - b = (x - b) / T * T) by (field; lra).
  assert (bounds : b <= x - IZR z * T < b + T) by (split; nra).
  exists (x - IZR z * T), (Z.to_nat (Z.abs z)). split; [exact bounds|].
  rewrite INR_IZR_INZ, Z2Nat.id by lia.
  destruct (Z.le_gt_cases 0 z).
  - left. rewrite Z.abs_eq by lia. ring.
  - right. rewrite Z.abs_neq, opp_IZR by lia. ring.
Qed.

Theorem periodic_off (S : R -> Prop) f P T b :
  0 < T -> (forall x, f (x + T) - P (x + T) = f x - P x) ->
  (forall x, S (x + T) <-> S x) ->
  (forall x, b <= x < b + T -> S x -> f x = P x) -> forall x, S x -> f x = P x.
Proof.
  intros HT period H equal x Hx.
  assert (shift : forall y n, S (y + INR n * T) <-> S y).
  { intros y n. induction n as [|n IH].
    - simpl. replace (y + 0 * T) with y by ring. reflexivity.
    - rewrite S_INR. replace (y + (INR n + 1) * T) with (y + INR n * T + T) by ring.
      now rewrite H. }
  assert (value : forall y n, f (y + INR n * T) - P (y + INR n * T) = f y - P y).
  { intros y n. exact (periodic_nat T (fun x => f x - P x) period n y). }
  destruct (reduced T b x HT) as (y & n & range & [E | E]).
  - assert (f y = P y) by (apply equal; [exact range|]; apply (shift y n); now rewrite <- E).
    pose proof (value y n) as V. rewrite <- E in V. lra.
  - assert (f y = P y) by (apply equal; [exact range|]; rewrite E; now apply shift).
    pose proof (value x n) as V. rewrite <- E in V. lra.
Qed.

Theorem periodic f P T b :
  0 < T -> (forall x, f (x + T) - P (x + T) = f x - P x) ->
  (forall x, b <= x < b + T -> f x = P x) -> forall x, f x = P x.
Proof.
  intros HT period equal x.
  apply (periodic_off (fun _ => True) f P T b HT period); [tauto | auto | exact I].
Qed.
