(** * Steps [cases] and [vanishing]

      u is a number at every x of the set S        f = g on {u > 0}, {u = 0}, {u < 0}
      ───────────────────────────────────────────────────────────────────────────────
      f = g on S

    On {u = 0}, f = g + q·u is f = g.  What held on S holds on its parts. *)

From Coq Require Import Reals Lra.
Local Open Scope R_scope.

Definition equal_on (S : R -> Prop) (f g : R -> R) : Prop := forall x, S x -> f x = g x.

Theorem cases S (u f g : R -> R) :
  equal_on (fun x => S x /\ u x > 0) f g ->
  equal_on (fun x => S x /\ u x = 0) f g ->
  equal_on (fun x => S x /\ u x < 0) f g ->
  equal_on S f g.
Proof.
  intros P Z N x H. destruct (total_order_T (u x) 0) as [[L | E] | G].
  - apply N. now split.
  - apply Z. now split.
  - apply P. now split.
Qed.

Theorem vanishing S (u q f g : R -> R) :
  equal_on S u (fun _ => 0) -> equal_on S f (fun x => g x + q x * u x) -> equal_on S f g.
Proof. intros U E x H. rewrite (E x H), (U x H). ring. Qed.

Theorem inherited (S T : R -> Prop) f g :
  (forall x, T x -> S x) -> equal_on S f g -> equal_on T f g.
Proof. intros I E x H. apply E, I, H. Qed.

(** The enclosure of r·u + c where u has a sign. *)
Theorem assumed_sign r c u : (0 < u -> 0 < r -> c < r * u + c) /\ (0 < u -> r < 0 -> r * u + c < c) /\
  (u < 0 -> 0 < r -> r * u + c < c) /\ (u < 0 -> r < 0 -> c < r * u + c) /\ (u = 0 -> r * u + c = c).
Proof. repeat split; intros; try nra; subst; ring. Qed.

(** Guards of undecided sign, by absolute values. *)
Theorem max_by_abs u v : Rmax u v = (u + v + Rabs (u - v)) / 2.
Proof. unfold Rmax, Rabs. destruct (Rle_dec u v), (Rcase_abs (u - v)); lra. Qed.

Theorem min_by_abs u v : Rmin u v = (u + v - Rabs (u - v)) / 2.
Proof. unfold Rmin, Rabs. destruct (Rle_dec u v), (Rcase_abs (u - v)); lra. Qed.
