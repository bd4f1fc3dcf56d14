(** * Rule [identity]

      on each open cell and at each breakpoint, σ(x) = Σ c_k x^k
      ──────────────────────────────────────────────────────────
      σ is this polynomial on R; if the last coefficient is not 0, of exact degree (length − 1)

    and for [polynomial-almost-everywhere]: equality on the open cells gives equality off the
    breakpoints.  The order of the breakpoints does not matter for soundness. *)

From Coq Require Import Reals Lra Lia List.
From Nonpoly Require Import polynomial.
Import ListNotations.
Local Open Scope R_scope.

Definition above (lower : option R) (x : R) : Prop :=
  match lower with None => True | Some a => a < x end.

(** Q holds on every open cell cut by the breakpoints, and, if [points], at every breakpoint. *)
Fixpoint on_cells (points : bool) (lower : option R) (breakpoints : list R) (Q : R -> Prop) : Prop :=
  match breakpoints with
  | [] => forall x, above lower x -> Q x
  | b :: rest =>
      (forall x, above lower x -> x < b -> Q x) /\
      (if points then Q b else True) /\ on_cells points (Some b) rest Q
  end.

Lemma cells_cover points lower breakpoints Q :
  on_cells points lower breakpoints Q ->
  forall x, above lower x -> (points = true \/ ~ In x breakpoints) -> Q x.
Proof.
  revert lower. induction breakpoints as [|b rest IH]; intros lower H x Hx HP; [now apply H|].
  destruct H as (Open & Point & Rest). destruct (Rtotal_order x b) as [L|[->|G]].
  - now apply Open.
  - destruct HP as [-> | N]; [exact Point | exfalso; apply N; simpl; auto].
  - apply (IH (Some b)); auto. destruct HP as [|N]; [auto|]. right. intro K. apply N. simpl. auto.
Qed.

Theorem identity breakpoints coefficients f :
  on_cells true None breakpoints (fun x => f x = eval coefficients x) ->
  poly_lt (length coefficients) f.
Proof.
  intro H. apply (poly_lt_ext _ (eval coefficients)); [|apply eval_poly].
  intro x. symmetry. apply (cells_cover true None breakpoints _ H x); simpl; auto.
Qed.

Lemma eval_app l a x : eval (l ++ [a]) x = eval l x + a * x ^ length l.
Proof. induction l as [|b l IH]; simpl; [ring|]. rewrite IH. ring. Qed.

(** The claim's [leading]: a last coefficient that is not 0. *)
Theorem identity_degree breakpoints coefficients leading f :
  on_cells true None breakpoints (fun x => f x = eval (coefficients ++ [leading]) x) ->
  leading <> 0 -> degree_is (length coefficients) f.
Proof.
  intros H L. set (n := length coefficients). split.
  - apply identity in H. rewrite app_length in H. simpl in H. now rewrite Nat.add_1_r in H.
  - intro P. apply L. apply (leading_zero n _ (fun x => eval coefficients x - f x)).
    + apply poly_lt_minus; [apply eval_poly | exact P].
    + intro x. rewrite (cells_cover true None breakpoints _ H x) by (simpl; auto).
      rewrite eval_app. unfold n. ring.
Qed.

Theorem identity_almost_everywhere breakpoints coefficients f :
  on_cells false None breakpoints (fun x => f x = eval coefficients x) ->
  forall x, ~ In x breakpoints -> f x = eval coefficients x.
Proof.
  intros H x N. apply (cells_cover false None breakpoints _ H x); [exact I | now right].
Qed.
