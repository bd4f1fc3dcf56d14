(** * Steps [substitute], [complement] and [exp-root]

      t = v on (a, b)        w takes values in (a, b) on S
      ────────────────────────────────────────────────────
      t ∘ w = v ∘ w on S *)

From Coq Require Import Reals Lra Lia.
From Nonpoly Require Import rules.cases.
Local Open Scope R_scope.

Theorem substitute (S I : R -> Prop) (t v w : R -> R) :
  equal_on I t v -> (forall x, S x -> I (w x)) ->
  equal_on S (fun x => t (w x)) (fun x => v (w x)).
Proof. intros E W x H. apply E, W, H. Qed.

Theorem complement u : -1 <= u <= 1 -> acos u = PI / 2 - asin u.
Proof. apply acos_asin. Qed.

Lemma pow_increases d a b : (0 < d)%nat -> 0 <= a -> a < b -> a ^ d < b ^ d.
Proof.
  intros D A L. destruct d as [|d]; [lia|]. clear D. induction d as [|d IH]; [simpl; lra|].
  change (a * a ^ S d < b * b ^ S d). apply Rmult_le_0_lt_compat; auto. now apply pow_le.
Qed.

Lemma pow_injective d a b : (0 < d)%nat -> 0 <= a -> 0 <= b -> a ^ d = b ^ d -> a = b.
Proof.
  intros D A B E. destruct (Rtotal_order a b) as [L | [-> | G]]; [exfalso | reflexivity | exfalso].
  - assert (a ^ d < b ^ d) by (now apply pow_increases). lra.
  - assert (b ^ d < a ^ d) by (now apply pow_increases). lra.
Qed.

Lemma exp_pow u d : exp u ^ d = exp (INR d * u).
Proof.
  induction d as [|d IH].
  - simpl. rewrite Rmult_0_l. now rewrite exp_0.
  - rewrite S_INR. simpl. rewrite IH, <- exp_plus. f_equal. ring.
Qed.

Theorem exp_root u v d : (0 < d)%nat -> 0 <= v -> v ^ d = exp (INR d * u) -> exp u = v.
Proof.
  intros D V E. apply (pow_injective d); auto; [left; apply exp_pos | now rewrite exp_pow].
Qed.
