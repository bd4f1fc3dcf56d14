(** * Derivatives of the functions of the language, by structure *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import gaussian_integral functions.
Local Open Scope R_scope.

Lemma d_const (c x : R) : is_derive (fun _ : R => c) x 0.
Proof. apply (is_derive_const (K := R_AbsRing) (V := R_NormedModule)). Qed.

Lemma d_id (x : R) : is_derive (fun y : R => y) x 1.
Proof. apply (is_derive_id (K := R_AbsRing)). Qed.

Definition derivative_of (f f' : R -> R) : Prop := forall x : R, is_derive f x (f' x).

Lemma d_eq (f : R -> R) (x d d' : R) : is_derive f x d -> d = d' -> is_derive f x d'.
Proof. now intros D <-. Qed.

(** f(u) for an f of known derivative. *)
Lemma d_comp (f u : R -> R) (x df du : R) :
  is_derive f (u x) df -> is_derive u x du -> is_derive (fun y : R => f (u y)) x (du * df).
Proof. intros F U. apply (is_derive_comp f u x df du F U). Qed.

Section Derivatives.
Context (u v : R -> R) (x du dv : R) (Du : is_derive u x du) (Dv : is_derive v x dv).

Lemma d_plus : is_derive (fun y : R => u y + v y) x (du + dv).
Proof. apply (is_derive_plus (V := R_NormedModule) u v x du dv Du Dv). Qed.
Lemma d_minus : is_derive (fun y : R => u y - v y) x (du - dv).
Proof. apply (is_derive_minus (V := R_NormedModule) u v x du dv Du Dv). Qed.
Lemma d_opp : is_derive (fun y : R => - u y) x (- du).
Proof. apply (is_derive_opp (V := R_NormedModule) u x du Du). Qed.
Lemma d_mult : is_derive (fun y : R => u y * v y) x (du * v x + u x * dv).
Proof. apply (is_derive_mult (K := R_AbsRing) u v x du dv Du Dv). intros a b. apply Rmult_comm. Qed.
Lemma d_div : v x <> 0 -> is_derive (fun y : R => u y / v y) x ((du * v x - u x * dv) / v x ^ 2).
Proof. intro N. apply (is_derive_div u v x du dv Du Dv N). Qed.

Lemma d_pow n : is_derive (fun y : R => u y ^ n) x (INR n * du * u x ^ pred n).
Proof. apply (is_derive_pow u n x du Du). Qed.
Lemma d_exp : is_derive (fun y : R => exp (u y)) x (du * exp (u x)).
Proof. apply (d_comp exp); [apply is_derive_exp | exact Du]. Qed.
Lemma d_sin : is_derive (fun y : R => sin (u y)) x (du * cos (u x)).
Proof. apply (d_comp sin); [apply is_derive_sin | exact Du]. Qed.
Lemma d_cos : is_derive (fun y : R => cos (u y)) x (du * - sin (u x)).
Proof. apply (d_comp cos); [apply is_derive_cos | exact Du]. Qed.
Lemma d_atan : is_derive (fun y : R => atan (u y)) x (du * / (1 + u x ^ 2)).
Proof.
  apply (d_comp atan); [|exact Du]. apply is_derive_Reals, derivable_pt_lim_atan.
Qed.
Lemma d_sqrt : 0 < u x -> is_derive (fun y : R => sqrt (u y)) x (du * / (2 * sqrt (u x))).
Proof.
  intro P. apply (d_comp sqrt); [|exact Du]. apply is_derive_Reals, derivable_pt_lim_sqrt, P.
Qed.
Lemma d_ln : 0 < u x -> is_derive (fun y : R => ln (u y)) x (du * / u x).
Proof. intro P. apply (d_comp ln); [now apply is_derive_ln | exact Du]. Qed.
Lemma d_sinh : is_derive (fun y : R => sinh (u y)) x (du * cosh (u x)).
Proof. apply (d_comp sinh); [apply is_derive_Reals, derivable_pt_lim_sinh | exact Du]. Qed.
Lemma d_cosh : is_derive (fun y : R => cosh (u y)) x (du * sinh (u x)).
Proof. apply (d_comp cosh); [apply is_derive_Reals, derivable_pt_lim_cosh | exact Du]. Qed.

Lemma d_tanh : is_derive (fun y : R => tanh (u y)) x (du * (1 - tanh (u x) ^ 2)).
Proof.
  apply (d_comp tanh); [|exact Du]. pose proof (cosh_pos (u x)) as P. apply is_derive_Reals.
  replace (1 - tanh (u x) ^ 2) with ((cosh (u x) * cosh (u x) - sinh (u x) * sinh (u x)) / Rsqr (cosh (u x)))
    by (unfold tanh, Rsqr; field; lra).
  apply (derivable_pt_lim_div sinh cosh);
    [apply derivable_pt_lim_sinh | apply derivable_pt_lim_cosh | lra].
Qed.

Lemma d_arcsinh : is_derive (fun y : R => arcsinh (u y)) x (du * / sqrt (u x ^ 2 + 1)).
Proof.
  apply (d_comp arcsinh); [|exact Du]. set (t := u x). pose proof (arcsinh_argument t) as P.
  assert (Q : 0 < t ^ 2 + 1) by (pose proof (pow2_ge_0 t); lra). pose proof (sqrt_lt_R0 _ Q) as S.
  apply (d_eq _ _ ((1 + (2 * t) * / (2 * sqrt (t ^ 2 + 1))) * / (t + sqrt (t ^ 2 + 1)))).
  - unfold arcsinh. apply (d_comp ln (fun y => y + sqrt (y ^ 2 + 1))); [now apply is_derive_ln|].
    apply (is_derive_plus (V := R_NormedModule) (fun y : R => y) (fun y : R => sqrt (y ^ 2 + 1))); [apply d_id|].
    apply (d_comp sqrt (fun y => y ^ 2 + 1)); [apply is_derive_Reals, derivable_pt_lim_sqrt, Q|].
    auto_derive; [exact I | ring].
  - field. lra.
Qed.

Lemma d_sigmoid : is_derive (fun y : R => sigmoid (u y)) x (du * (sigmoid (u x) * (1 - sigmoid (u x)))).
Proof.
  apply (d_comp sigmoid); [|exact Du]. pose proof (sigmoid_denominator (u x)). unfold sigmoid.
  auto_derive; [lra|]. field. lra.
Qed.

Lemma d_softplus : is_derive (fun y : R => softplus (u y)) x (du * sigmoid (u x)).
Proof.
  apply (d_comp softplus); [|exact Du]. unfold softplus, sigmoid. pose proof (exp_pos (u x)).
  auto_derive; [lra|]. rewrite exp_Ropp. field. lra.
Qed.

Lemma d_erf : is_derive (fun y : R => erf (u y)) x (du * (2 / sqrt PI * exp (- (u x ^ 2)))).
Proof.
  apply (d_comp erf); [|exact Du]. unfold erf.
  replace (exp (- (u x ^ 2))) with (bell (u x)) by (unfold bell; f_equal; ring).
  apply (is_derive_scal bell_integral). apply bell_integral_derive.
Qed.

Lemma Phi_derive t : is_derive Phi t (exp (- (t ^ 2 / 2)) / sqrt (2 * PI)).
Proof.
  pose proof sqrt_2_pos as P2. pose proof (sqrt_lt_R0 PI PI_RGT_0) as PP.
  assert (Q2 : sqrt 2 * sqrt 2 = 2) by (apply sqrt_sqrt; lra).
  assert (B : is_derive (fun y : R => bell_integral (y / sqrt 2)) t (/ sqrt 2 * bell (t / sqrt 2))).
  { apply (d_comp bell_integral (fun y => y / sqrt 2)); [apply bell_integral_derive|].
    auto_derive; [exact I|]. field. lra. }
  apply (is_derive_ext (fun y : R => 1 / 2 + / sqrt PI * bell_integral (y / sqrt 2))).
  - intro y. unfold Phi, erf. simpl. field. lra.
  - replace (exp (- (t ^ 2 / 2)) / sqrt (2 * PI)) with (0 + / sqrt PI * (/ sqrt 2 * bell (t / sqrt 2))).
    + apply (is_derive_plus (V := R_NormedModule)); [apply d_const|].
      apply (is_derive_scal (fun y : R => bell_integral (y / sqrt 2)) t (/ sqrt PI) _ B).
    + unfold bell. rewrite sqrt_mult by (pose proof PI_RGT_0; lra).
      replace (t / sqrt 2 * (t / sqrt 2)) with (t ^ 2 / (sqrt 2 * sqrt 2)) by (field; lra).
      rewrite Q2. field. lra.
Qed.

Lemma d_Phi : is_derive (fun y : R => Phi (u y)) x (du * (exp (- (u x ^ 2 / 2)) / sqrt (2 * PI))).
Proof. apply (d_comp Phi); [apply Phi_derive | exact Du]. Qed.

Lemma d_gelu :
  is_derive (fun y : R => gelu (u y)) x (du * (Phi (u x) + u x * (exp (- (u x ^ 2 / 2)) / sqrt (2 * PI)))).
Proof.
  apply (d_comp gelu); [|exact Du]. unfold gelu.
  replace (Phi (u x) + _) with (1 * Phi (u x) + u x * (exp (- (u x ^ 2 / 2)) / sqrt (2 * PI))) by ring.
  apply (is_derive_mult (K := R_AbsRing) (fun y => y) Phi); [apply d_id | apply Phi_derive|].
  intros a b. apply Rmult_comm.
Qed.
End Derivatives.
