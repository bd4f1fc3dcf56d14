(** * Signs of rational functions of one term

      n = N(g)/D(g), defined on the set S       g has values between lower and upper
      N and D keep one sign each strictly between lower and upper
      ───────────────────────────────────────────────────────────────────────────────
      n has the product of these signs on S, or is 0

    By continuity N and D have no other sign at an end that g takes, and D is not 0 there as n is
    defined.  Where N is not 0 at such an end, n is not 0 either. *)

From Coq Require Import Reals Lra List.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial.
Local Open Scope R_scope.

Lemma eval_continuous l x : continuity_pt (eval l) x.
Proof.
  induction l as [|a l IH].
  - now apply continuity_pt_const.
  - change (continuity_pt (fct_cte a + id * eval l)%F x).
    apply continuity_pt_plus; [now apply continuity_pt_const|].
    apply continuity_pt_mult; [apply derivable_continuous_pt, derivable_pt_id | exact IH].
Qed.

(** Positive at points as close to a as one likes. *)
Lemma nonnegative_at_limit l a :
  (forall d, 0 < d -> exists t, Rabs (t - a) < d /\ 0 < eval l t) -> 0 <= eval l a.
Proof.
  intro near. destruct (Rle_lt_dec 0 (eval l a)) as [H | H]; [exact H | exfalso].
  destruct (eval_continuous l a (- eval l a)) as (d & Hd & close); [lra|].
  destruct (near d Hd) as (t & Ht & P).
  destruct (Req_dec t a) as [-> | E]; [lra|].
  assert (B : Rabs (eval l t - eval l a) < - eval l a).
  { apply (close t). split; [|exact Ht]. split; [exact I | congruence]. }
  apply Rabs_def2 in B. lra.
Qed.

Definition strictly_between (lower upper : Rbar) (t : R) : Prop :=
  Rbar_lt lower t /\ Rbar_lt t upper.
Definition between (lower upper : Rbar) (t : R) : Prop := Rbar_le lower t /\ Rbar_le t upper.

(** Points strictly between the ends are as close to a point between them as one likes. *)
Lemma interior_near lower upper a d : Rbar_lt lower upper -> between lower upper a -> 0 < d ->
  exists t, strictly_between lower upper t /\ Rabs (t - a) < d.
Proof.
  intros O (L & U) Hd. unfold strictly_between.
  destruct lower as [l| |], upper as [u| |]; simpl in *; try contradiction.
  - destruct (Rlt_le_dec a ((l + u) / 2)).
    + exists (a + Rmin (d / 2) ((u - l) / 4)).
      pose proof (Rmin_l (d / 2) ((u - l) / 4)). pose proof (Rmin_r (d / 2) ((u - l) / 4)).
      assert (0 < Rmin (d / 2) ((u - l) / 4)) by (apply Rmin_glb_lt; lra).
      split; [lra|]. apply Rabs_def1; lra.
    + exists (a - Rmin (d / 2) ((u - l) / 4)).
      pose proof (Rmin_l (d / 2) ((u - l) / 4)). pose proof (Rmin_r (d / 2) ((u - l) / 4)).
      assert (0 < Rmin (d / 2) ((u - l) / 4)) by (apply Rmin_glb_lt; lra).
      split; [lra|]. apply Rabs_def1; lra.
  - exists (a + d / 2). split; [split; [lra | exact I]|]. apply Rabs_def1; lra.
  - exists (a - d / 2). split; [split; [exact I | lra]|]. apply Rabs_def1; lra.
  - exists a. split; [now split|]. rewrite Rminus_diag_eq by reflexivity. rewrite Rabs_R0. exact Hd.
Qed.

(** A polynomial that is positive strictly between the ends is nowhere negative between them. *)
Lemma nonnegative_between p lower upper s : polynomial p -> Rbar_lt lower upper ->
  (forall t, strictly_between lower upper t -> 0 < s * p t) ->
  forall t, between lower upper t -> 0 <= s * p t.
