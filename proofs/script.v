(** * The tactics of a script that `nonpoly prove` has written *)

From Coq Require Export Reals Lra Lia List.
From Coquelicot Require Import Coquelicot.
From Coquelicot Require Export Hierarchy.
From Interval Require Import Float.Specific_stdz Float.Specific_ops Tactic.
From Nonpoly Require Export polynomial frechet sum theorem_A theorem_B theorem_C verdict.
From Nonpoly Require Export order gaussian_integral functions continuity function_order.
From Nonpoly Require Export gaussian_mean tempered derivative kernel_verdict.
From Nonpoly.rules Require Export finite_difference piece identity.
Export ListNotations.
Module IntegerFloat := SpecificFloat StdZRadix2.
Module IntegerInterval := IntervalTactic IntegerFloat.
Export IntegerInterval.
Local Open Scope R_scope.

(** ** Inequalities *)

Lemma Rminus_le_0_inv u v : 0 <= v - u -> u <= v.
Proof. lra. Qed.

(** g is a quadratic polynomial, its discriminant is not positive. *)
Lemma quadratic_nonnegative (g : R -> R) x :
  (forall y, g y = ((g 1 + g (-1)) / 2 - g 0) * (y * y) + (g 1 - g (-1)) / 2 * y + g 0) ->
  0 < (g 1 + g (-1)) / 2 - g 0 ->
  (g 1 - g (-1)) / 2 * ((g 1 - g (-1)) / 2) <= 4 * (((g 1 + g (-1)) / 2 - g 0) * g 0) -> 0 <= g x.
Proof.
  intros E A D. set (a := (g 1 + g (-1)) / 2 - g 0) in *. set (b := (g 1 - g (-1)) / 2) in *.
  rewrite (E x). set (c := g 0) in *.
  assert (S : 4 * a * (a * (x * x) + b * x + c) = Rsqr (2 * a * x + b) + (4 * (a * c) - b * b)).
  { unfold Rsqr. ring. }
  pose proof (Rle_0_sqr (2 * a * x + b)). apply (Rmult_le_reg_l (4 * a)); lra.
Qed.

Lemma sqrt_above u v : v * v <= u -> 0 <= sqrt u + - v.
Proof.
  intro L. pose proof (sqrt_le_1_alt _ _ L) as S. change (v * v) with (Rsqr v) in S.
  rewrite sqrt_Rsqr_abs in S. pose proof (Rle_abs v). lra.
Qed.

Lemma sqrt_dominates u v : v * v < u -> 0 < v + sqrt u.
Proof.
  intro L. pose proof (sqrt_lt_1_alt (v * v) u) as S. change (v * v) with (Rsqr v) in *.
  rewrite sqrt_Rsqr_abs in S. pose proof (Rle_0_sqr v). pose proof (Rle_abs (- v)) as A.
  rewrite Rabs_Ropp in A. lra.
Qed.

Lemma cos_atan_positive x : 0 < cos (atan x).
Proof. pose proof (atan_bound x). apply cos_gt_0; lra. Qed.

Ltac forms := rewrite ?tanh_exp; unfold relu, clip, sigmoid, softplus, sinh, cosh, arcsinh in *.

Ltac positive :=
  cbv beta;
  first
  [ lra
  | lazymatch goal with
    | |- 0 < exp _ => apply exp_pos
    | |- 0 < PI => apply PI_RGT_0
    | |- 0 < cosh _ => apply cosh_pos
    | |- 0 < sqrt _ => apply sqrt_lt_R0; positive
    | |- 0 < / _ => apply Rinv_0_lt_compat; positive
    | |- 0 < _ / _ => apply Rdiv_lt_0_compat; positive
    | |- 0 < _ * _ => apply Rmult_lt_0_compat; positive
    | |- 0 < _ + _ =>
        first [ apply Rplus_lt_0_compat; positive | apply sqrt_dominates; nra
              | apply Rplus_lt_le_0_compat; [positive | apply sqrt_pos] ]
    | |- 0 < _ ^ _ => apply pow_lt; positive
    | |- 0 < sigmoid _ => apply sigmoid_bound
    | |- 0 < cos (atan _) => apply cos_atan_positive
    end
  | solve [interval with (i_prec 40)] ].

