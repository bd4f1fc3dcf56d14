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

Lemma Rabs_opposite u v : u = - v -> Rabs u = Rabs v.
Proof. intros ->. apply Rabs_Ropp. Qed.

Lemma erf_opposite u v : u = - v -> erf u = - erf v.
Proof. intros ->. apply erf_odd. Qed.

Lemma atan_opposite u v : u = - v -> atan u = - atan v.
Proof. intros ->. apply atan_opp. Qed.

Lemma erf_zero u : u = 0 -> erf u = 0.
Proof. intros ->. apply erf_0. Qed.

Lemma atan_zero u : u = 0 -> atan u = 0.
Proof. intros ->. apply atan_0. Qed.

Lemma exp_sum a b u v : exp a = u -> exp b = v -> exp (a + b) = u * v.
Proof. intros <- <-. apply exp_plus. Qed.

Lemma exp_times n k u : k = INR n -> exp (k * u) = exp u ^ n.
Proof. intros ->. symmetry. apply exp_pow. Qed.

Lemma exp_ln_times n k p : 0 < p -> k = INR n -> exp (k * ln p) = p ^ n.
Proof. intros P E. rewrite (exp_times n) by exact E. now rewrite exp_ln. Qed.

Lemma exp_inverse k u v : exp (k * u) = v -> exp (- k * u) = / v.
Proof. intros <-. rewrite <- exp_Ropp. f_equal. ring. Qed.

Lemma tanh_quotient x : tanh x = (exp (2 * x) - 1) / (exp (2 * x) + 1).
Proof. rewrite tanh_exp. pose proof (exp_pos (2 * x)). field. lra. Qed.

Lemma arcsinh_product x : arcsinh x = ln (x + sqrt (x * x + 1)).
Proof. unfold arcsinh. do 3 f_equal. ring. Qed.

Lemma Rsqr_2 x : Rsqr x = x * x.
Proof. reflexivity. Qed.

(** a = b with nonzero divisors. *)
Ltac fraction := field; repeat split; nonzero.

Ltac definitions :=
  unfold sign, heaviside, sinh, cosh, sigmoid, softplus, gelu, Phi in *;
  rewrite ?tanh_quotient, ?arcsinh_product;
  repeat match goal with E : context [tanh ?u] |- _ => rewrite (tanh_quotient u) in E end;
  repeat match goal with E : context [arcsinh ?u] |- _ => rewrite (arcsinh_product u) in E end.

(** The values of terms that are known, those of the outermost first. *)
Ltac known :=
  repeat match goal with E : _ = _ |- _ => progress rewrite ?E end;
  repeat match goal with E : _ = _ |- _ => clear E end.

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
  | |- context [sqrt ?u] => match goal with |- context [sqrt ?v] =>
      lazymatch u with v => fail | _ => replace (sqrt v) with (sqrt u) by (f_equal; fraction) end end
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

(** The same, all written by absolute values of one sign. *)
Ltac absolute :=
  rewrite ?Rmax_abs, ?Rmin_abs;
  repeat match goal with
  | |- context [Rabs ?u] => match goal with |- context [Rabs ?v] =>
      lazymatch u with v => fail | _ =>
        replace (Rabs v) with (Rabs u)
          by first [ f_equal; fraction | apply Rabs_opposite; fraction ] end end
  end;
  fraction.

Ltac algebra :=
  first
  [ ring | lra | solve [by_cases]
  | solve [absolute]
  | fraction
  | solve [gather; fraction]
  | solve [gather; relations; first [ fraction | products; nsatz ]]
  (* Divisors are told from 0 by what they are, so before their parts are variables. *)
  | solve [gather; field_simplify_eq;
           first [ solve [repeat split; nonzero] | relations; products; nsatz ]] ].

(** ** The value of a term, by that of the terms inside it *)

Ltac equal_terms := definitions; known; settle_cell; algebra.

Ltac bounds := first [ inequality | definitions; known; settle_cell; inequality ].

(** exp (Σ k b + Σ m ln p) as the product of the powers. *)
Ltac exponential_parts :=
  first
  [ exact exp_0
  | apply exp_sum; exponential_parts
  | apply exp_inverse; exponential_parts
  | apply exp_ln_times; [ first [positive | definitions; known; settle_cell; inequality] | simpl; lra ]
  | apply exp_times; simpl; lra ].

(** Cosines and sines of a sum, as products. *)
Ltac angles :=
  repeat progress rewrite ?cos_plus, ?sin_plus, ?cos_neg, ?sin_antisym, ?cos_PI2, ?sin_PI2, ?cos_0, ?sin_0,
    ?cos_PI6, ?sin_PI6, ?cos_PI4, ?sin_PI4, ?cos_PI3, ?sin_PI3;
  ring.
