(** * Integrals over the line

    Of functions h that are Riemann integrable on intervals, with |h(x)| ≤ C/(1+x²): [integral h] is the improper Riemann integral
    over (−∞, ∞).  What it differs from the one over [a, b] by is at most C times what is missing of
    the integral of 1/(1+x²), which is atan. *)

From Coq Require Import Reals Lra FunctionalExtensionality.
From Coquelicot Require Import Coquelicot.
Local Open Scope R_scope.

Definition integral (h : R -> R) : R := RInt_gen h (Rbar_locally m_infty) (Rbar_locally p_infty).

Definition dominated (C : R) (h : R -> R) : Prop := forall x, Rabs (h x) <= C / (1 + x ^ 2).

Definition everywhere_continuous (h : R -> R) : Prop := forall x : R, continuous h x.

Definition locally_integrable (h : R -> R) : Prop := forall a b, ex_RInt h a b.

Definition integrable (h : R -> R) : Prop := locally_integrable h /\ exists C, dominated C h.

Lemma one_square x : 0 < 1 + x ^ 2.
Proof. nra. Qed.

(** ** Bounded intervals *)

Lemma continuous_ex_RInt h a b : everywhere_continuous h -> ex_RInt h a b.
Proof. intro H. apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros. apply H. Qed.

Lemma continuous_locally_integrable h : everywhere_continuous h -> locally_integrable h.
Proof. intros H a b. now apply continuous_ex_RInt. Qed.

Lemma chasles h a b c : locally_integrable h -> RInt h a c = RInt h a b + RInt h b c.
Proof. intro H. symmetry. now apply (RInt_Chasles (V := R_CompleteNormedModule)). Qed.

Lemma atan_is_RInt C a b : is_RInt (fun x => C / (1 + x ^ 2)) a b (C * (atan b - atan a)).
Proof.
  replace (C * (atan b - atan a)) with (minus (C * atan b) (C * atan a))
    by (unfold minus, plus, opp; simpl; ring).
  apply (is_RInt_derive (fun x => C * atan x)).
  - intros x _. apply is_derive_Reals.
    replace (C / (1 + x ^ 2)) with (0 * atan x + C * / (1 + x ^ 2))
      by (field; apply Rgt_not_eq, one_square).
    apply (derivable_pt_lim_mult (fun _ => C) atan); [apply derivable_pt_lim_const|].
    apply derivable_pt_lim_atan.
  - intros x _. apply (ex_derive_continuous (V := R_NormedModule)). auto_derive.
    apply Rgt_not_eq. pose proof (one_square x). simpl in *. lra.
Qed.

Lemma dominated_RInt C h a b :
  locally_integrable h -> dominated C h -> a <= b -> Rabs (RInt h a b) <= C * (atan b - atan a).
Proof.
  intros H D L.
  apply (norm_RInt_le (V := R_NormedModule) h (fun x => C / (1 + x ^ 2)) a b).
  - exact L.
  - intros x _. apply D.
  - apply (RInt_correct (V := R_CompleteNormedModule)). apply H.
  - apply atan_is_RInt.
Qed.

Lemma dominated_pos C h : dominated C h -> 0 <= C.
Proof.
  intro D. specialize (D 0). pose proof (Rabs_pos (h 0)) as P.
  replace (C / (1 + 0 ^ 2)) with C in D by field. lra.
Qed.

(** What is missing of the integral of 1/(1+x²) on either side. *)
Definition tail (M : R) : R := PI / 2 - atan M.

Lemma tail_pos M : 0 < tail M.
Proof. unfold tail. pose proof (atan_bound M). lra. Qed.

Lemma atan_far_right M b : M <= b -> 0 <= PI / 2 - atan b <= tail M.
Proof.
  intro H. unfold tail. pose proof (atan_bound b).
  destruct H as [H| ->]; [pose proof (atan_increasing _ _ H)|]; lra.
Qed.

Lemma atan_far_left M a : a <= - M -> 0 <= PI / 2 + atan a <= tail M.
Proof.
  intro H. replace (atan a) with (- atan (- a)) by (rewrite atan_opp; ring).
  apply (atan_far_right M (- a)). lra.