(** u ≤ v for a difference that is a quadratic polynomial without sign changes. *)
Ltac quadratic :=
  match goal with x : R |- ?u <= ?v =>
    let f := eval pattern x in (v - u) in
    match f with ?g _ =>
      apply Rminus_le_0_inv; change (0 <= g x); apply quadratic_nonnegative;
      [ intro; first [ring | field] | cbv beta; lra | cbv beta; lra ]
    end
  end.

(** Exponentials lie above their tangent at 0, sigmoids between 0 and 1. *)
Ltac tangents :=
  repeat match goal with
  | |- context [exp ?u] =>
      pose proof (exp_ineq1_le u); pose proof (exp_pos u); generalize dependent (exp u); intros
  | |- context [sigmoid ?u] =>
      pose proof (sigmoid_bound u); generalize dependent (sigmoid u); intros
  end.

Ltac inequality :=
  cbv beta;
  first
  [ lra
  | solve [positive]
  | solve [apply Rlt_le; positive]
  | solve [apply Rle_trans with 0; [lra | apply Rlt_le; positive]]
  | solve [forms; interval with (i_prec 40)]
  | solve [unfold relu, clip, Rmin, Rmax; repeat destruct (Rle_dec _ _); lra]
  | nra
  | solve [quadratic]
  | solve [apply sqrt_above; nra]
  | solve [tangents; lra] ].

(** Guards whose outcome is an inequality between numbers, or follows from the context. *)
Ltac decide_guards :=
  repeat match goal with
  | |- context [Rle_dec ?a ?b] =>
      let G := fresh "G" in destruct (Rle_dec a b) as [G|G];
      [ try (exfalso; assert (b < a) by inequality; lra) | try (exfalso; apply G; inequality) ]
  | |- context [Rlt_dec ?a ?b] =>
      let G := fresh "G" in destruct (Rlt_dec a b) as [G|G];
      [ try (exfalso; assert (b <= a) by inequality; lra) | try (exfalso; apply G; inequality) ]
  end.

(** ** Continuity *)

Ltac nonzero :=
  first [ lra | apply Rgt_not_eq; unfold Rgt; inequality | apply Rlt_not_eq; inequality ].

(** Branches that agree where the guard changes: there x is a number. *)
Ltac agree :=
  cbv beta; let E := fresh in intro E;
  repeat match goal with
  | |- context [if Rle_dec ?a ?b then _ else _] => destruct (Rle_dec a b)
  | |- context [if Rlt_dec ?a ?b then _ else _] => destruct (Rlt_dec a b)
  end;
  first [ lra | nra
  | match type of E with
    | ?v = ?c => is_var v; subst v
    | ?c = ?v => is_var v; subst v
    end; rewrite ?Ropp_0, ?exp_0, ?Rmult_0_r, ?exp_0;
    repeat match goal with |- context [ln ?u] =>
      replace (ln u) with 0 by (symmetry; replace u with 1 by lra; apply ln_1) end;
    first [ lra | field ] ].

