(** * Identities, cell by cell

    The steps of a certificate as equations between values of exp, ln, sqrt, sin, cos and erf: with
    them an identity on a cell is one between rational functions of what is left, under the relations
    sin² + cos² = 1 and √u² = u. *)

From Coq Require Import Reals Lra Lia Nsatz.
From Nonpoly Require Import functions script.
Local Open Scope R_scope.

Lemma exp_pow x n : exp x ^ n = exp (INR n * x).
Proof.
  induction n as [|n IH]; [simpl; now rewrite Rmult_0_l, exp_0|].
  rewrite S_INR. simpl. rewrite IH, <- exp_plus. f_equal. ring.
Qed.

Lemma sqrt_is u v : 0 <= v -> v * v = u -> sqrt u = v.
Proof. intros P E. rewrite <- E. now apply sqrt_square. Qed.

Lemma ln_is u v : u = exp v -> ln u = v.
Proof. intros ->. apply ln_exp. Qed.

Lemma tanh_quotient x : tanh x = (exp (2 * x) - 1) / (exp (2 * x) + 1).
Proof. rewrite tanh_exp. pose proof (exp_pos (2 * x)). field. lra. Qed.

Lemma Rsqr_2 x : Rsqr x = x * x.
Proof. reflexivity. Qed.

(** a = b with nonzero divisors. *)
Ltac fraction := field; repeat split; nonzero.

(** exp u as a product of powers: both sides become one exponential. *)
Ltac exponential :=
  cbv beta; rewrite ?exp_pow; cbv [INR]; rewrite <- ?exp_Ropp, <- ?exp_plus; f_equal; field.

Ltac definitions :=
  unfold sign, heaviside, sinh, cosh, sigmoid, softplus, gelu, Phi, arcsinh in *;
  rewrite ?tanh_quotient.

(** Guards, absolute values, maxima and minima, each by an inequality on the cell. *)
Ltac settle_cell :=
  unfold relu, clip;
  repeat match goal with
  | |- context [Rabs ?a] =>
      first [ rewrite (Rabs_pos_eq a) by inequality
            | replace (Rabs a) with (- a) by (symmetry; apply Rabs_left1; inequality) ]
  | |- context [Rmax ?a ?b] =>
      first [ rewrite (Rmax_left a b) by inequality | rewrite (Rmax_right a b) by inequality ]
  | |- context [Rmin ?a ?b] =>
      first [ rewrite (Rmin_left a b) by inequality | rewrite (Rmin_right a b) by inequality ]
  end;
  decide_guards.

(** Equal arguments are written alike. *)
Ltac gather :=
  repeat match goal with
  | |- context [exp ?u] => match goal with |- context [exp ?v] =>
      lazymatch u with v => fail | _ => replace (exp v) with (exp u) by (f_equal; fraction) end end
  | |- context [sin ?u] => match goal with |- context [sin ?v] =>
      lazymatch u with v => fail | _ => replace (sin v) with (sin u) by (f_equal; fraction) end end
  | |- context [cos ?u] => match goal with |- context [cos ?v] =>
      lazymatch u with v => fail | _ => replace (cos v) with (cos u) by (f_equal; fraction) end end
  | |- context [sin ?u] => match goal with |- context [cos ?v] =>
      lazymatch u with v => fail | _ => replace (cos v) with (cos u) by (f_equal; fraction) end end
  | |- context [erf ?u] => match goal with |- context [erf ?v] =>
      lazymatch u with v => fail | _ => replace (erf v) with (erf u) by (f_equal; fraction) end end
  | |- context [ln ?u] => match goal with |- context [ln ?v] =>
      lazymatch u with v => fail | _ => replace (ln v) with (ln u) by (f_equal; fraction) end end
  end.

Ltac relations :=
  repeat match goal with
  | |- context [exp ?u] =>
      let e := fresh "e" in
      pose proof (exp_pos u); generalize dependent (exp u); intros e; intros
  end;
  repeat match goal with
  | |- context [sin ?u] =>
      let E := fresh "E" in
      pose proof (sin2_cos2 u) as E; rewrite !Rsqr_2 in E;
      generalize dependent (sin u); generalize dependent (cos u); intros
  | |- context [cos ?u] =>
      let E := fresh "E" in
      pose proof (sin2_cos2 u) as E; rewrite !Rsqr_2 in E;
      generalize dependent (sin u); generalize dependent (cos u); intros
  end;
  repeat match goal with
  | |- context [sqrt ?u] =>
      let E := fresh "E" in
      assert (E : sqrt u * sqrt u = u) by (apply sqrt_sqrt; inequality);
      generalize dependent (sqrt u); intros
  end.

(** [nsatz] knows products, not powers. *)
Ltac products := cbn [pow] in *.

(** Maxima, minima and absolute values whose guards the cell leaves open, case by case. *)
Ltac by_cases :=
  unfold Rmax, Rmin, Rabs;
  repeat match goal with
  | |- context [Rle_dec ?a ?b] => destruct (Rle_dec a b)
  | |- context [Rcase_abs ?a] => destruct (Rcase_abs a)
  end;
  lra.

Ltac algebra :=
  first
  [ ring | lra | solve [by_cases]
  | fraction
  | solve [gather; fraction]
  | solve [gather; relations; first [ fraction | products; nsatz
                            | field_simplify_eq; [products; nsatz | repeat split; nonzero] ]] ].

(** u = exp v, for v a sum of multiples and of logarithms of positive numbers. *)
Ltac logarithm :=
  rewrite ?exp_plus, ?exp_ln by positive;
  repeat match goal with
  | |- context [exp (- (?k) * ?u)] => replace (exp (- (k) * u)) with (/ exp (k * u))
      by (rewrite <- exp_Ropp; f_equal; ring)
  | |- context [exp (1 * ?u)] => replace (1 * u) with u by ring
  end;
  rewrite ?exp_Ropp, ?exp_ln by positive; algebra.