Qed.

Lemma tail_small eps : 0 < eps -> exists M, 0 <= M /\ tail M < eps.
Proof.
  intro He. set (e := Rmin (eps / 2) 1).
  assert (B : 0 < e <= 1) by (unfold e, Rmin; destruct (Rle_dec _ _); lra).
  assert (Be : e < eps) by (unfold e, Rmin; destruct (Rle_dec _ _); lra).
  pose proof PI2_1. exists (tan (PI / 2 - e)). unfold tail. split.
  - left. apply tan_gt_0; lra.
  - rewrite atan_tan by lra. lra.
Qed.

Lemma truncation_interval C h M a b :
  locally_integrable h -> dominated C h -> a <= - M -> M <= b -> 0 <= M ->
  Rabs (RInt h a b - RInt h (- M) M) <= 2 * (C * tail M).
Proof.
  intros H D La Lb HM.
  rewrite (chasles h a (- M) b H), (chasles h (- M) M b H).
  replace (_ - _) with (RInt h a (- M) + RInt h M b) by ring.
  eapply Rle_trans; [apply Rabs_triang|].
  pose proof (dominated_RInt C h a (- M) H D La) as A.
  pose proof (dominated_RInt C h M b H D Lb) as B.
  pose proof (dominated_pos C h D). rewrite atan_opp in A.
  pose proof (atan_far_right M b Lb). pose proof (atan_far_left M a La). unfold tail in *.
  assert (C * (- atan M - atan a) <= C * (PI / 2 - atan M)) by (apply Rmult_le_compat_l; lra).
  assert (C * (atan b - atan M) <= C * (PI / 2 - atan M)) by (apply Rmult_le_compat_l; lra).
  lra.
Qed.

(** ** The integral *)

Lemma far_out M :
  filter_prod (Rbar_locally m_infty) (Rbar_locally p_infty) (fun ab => fst ab < - M /\ M < snd ab).
Proof.
  exists (fun a => a < - M) (fun b => M < b); [now exists (- M) | now exists M | auto].
Qed.

Lemma integral_correct h :
  integrable h -> is_RInt_gen h (Rbar_locally m_infty) (Rbar_locally p_infty) (integral h).
Proof.
  intros [H (C & D)]. apply (RInt_gen_correct (V := R_CompleteNormedModule)).
  pose proof (dominated_pos C h D) as HC.
  set (F := filter_prod (Rbar_locally m_infty) (Rbar_locally p_infty)).
  destruct (proj1 (filterlim_locally_cauchy (F := F) (U := R_CompleteSpace)
    (fun ab => RInt h (fst ab) (snd ab)))) as (l & L).
  - intro eps. destruct (tail_small (eps / (4 * (C + 1)))) as (M & HM & T).
    { apply Rdiv_lt_0_compat; [apply cond_pos | lra]. }
    exists (fun ab => fst ab < - M /\ M < snd ab). split; [apply far_out|].
    intros u v [U1 U2] [V1 V2].
    pose proof (truncation_interval C h M (fst u) (snd u) H D ltac:(lra) ltac:(lra) HM) as A.
    pose proof (truncation_interval C h M (fst v) (snd v) H D ltac:(lra) ltac:(lra) HM) as B.
    assert (E : 4 * (C * tail M) < eps).
    { apply (Rmult_lt_compat_l (4 * (C + 1))) in T; [|lra].
      replace (4 * (C + 1) * (eps / (4 * (C + 1)))) with (pos eps) in T by (field; lra).
      pose proof (tail_pos M). lra. }
    change (Rabs (RInt h (fst v) (snd v) - RInt h (fst u) (snd u)) < eps).
    apply Rabs_def1; unfold Rabs in A, B;
      destruct (Rcase_abs _) in A; destruct (Rcase_abs _) in B; lra.
  - exists l. intros P HP. specialize (L P HP). unfold filtermapi, filtermap in *.
    apply (filter_imp (F := F)) with (2 := L). intros ab Pab. eexists. split; [|exact Pab].
    apply (RInt_correct (V := R_CompleteNormedModule)). apply H.