Ltac continuous_parts :=
  cbv beta;
  lazymatch goal with
  | |- continuous (fun y => _) _ => idtac
  | |- continuous ?f ?x => change (continuous (fun y : R => f y) x)
  end;
  lazymatch goal with
  | |- continuous (fun y => if Rle_dec _ _ then _ else _) _ =>
      apply c_if_le; [continuous_parts | continuous_parts | continuous_parts | continuous_parts | agree]
  | |- continuous (fun y => if Rlt_dec _ _ then _ else _) _ =>
      apply c_if_lt; [continuous_parts | continuous_parts | continuous_parts | continuous_parts | agree]
  | |- continuous (fun y => _ + _) _ => apply c_plus; continuous_parts
  | |- continuous (fun y => _ - _) _ => apply c_minus; continuous_parts
  | |- continuous (fun y => - _) _ => apply c_opp; continuous_parts
  | |- continuous (fun y => _ * _) _ => apply c_mult; continuous_parts
  | |- continuous (fun y => _ / _) _ => apply c_div; [continuous_parts | continuous_parts | nonzero]
  | |- continuous (fun y => / _) _ => apply c_inv; [continuous_parts | nonzero]
  | |- continuous (fun y => _ ^ _) _ => apply c_pow; continuous_parts
  | |- continuous (fun y => Rabs _) _ => apply c_abs; continuous_parts
  | |- continuous (fun y => Rmax _ _) _ => apply c_max; continuous_parts
  | |- continuous (fun y => Rmin _ _) _ => apply c_min; continuous_parts
  | |- continuous (fun y => exp _) _ => apply c_exp; continuous_parts
  | |- continuous (fun y => ln _) _ => apply c_ln; [continuous_parts | inequality]
  | |- continuous (fun y => sqrt _) _ => apply c_sqrt; continuous_parts
  | |- continuous (fun y => sin _) _ => apply c_sin; continuous_parts
  | |- continuous (fun y => cos _) _ => apply c_cos; continuous_parts
  | |- continuous (fun y => atan _) _ => apply c_atan; continuous_parts
  | |- continuous (fun y => relu _) _ => apply c_relu; continuous_parts
  | |- continuous (fun y => clip _ _ _) _ => apply c_clip; continuous_parts
  | |- continuous (fun y => sinh _) _ => apply c_sinh; continuous_parts
  | |- continuous (fun y => cosh _) _ => apply c_cosh; continuous_parts
  | |- continuous (fun y => tanh _) _ => apply c_tanh; continuous_parts
  | |- continuous (fun y => sigmoid _) _ => apply c_sigmoid; continuous_parts
  | |- continuous (fun y => softplus _) _ => apply c_softplus; continuous_parts
  | |- continuous (fun y => arcsinh _) _ => apply c_arcsinh; continuous_parts
  | |- continuous (fun y => erf _) _ => apply c_erf; continuous_parts
  | |- continuous (fun y => Phi _) _ => apply c_Phi; continuous_parts
  | |- continuous (fun y => gelu _) _ => apply c_gelu; continuous_parts
  | |- _ => first [ apply c_id | apply c_const ]
  end.

Ltac continuous_by_parts :=
  apply continuous_everywhere; let x := fresh "x" in intro x; continuous_parts.

(** ** Derivatives *)

Ltac derivative_parts :=
  cbv beta;
  lazymatch goal with
  | |- is_derive (fun y => _) _ _ => idtac
  | |- is_derive ?f ?x ?d => change (is_derive (fun y : R => f y) x d)
  end;
  lazymatch goal with
  | |- is_derive (fun _ => ?c) _ _ => apply (d_const c)
  | |- is_derive (fun y => y) _ _ => apply d_id
  | |- is_derive (fun y => _ + _) _ _ => eapply d_plus; derivative_parts
  | |- is_derive (fun y => _ - _) _ _ => eapply d_minus; derivative_parts
  | |- is_derive (fun y => - _) _ _ => eapply d_opp; derivative_parts
  | |- is_derive (fun y => _ * _) _ _ => eapply d_mult; derivative_parts
  | |- is_derive (fun y => _ / _) _ _ => eapply d_div; [derivative_parts | derivative_parts | cbv beta; nonzero]
  | |- is_derive (fun y => _ ^ _) _ _ => eapply d_pow; derivative_parts
  | |- is_derive (fun y => sqrt _) _ _ => eapply d_sqrt; [derivative_parts | inequality]
  | |- is_derive (fun y => ln _) _ _ => eapply d_ln; [derivative_parts | inequality]
  | |- is_derive (fun y => exp _) _ _ => eapply d_exp; derivative_parts
  | |- is_derive (fun y => sin _) _ _ => eapply d_sin; derivative_parts
  | |- is_derive (fun y => cos _) _ _ => eapply d_cos; derivative_parts
  | |- is_derive (fun y => atan _) _ _ => eapply d_atan; derivative_parts
  | |- is_derive (fun y => sinh _) _ _ => eapply d_sinh; derivative_parts
  | |- is_derive (fun y => cosh _) _ _ => eapply d_cosh; derivative_parts
  | |- is_derive (fun y => tanh _) _ _ => eapply d_tanh; derivative_parts
  | |- is_derive (fun y => arcsinh _) _ _ => eapply d_arcsinh; derivative_parts
  | |- is_derive (fun y => sigmoid _) _ _ => eapply d_sigmoid; derivative_parts
  | |- is_derive (fun y => softplus _) _ _ => eapply d_softplus; derivative_parts
  | |- is_derive (fun y => erf _) _ _ => eapply d_erf; derivative_parts
  | |- is_derive (fun y => Phi _) _ _ => eapply d_Phi; derivative_parts
  | |- is_derive (fun y => gelu _) _ _ => eapply d_gelu; derivative_parts
  end.