Proof.
  intros (n & Hp) O P t B.
  destruct (poly_lt_scal n s p Hp) as (l & _ & E).
  rewrite E. apply nonnegative_at_limit. intros d Hd.
  destruct (interior_near lower upper t d O B Hd) as (u & Hu & close).
  exists u. split; [exact close|]. rewrite <- E. now apply P.
Qed.

Definition is_sign (s : R) : Prop := s = 1 \/ s = -1.

(** Strictly between the ends, or at an end, t is where it is between them. *)
Lemma between_cases lower upper t : between lower upper t ->
  strictly_between lower upper t \/ Finite t = lower \/ Finite t = upper.
Proof.
  intros (L & U). unfold strictly_between.
  destruct lower as [l| |], upper as [u| |]; simpl in *; try contradiction;
    try destruct (Rle_lt_or_eq_dec l t L) as [A | <-];
    try destruct (Rle_lt_or_eq_dec t u U) as [B | ->]; tauto.
Qed.

Theorem sign_by_term (S : R -> Prop) (g N D : R -> R) lower upper s d :
  polynomial N -> polynomial D -> is_sign s -> is_sign d -> Rbar_lt lower upper ->
  (forall x, S x -> between lower upper (g x)) ->
  (forall t, strictly_between lower upper t -> 0 < s * N t) ->
  (forall t, strictly_between lower upper t -> 0 < d * D t) ->
  (forall x, S x -> D (g x) <> 0) ->
  forall x, S x -> 0 <= s * d * (N (g x) / D (g x)).
Proof.
  intros HN HD Hs Hd O G PN PD defined x Sx.
  pose proof (nonnegative_between N lower upper s HN O PN (g x) (G x Sx)) as above.
  pose proof (nonnegative_between D lower upper d HD O PD (g x) (G x Sx)) as below.
  pose proof (defined x Sx) as nonzero.
  assert (positive : 0 < d * D (g x)) by (destruct Hd; subst d; lra).
  replace (s * d * (N (g x) / D (g x))) with (s * N (g x) / (d * D (g x))).
  - apply Rmult_le_pos; [exact above|]. now apply Rlt_le, Rinv_0_lt_compat.
  - destruct Hd; subst d; field; exact nonzero.
Qed.

Theorem sign_by_term_strict (S : R -> Prop) (g N D : R -> R) lower upper s d :
  polynomial N -> polynomial D -> is_sign s -> is_sign d -> Rbar_lt lower upper ->
  (forall x, S x -> between lower upper (g x)) ->
  (forall t, strictly_between lower upper t -> 0 < s * N t) ->
  (forall t, strictly_between lower upper t -> 0 < d * D t) ->
  (forall x, S x -> D (g x) <> 0) ->
  (forall x, S x -> Finite (g x) = lower \/ Finite (g x) = upper -> N (g x) <> 0) ->
  forall x, S x -> 0 < s * d * (N (g x) / D (g x)).
Proof.
  intros HN HD Hs Hd O G PN PD defined ends x Sx.
  pose proof (sign_by_term S g N D lower upper s d HN HD Hs Hd O G PN PD defined x Sx) as weak.
  pose proof (defined x Sx) as nonzero.
  assert (numerator : N (g x) <> 0).
  { destruct (between_cases lower upper (g x) (G x Sx)) as [inside | outside].
    - pose proof (PN _ inside) as P. intro Z. rewrite Z in P. lra.
    - now apply ends. }
  destruct (Rle_lt_or_eq_dec _ _ weak) as [P | Z]; [exact P | exfalso].
  assert (Hsd : s * d <> 0) by (destruct Hs, Hd; subst; lra).
  symmetry in Z. apply Rmult_integral in Z. destruct Z as [Z | Z]; [now apply Hsd|].
  unfold Rdiv in Z. apply Rmult_integral in Z.
  destruct Z as [Z | Z]; [now apply numerator|].
  exact (Rinv_neq_0_compat _ nonzero Z).
Qed.