Qed.

Lemma integral_unique h l :
  is_RInt_gen h (Rbar_locally m_infty) (Rbar_locally p_infty) l -> integral h = l.
Proof. apply (is_RInt_gen_unique (V := R_CompleteNormedModule)). Qed.

(** Integrals over intervals, as large as wanted, come close. *)
Lemma integral_approached h eps M :
  integrable h -> 0 < eps ->
  exists a b, a < - M /\ M < b /\ Rabs (RInt h a b - integral h) < eps.
Proof.
  intros I He. pose proof (integral_correct h I) as G.
  assert (N : locally (T := R_UniformSpace) (integral h) (fun y => Rabs (y - integral h) < eps)).
  { exists (mkposreal eps He). intros y B. exact B. }
  specialize (G _ N).
  unfold filtermapi in G. pose proof (filter_and _ _ G (far_out M)) as K.
  destruct (filter_ex (F := filter_prod (Rbar_locally m_infty) (Rbar_locally p_infty)) _ K)
    as ([a b] & (y & Hy & Py) & A & B).
  exists a, b. simpl in *. rewrite (is_RInt_unique _ _ _ _ Hy). auto.
Qed.


Lemma truncation_wide C h M a b :
  locally_integrable h -> dominated C h -> a <= - M -> M <= b -> 0 <= M ->
  Rabs (integral h - RInt h a b) <= 4 * (C * tail M).
Proof.
  intros H D A B HM. apply le_epsilon. intros eps He.
  destruct (integral_approached h eps M (conj H (ex_intro _ C D)) He) as (a' & b' & A' & B' & E).
  pose proof (truncation_interval C h M a b H D A B HM) as T.
  pose proof (truncation_interval C h M a' b' H D ltac:(lra) ltac:(lra) HM) as T'.
  set (m := RInt h (- M) M) in *.
  replace (integral h - RInt h a b)
    with ((RInt h a' b' - m) + - (RInt h a b - m) + - (RInt h a' b' - integral h)) by ring.
  eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp.
  eapply Rle_trans; [apply Rplus_le_compat_r, Rabs_triang|]. rewrite Rabs_Ropp. lra.
Qed.

Lemma truncation C h M :
  locally_integrable h -> dominated C h -> 0 <= M ->
  Rabs (integral h - RInt h (- M) M) <= 4 * (C * tail M).
Proof. intros H D HM. apply truncation_wide; auto; lra. Qed.

Lemma scaled_tail_small C eps : 0 <= C -> 0 < eps -> exists M, 0 <= M /\ C * tail M < eps.
Proof.
  intros HC He. destruct (tail_small (eps / (C + 1))) as (M & HM & T); [apply Rdiv_lt_0_compat; lra|].
  exists M. split; [exact HM|]. apply (Rmult_lt_compat_l (C + 1)) in T; [|lra].
  replace ((C + 1) * (eps / (C + 1))) with eps in T by (field; lra). pose proof (tail_pos M). lra.
Qed.

Lemma integral_bound C h : locally_integrable h -> dominated C h -> Rabs (integral h) <= 2 * (C * PI).
Proof.
  intros H D. pose proof (truncation C h 0 H D (Rle_refl 0)) as T.
  replace (- 0) with 0 in T by ring. rewrite RInt_point in T. unfold tail in T. rewrite atan_0 in T.
  change (zero : R) with 0 in T. rewrite !Rminus_0_r in T. lra.
Qed.