Ltac derivative_by_parts :=
  let x := fresh "x" in intro x; cbv beta;
  eapply d_eq; [derivative_parts | cbn [INR pred]; unfold Rdiv; ring].

(** ** Lines bent at 0 *)

Ltac piecewise_linear :=
  unfold relu, Rmax, Rmin, Rabs;
  repeat match goal with
  | |- context [Rle_dec ?a ?b] => destruct (Rle_dec a b)
  | |- context [Rlt_dec ?a ?b] => destruct (Rlt_dec a b)
  | |- context [Rcase_abs ?a] => destruct (Rcase_abs a)
  | _ : context [Rle_dec ?a ?b] |- _ => destruct (Rle_dec a b)
  | _ : context [Rlt_dec ?a ?b] |- _ => destruct (Rlt_dec a b)
  | _ : context [Rcase_abs ?a] |- _ => destruct (Rcase_abs a)
  end;
  lra.

(** ** Local boundedness, where guards jump *)

Lemma lb_pow f k : locally_bounded f -> locally_bounded (fun x => f x ^ k).
Proof.
  intro L. induction k as [|k IH]; simpl.
  - apply continuous_locally_bounded. apply continuous_everywhere. intro x. apply c_const.
  - now apply lb_mult.
Qed.

Lemma lb_div f g :
  locally_bounded f -> locally_bounded (fun x => / g x) -> locally_bounded (fun x => f x / g x).
Proof. apply lb_mult. Qed.

Ltac bounded_parts :=
  cbv beta;
  lazymatch goal with
  | |- locally_bounded (fun y => _) => idtac
  | |- locally_bounded ?f => change (locally_bounded (fun y : R => f y))
  end;
  first
  [ solve [apply continuous_locally_bounded; continuous_by_parts]
  | lazymatch goal with
    | |- locally_bounded (fun y => if _ then _ else _) => apply lb_if; bounded_parts
    | |- locally_bounded (fun y => _ + _) => apply lb_plus; bounded_parts
    | |- locally_bounded (fun y => _ - _) => apply locally_bounded_minus; bounded_parts
    | |- locally_bounded (fun y => - _) => apply lb_opp; bounded_parts
    | |- locally_bounded (fun y => _ * _) => apply lb_mult; bounded_parts
    | |- locally_bounded (fun y => _ / _) => apply lb_div; bounded_parts
    | |- locally_bounded (fun y => _ ^ _) => apply lb_pow; bounded_parts
    | |- locally_bounded (fun y => floor _) => apply lb_floor; bounded_parts
    end ].

(** ** Far out *)

(** An inequality, or the branch of a guard, from a point on. *)
Ltac beyond from :=
  exists from; let x := fresh "x" in let H := fresh "H" in intros x H; simpl in H; cbv beta;
  repeat (first [ rewrite (Rabs_pos_eq x) by lra | rewrite (Rabs_left x) by lra ]);
  inequality.

