(** * Continuity of activations

    By structure.  A conditional is continuous where its branches agree at the values of x at which
    the guard changes. *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import frechet gaussian_integral functions.
Local Open Scope R_scope.

Lemma continuous_everywhere (f : R -> R) : (forall x : R, continuous f x) <-> continuity f.
Proof.
  split; intros H x; [apply continuity_pt_filterlim, H | apply continuity_pt_filterlim, H].
Qed.

Section Continuity.
Context (f g : R -> R) (x : R) (Cf : continuous f x) (Cg : continuous g x).

Lemma c_plus : continuous (fun y : R => f y + g y) x.
Proof. now apply (continuous_plus (V := R_NormedModule)). Qed.
Lemma c_minus : continuous (fun y : R => f y - g y) x.
Proof. now apply (continuous_minus (V := R_NormedModule)). Qed.
Lemma c_opp : continuous (fun y : R => - f y) x.
Proof. now apply (continuous_opp (V := R_NormedModule)). Qed.
Lemma c_mult : continuous (fun y : R => f y * g y) x.
Proof. now apply (continuous_mult (K := R_AbsRing)). Qed.
Lemma c_inv : f x <> 0 -> continuous (fun y : R => / f y) x.
Proof. now apply continuous_Rinv_comp. Qed.
Lemma c_abs : continuous (fun y : R => Rabs (f y)) x.
Proof. now apply continuous_Rabs_comp. Qed.
Lemma c_exp : continuous (fun y : R => exp (f y)) x.
Proof. now apply continuous_exp_comp. Qed.
Lemma c_sqrt : continuous (fun y : R => sqrt (f y)) x.
Proof. now apply continuous_sqrt_comp. Qed.
Lemma c_sin : continuous (fun y : R => sin (f y)) x.
Proof. now apply continuous_sin_comp. Qed.
Lemma c_cos : continuous (fun y : R => cos (f y)) x.
Proof. now apply continuous_cos_comp. Qed.
Lemma c_atan : continuous (fun y : R => atan (f y)) x.
Proof. now apply continuous_atan_comp. Qed.
Lemma c_ln : 0 < f x -> continuous (fun y : R => ln (f y)) x.
Proof. intro P. apply (continuous_comp f ln); [exact Cf | now apply continuous_ln]. Qed.
End Continuity.

Lemma c_const (c x : R) : continuous (fun _ : R => c) x.
Proof. apply continuous_const. Qed.

Lemma c_id (x : R) : continuous (fun y : R => y) x.
Proof. apply continuous_id. Qed.

Lemma c_div (f g : R -> R) (x : R) : continuous f x -> continuous g x -> g x <> 0 -> continuous (fun y : R => f y / g y) x.
Proof. intros. apply c_mult; [assumption | now apply c_inv]. Qed.

Lemma c_pow (f : R -> R) (x : R) (n : nat) : continuous f x -> continuous (fun y : R => f y ^ n) x.
Proof. intro C. induction n as [|n IH]; simpl; [apply c_const | now apply c_mult]. Qed.

Lemma c_ext (f g : R -> R) x : (forall y, g y = f y) -> continuous f x -> continuous g x.
Proof. intro E. apply continuous_ext. intro y. now rewrite E. Qed.

Lemma c_max (f g : R -> R) (x : R) : continuous f x -> continuous g x -> continuous (fun y : R => Rmax (f y) (g y)) x.
Proof.
  intros F G. apply (c_ext _ _ _ (fun y => Rmax_abs (f y) (g y))).
  apply c_div; [|apply c_const | lra]. apply c_plus; [now apply c_plus | now apply c_abs, c_minus].
Qed.

Lemma c_min (f g : R -> R) (x : R) : continuous f x -> continuous g x -> continuous (fun y : R => Rmin (f y) (g y)) x.
Proof.
  intros F G. apply (c_ext _ _ _ (fun y => Rmin_abs (f y) (g y))).
  apply c_div; [|apply c_const | lra]. apply c_minus; [now apply c_plus | now apply c_abs, c_minus].
Qed.

Lemma c_relu (f : R -> R) (x : R) : continuous f x -> continuous (fun y : R => relu (f y)) x.
Proof. intro F. apply c_max; [exact F | apply c_const]. Qed.

Lemma c_clip (f g h : R -> R) (x : R) :
  continuous f x -> continuous g x -> continuous h x -> continuous (fun y : R => clip (f y) (g y) (h y)) x.
Proof. intros. apply c_min; [now apply c_max | assumption]. Qed.

Lemma c_sinh (f : R -> R) (x : R) : continuous f x -> continuous (fun y : R => sinh (f y)) x.
Proof.
  intro F. unfold sinh. apply c_div; [|apply c_const | lra].
  apply c_minus; apply c_exp; [assumption | now apply c_opp].
Qed.

Lemma c_cosh (f : R -> R) (x : R) : continuous f x -> continuous (fun y : R => cosh (f y)) x.
Proof.
  intro F. unfold cosh. apply c_div; [|apply c_const | lra].
  apply c_plus; apply c_exp; [assumption | now apply c_opp].
Qed.

Lemma c_tanh (f : R -> R) (x : R) : continuous f x -> continuous (fun y : R => tanh (f y)) x.
Proof.
  intro F. unfold tanh. apply c_div; [now apply c_sinh | now apply c_cosh|].
  apply Rgt_not_eq, cosh_pos.
Qed.

Lemma c_sigmoid (f : R -> R) (x : R) : continuous f x -> continuous (fun y : R => sigmoid (f y)) x.
Proof.
  intro F. unfold sigmoid. apply c_inv; [apply c_plus; [apply c_const | now apply c_exp, c_opp]|].
  apply Rgt_not_eq, sigmoid_denominator.
Qed.

Lemma c_softplus (f : R -> R) (x : R) : continuous f x -> continuous (fun y : R => softplus (f y)) x.
Proof.
  intro F. unfold softplus. apply c_ln; [apply c_plus; [apply c_const | now apply c_exp]|].
  pose proof (exp_pos (f x)). lra.
Qed.

Lemma c_arcsinh (f : R -> R) (x : R) : continuous f x -> continuous (fun y : R => arcsinh (f y)) x.
Proof.
  intro F. unfold arcsinh. apply c_ln; [|apply arcsinh_argument].
  apply c_plus; [exact F | apply c_sqrt, c_plus; [now apply c_pow | apply c_const]].
Qed.

Lemma c_erf (f : R -> R) (x : R) : continuous f x -> continuous (fun y : R => erf (f y)) x.
Proof.
  intro F. unfold erf. apply c_mult; [apply c_const|].
  apply (continuous_comp f bell_integral); [exact F|].
  apply (ex_derive_continuous (V := R_NormedModule)). eexists. apply bell_integral_derive.
Qed.

Lemma c_Phi (f : R -> R) (x : R) : continuous f x -> continuous (fun y : R => Phi (f y)) x.
Proof.
  intro F. unfold Phi. apply c_div; [|apply c_const | lra]. apply c_plus; [apply c_const|].
  apply c_erf. apply c_div; [exact F | apply c_const | pose proof sqrt_2_pos; lra].
Qed.

Lemma c_gelu (f : R -> R) (x : R) : continuous f x -> continuous (fun y : R => gelu (f y)) x.
Proof. intro F. apply c_mult; [exact F | now apply c_Phi]. Qed.

(** Two branches that agree where the guard changes. *)
Lemma c_either (f g h : R -> R) (x : R) :
  continuous f x -> continuous g x -> f x = g x -> (forall y, h y = f y \/ h y = g y) -> continuous h x.
Proof.
  intros F G E H.
  assert (E' : h x = f x) by (destruct (H x); congruence).
  apply filterlim_locally. intro eps.
  pose proof (proj1 (filterlim_locally f (f x)) F eps) as LF.
  pose proof (proj1 (filterlim_locally g (g x)) G eps) as LG.
  rewrite E'. generalize (filter_and _ _ LF LG). apply filter_imp. intros y [A B].
  destruct (H y) as [->| ->]; [exact A | now rewrite E].
Qed.

Lemma locally_lt (u v : R -> R) (x : R) :
  continuous u x -> continuous v x -> u x < v x -> locally x (fun y => u y < v y).
Proof.
  intros U V L.
  assert (D : continuous (fun y : R => v y - u y) x) by now apply c_minus.
  assert (P : 0 < v x - u x) by lra.
  generalize (proj1 (filterlim_locally _ _) D (mkposreal _ P)). apply filter_imp.
  intros y B. unfold ball in B. simpl in B. unfold AbsRing_ball, abs, minus, plus, opp in B. simpl in B.
  apply Rabs_def2 in B. lra.
Qed.

Lemma c_if_le (u v f g : R -> R) (x : R) :
  continuous u x -> continuous v x -> continuous f x -> continuous g x -> (u x = v x -> f x = g x) ->
  continuous (fun y : R => if Rle_dec (u y) (v y) then f y else g y) x.
Proof.
  intros U V F G E. destruct (Rtotal_order (u x) (v x)) as [L|[Q|M]].
  - apply (continuous_ext_loc _ f); [|exact F]. generalize (locally_lt u v x U V L).
    apply filter_imp. intros y B. destruct (Rle_dec (u y) (v y)); [reflexivity | lra].
  - apply (c_either f g); auto. intro y. destruct (Rle_dec (u y) (v y)); auto.
  - apply (continuous_ext_loc _ g); [|exact G]. generalize (locally_lt v u x V U M).
    apply filter_imp. intros y B. destruct (Rle_dec (u y) (v y)); [lra | reflexivity].
Qed.

Lemma c_if_lt (u v f g : R -> R) (x : R) :
  continuous u x -> continuous v x -> continuous f x -> continuous g x -> (u x = v x -> f x = g x) ->
  continuous (fun y : R => if Rlt_dec (u y) (v y) then f y else g y) x.
Proof.
  intros U V F G E.
  apply (c_ext (fun y => if Rle_dec (v y) (u y) then g y else f y)).
  - intro y. destruct (Rle_dec (v y) (u y)), (Rlt_dec (u y) (v y)); auto; lra.
  - apply c_if_le; auto. intro. symmetry. auto.
Qed.

(** ** Local boundedness: guards may jump *)

Lemma lb_dominated (f g : R -> R) :
  (forall x, Rabs (f x) <= Rabs (g x)) -> locally_bounded g -> locally_bounded f.
Proof. intros D H M. destruct (H M) as (B & HB). exists B. intros x Hx. specialize (HB x Hx). specialize (D x). lra. Qed.

Lemma lb_plus f g : locally_bounded f -> locally_bounded g -> locally_bounded (fun x => f x + g x).
Proof.
  intros F G M. destruct (F M) as (B & HB), (G M) as (C & HC). exists (B + C). intros x Hx.
  eapply Rle_trans; [apply Rabs_triang|]. apply Rplus_le_compat; auto.
Qed.

Lemma lb_opp f : locally_bounded f -> locally_bounded (fun x => - f x).
Proof. apply lb_dominated. intro. rewrite Rabs_Ropp. lra. Qed.

Lemma lb_mult f g : locally_bounded f -> locally_bounded g -> locally_bounded (fun x => f x * g x).
Proof.
  intros F G M. destruct (F M) as (B & HB), (G M) as (C & HC). exists (B * C). intros x Hx.
  rewrite Rabs_mult. apply Rmult_le_compat; auto using Rabs_pos.
Qed.

Lemma lb_if {A B : R -> Prop} (c : forall x, {A x} + {B x}) f g :
  locally_bounded f -> locally_bounded g -> locally_bounded (fun x => if c x then f x else g x).
Proof.
  intros F G M. destruct (F M) as (C & HC), (G M) as (D & HD). exists (Rmax C D). intros x Hx.
  destruct (c x); [eapply Rle_trans; [now apply HC | apply Rmax_l]
                  |eapply Rle_trans; [now apply HD | apply Rmax_r]].
Qed.

Lemma lb_floor f : locally_bounded f -> locally_bounded (fun x => floor (f x)).
Proof.
  intros F M. destruct (F M) as (B & HB). exists (B + 1). intros x Hx. specialize (HB x Hx).
  unfold floor. pose proof (base_Int_part (f x)).
  unfold Rabs in *. destruct (Rcase_abs (f x)), (Rcase_abs (IZR _)); lra.
Qed.