Lemma integrable_plus f g : integrable f -> integrable g -> integrable (fun x => f x + g x).
Proof.
  intros [F (C & DF)] [G (C' & DG)]. split.
  - intros a b. apply (ex_RInt_plus (V := R_NormedModule)); [apply F | apply G].
  - exists (C + C'). intro x. eapply Rle_trans; [apply Rabs_triang|].
    specialize (DF x). specialize (DG x). unfold Rdiv in *. lra.
Qed.

Lemma integrable_scal c f : integrable f -> integrable (fun x => c * f x).
Proof.
  intros [F (C & D)]. split.
  - intros a b. apply (ex_RInt_scal (V := R_NormedModule)), F.
  - exists (Rabs c * C). intro x. rewrite Rabs_mult. unfold Rdiv. rewrite Rmult_assoc.
    apply Rmult_le_compat_l; [apply Rabs_pos | apply D].
Qed.

Lemma integral_plus f g :
  integrable f -> integrable g -> integral (fun x => f x + g x) = integral f + integral g.
Proof.
  intros F G. apply integral_unique.
  apply (is_RInt_gen_plus (V := R_NormedModule)); now apply integral_correct.
Qed.

Lemma integral_scal c f : integrable f -> integral (fun x => c * f x) = c * integral f.
Proof.
  intro F. apply integral_unique.
  apply (is_RInt_gen_scal (V := R_NormedModule)). now apply integral_correct.
Qed.

Lemma integral_ext f g : (forall x, f x = g x) -> integral f = integral g.
Proof. intro E. f_equal. now apply functional_extensionality. Qed.

Lemma integral_nonneg f : integrable f -> (forall x, 0 <= f x) -> 0 <= integral f.
Proof.
  intros I P. apply le_epsilon. intros eps He.
  destruct (integral_approached f eps 0 I He) as (a & b & A & B & E).
  assert (0 <= RInt f a b).
  { apply RInt_ge_0; [lra | apply I | auto]. }
  apply Rabs_def2 in E. lra.
Qed.

Lemma integral_le f g : integrable f -> integrable g -> (forall x, f x <= g x) -> integral f <= integral g.
Proof.
  intros F G L. assert (D : 0 <= integral (fun x => g x + -1 * f x)).
  { apply integral_nonneg; [|intro x; specialize (L x); lra].
    apply integrable_plus; [exact G | now apply integrable_scal]. }
  rewrite integral_plus, integral_scal in D by (assumption || now apply integrable_scal). lra.
Qed.

(** A continuous function ≥ 0 with integral 0 is 0. *)
Lemma integral_zero f :
  everywhere_continuous f -> integrable f -> (forall x, 0 <= f x) -> integral f = 0 -> forall x, f x = 0.
Proof.
  intros H I P Z x. destruct (Req_dec (f x) 0) as [|N]; [assumption|]. exfalso.
  assert (Pos : 0 < f x) by (specialize (P x); lra).
  destruct I as [L D]. pose proof (proj1 (filterlim_locally _ _) (H x) (mkposreal _ Pos)) as (d & B).
  set (s := RInt f (x - d) (x + d)). pose proof (cond_pos d) as Hd.
  assert (S : 0 < s).
  { apply RInt_gt_0; [lra | | intros; apply H].
    intros y Hy. specialize (B y). unfold ball in B. simpl in B.
    unfold AbsRing_ball, abs, minus, plus, opp in B. simpl in B.
    assert (K : Rabs (f y + - f x) < f x) by (apply B; apply Rabs_def1; lra).
    apply Rabs_def2 in K. lra. }
  set (M := Rabs x + d).
  assert (HM : - M <= x - d /\ x + d <= M).
  { unfold M. pose proof (Rle_abs x). pose proof (Rle_abs (- x)). rewrite Rabs_Ropp in *. lra. }
  destruct (integral_approached f s M (conj L D) S) as (a & b & A & B' & E).
  rewrite Z in E. apply Rabs_def2 in E.
  assert (0 <= RInt f a (x - d)) by (apply RInt_ge_0; [lra | apply L | auto]).
  assert (0 <= RInt f (x + d) b) by (apply RInt_ge_0; [lra | apply L | auto]).
  rewrite (chasles f a (x - d) b L), (chasles f (x - d) (x + d) b L) in E. fold s in E. lra.
Qed.

(** ** Limits, antiderivatives, changes of variable *)

Lemma integral_limit h l :
  integrable h ->
  (forall eps, 0 < eps -> exists M0, forall M, M0 <= M -> Rabs (RInt h (- M) M - l) <= eps) ->
  integral h = l.
Proof.
  intros [H (C & D)] L.
  assert (S : forall eps, 0 < eps -> Rabs (integral h - l) <= eps).
  { intros eps He. pose proof (dominated_pos C h D) as HC.
    destruct (L (eps / 2) ltac:(lra)) as (M0 & HM0).
    destruct (scaled_tail_small C (eps / 8) HC) as (M1 & HM1 & T); [lra|].
    set (M := Rmax M0 M1). specialize (HM0 M (Rmax_l M0 M1)).
    pose proof (Rmax_r M0 M1) as I. fold M in I.
    pose proof (truncation_wide C h M1 (- M) M H D ltac:(lra) I HM1) as B.
    replace (integral h - l) with ((integral h - RInt h (- M) M) + (RInt h (- M) M - l)) by ring.
    eapply Rle_trans; [apply Rabs_triang|]. lra. }
  destruct (Req_dec (integral h) l) as [|N]; [assumption|]. exfalso.
  assert (P : 0 < Rabs (integral h - l)) by (apply Rabs_pos_lt; lra).
  specialize (S (Rabs (integral h - l) / 2) ltac:(lra)). lra.
Qed.

Lemma integral_by_antiderivative h H l :
  everywhere_continuous h -> integrable h -> (forall x, is_derive H x (h x)) ->
  (forall eps, 0 < eps -> exists M0, forall M, M0 <= M -> Rabs (H M - H (- M) - l) <= eps) ->
  integral h = l.
Proof.
  intros Hc I A L. apply integral_limit; [exact I|]. intros eps He.
  destruct (L eps He) as (M0 & B). exists M0. intros M HM.
  replace (RInt h (- M) M) with (H M - H (- M)); [now apply B|].
  symmetry. apply is_RInt_unique. apply (is_RInt_derive H h); intros; [apply A | apply Hc].
Qed.

(** ∫ h(s x + a) dx = ∫ h(x) dx for s = 1 and s = −1. *)
Lemma integral_affine s a h :
  s * s = 1 -> integrable h -> integrable (fun x => h (s * x + a)) ->
  integral (fun x => h (s * x + a)) = integral h.
Proof.
  intros S [H (C & D)] I. apply integral_limit; [exact I|]. intros eps He.
  destruct (scaled_tail_small C (eps / 4) (dominated_pos C h D)) as (M0 & HM0 & T); [lra|].
  exists (M0 + Rabs a). intros M HM.
  pose proof (Rle_abs a). pose proof (Rle_abs (- a)). rewrite Rabs_Ropp in *.
  assert (X : scal s (RInt (fun x => h (s * x + a)) (- M) M) = RInt h (s * - M + a) (s * M + a)).
  { rewrite <- (RInt_scal (V := R_CompleteNormedModule)) by apply I.
    apply (RInt_comp_lin h s a). apply H. }
  change (s * RInt (fun x => h (s * x + a)) (- M) M = RInt h (s * - M + a) (s * M + a)) in X.
  assert (V : s = 1 \/ s = -1).
  { assert (Z : (s - 1) * (s + 1) = 0) by (ring_simplify; lra).
    apply Rmult_integral in Z as [Z|Z]; [left | right]; lra. }
  rewrite Rabs_minus_sym. destruct V as [-> | ->].
  - rewrite Rmult_1_l in X. rewrite X.
    pose proof (truncation_wide C h M0 (1 * - M + a) (1 * M + a) H D ltac:(lra) ltac:(lra) HM0). lra.
  - replace (RInt (fun x => h (-1 * x + a)) (- M) M) with (RInt h (-1 * M + a) (-1 * - M + a)).
    + pose proof (truncation_wide C h M0 (-1 * M + a) (-1 * - M + a) H D ltac:(lra) ltac:(lra) HM0). lra.
    + rewrite <- (opp_RInt_swap (V := R_CompleteNormedModule)) by apply H.
      rewrite <- X. change (- (-1 * RInt (fun x => h (-1 * x + a)) (- M) M) = RInt (fun x => h (-1 * x + a)) (- M) M).
      ring.
Qed.