(** f = g from a point on, where the guards of f are settled. *)
Ltac settled from :=
  exists from; let x := fresh "x" in let H := fresh "H" in intros x H; simpl in H; cbv beta;
  unfold relu, clip;
  repeat match goal with
  | |- context [Rmax ?a ?b] =>
      first [ rewrite (Rmax_left a b) by inequality | rewrite (Rmax_right a b) by inequality ]
  | |- context [Rmin ?a ?b] =>
      first [ rewrite (Rmin_left a b) by inequality | rewrite (Rmin_right a b) by inequality ]
  end; decide_guards; reflexivity.

(** c ≤ |f| from a point on. *)
Ltac far_from_zero from :=
  exists from; let x := fresh "x" in let H := fresh "H" in intros x H; simpl in H; cbv beta;
  first
  [ eapply Rle_trans; [|apply Rle_abs]; inequality
  | rewrite <- Rabs_Ropp; eapply Rle_trans; [|apply Rle_abs]; inequality ].

(** Both terms of a sum are ≥ 0 from a point on. *)
Ltac nonnegative from :=
  exists from; let x := fresh "x" in let H := fresh "H" in intros x H; simpl in H; cbv beta;
  split; inequality.

(** f ≠ 0 from a point on. *)
Ltac apart from :=
  exists from; let x := fresh "x" in let H := fresh "H" in intros x H; simpl in H; cbv beta; nonzero.

(** |f| ≤ C by interval arithmetic on the half-line. *)
Ltac bounded_by C from :=
  apply (order_bounded _ C); exists from;
  let x := fresh "x" in let H := fresh "H" in intros x H; simpl in H; cbv beta;
  first
  [ solve [forms; interval with (i_prec 40)]
  | solve [unfold relu, clip, Rmin, Rmax; repeat destruct (Rle_dec _ _); apply Rabs_le; lra]
  | unfold relu, clip, Rmin, Rmax; repeat destruct (Rle_dec _ _); try (exfalso; lra);
    repeat match goal with N : ~ _ <= _ |- _ => apply Rnot_le_lt in N end;
    forms; interval with (i_prec 40) ].

(** ** The witness *)

(** A floor is this number. *)
Ltac in_step := first [ lra | split; inequality | split; unfold Rabs, Rmax, Rmin; repeat destruct Rcase_abs; repeat destruct Rle_dec; lra ].

(** The difference at its nodes, written out as 0 + c_0 σ(x_0) + c_1 σ(x_1) + …. *)
Ltac expand :=
  cbv [difference sum stencil binomial Nat.sub Nat.add INR pow];
  repeat (apply (f_equal2 Rplus); [|apply (f_equal2 Rmult); [lra | f_equal; lra]]); reflexivity.

Lemma Rdiv_zero x : 0 / x = 0.
Proof. unfold Rdiv. ring. Qed.

Ltac tidy :=
  rewrite ?Rmult_0_l, ?Rmult_0_r, ?Rplus_0_l, ?Rplus_0_r, ?Rmult_1_l, ?Rmult_1_r, ?Rdiv_zero, ?Ropp_0,
    ?erf_0.

(** Every value of the error function is enclosed by itself. *)
Ltac enclose_integrals :=
  repeat match goal with
  | |- context [bell_integral ?a] =>
      let y := fresh "y" in
      integral_intro (RInt (fun t => exp (- (t * t))) 0 a) with (i_prec 60) as y;
      change (RInt (fun t => exp (- (t * t))) 0 a) with (bell_integral a) in y;
      generalize dependent (bell_integral a); intros
  end.

Ltac numbers :=
  unfold sign, heaviside, relu, clip, gelu, Phi; decide_guards;
  rewrite ?Rmax_abs, ?Rmin_abs; forms; tidy; unfold erf; enclose_integrals;
  interval with (i_prec 60).
