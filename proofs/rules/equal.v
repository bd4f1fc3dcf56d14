(** * Step [equal]

      u = v on S, and v has its values in V
      ─────────────────────────────────────
      r·u + c has its values in r·V + c on S

    The enclosure of a constant is that of every node that is this constant. *)

From Coq Require Import Reals.
Local Open Scope R_scope.

Theorem equal (S : R -> Prop) (u v : R -> R) (V : R -> Prop) r c :
  (forall x, S x -> u x = v x) -> (forall x, S x -> V (v x)) ->
  forall x, S x -> exists t, V t /\ r * u x + c = r * t + c.
Proof. intros E H x Sx. exists (v x). split; [now apply H | now rewrite (E x Sx)]. Qed.
