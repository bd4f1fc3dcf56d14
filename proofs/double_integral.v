(** * Double integrals, and how they change under shears and rotations

    For continuous H on R² with |H(x, y)| ≤ C/(1+x²+y²)²: the order of integration does not matter,
    so that shears in either direction leave ∫∫ H dx dy alone; a rotation is three shears. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial sum theorem_A continuity line_integral gaussian_mean moderate.
From Nonpoly Require Import parameter_integral.
Local Open Scope R_scope.

Definition pt (x y : R) : point := cons x (cons y (fun _ => 0)).

Definition double (H : point -> R) : R := integral (fun y => integral (fun x => H (pt x y))).

Definition swapped (H : point -> R) (t : point) : R := H (pt (t 1%nat) (t 0%nat)).

Definition decaying (H : point -> R) : Prop :=
  continuous_on 2 H /\ exists C, forall x y, Rabs (H (pt x y)) <= C / (1 + x ^ 2 + y ^ 2) ^ 2.

Lemma pt_local n F s : (n <= 2)%nat -> continuous_on n F -> F s = F (pt (s 0%nat) (s 1%nat)).
Proof.
  intros L H. apply (continuous_on_local n); [exact H|]. intros [|[|c]] Hc; try reflexivity. lia.
Qed.

Lemma continuous_on_pt n H A B :
  continuous_on 2 H -> continuous_on n A -> continuous_on n B ->
  continuous_on n (fun t => H (pt (A t) (B t))).
Proof.
  intros HC HA HB. apply (continuous_on_comp2 n (fun a b => H (pt a b))); auto.
  intros a b eps. destruct (HC (pt a b) eps (cond_pos eps)) as (d & Hd & K).
  exists (mkposreal d Hd). intros u v Hu Hv. apply K. intros [|[|c]] Hc; simpl; auto. lia.
Qed.

Ltac coordinates :=
  repeat first
  [ apply continuous_on_plus | apply continuous_on_mult | apply continuous_on_const
  | apply continuous_on_coordinate; lia ].

(** ** Rectangles *)

Section Rectangle.
Context (H : point -> R) (HC : continuous_on 2 H).
Let h x y := H (pt x y).
Let h' x y := H (pt y x).

Lemma swapped_continuous : continuous_on 2 (swapped H).
Proof. apply continuous_on_pt; [exact HC | coordinates | coordinates]. Qed.

Lemma row_continuous y : everywhere_continuous (fun x => h x y).
Proof. apply (slice_continuous 1 H). exact HC. Qed.

Lemma column_continuous x : everywhere_continuous (fun y => h x y).
Proof. apply (slice_continuous 1 (swapped H) (cons x (fun _ => 0))), swapped_continuous. Qed.

Lemma rows_continuous a b : everywhere_continuous (fun y => RInt (fun x => h x y) a b).
Proof.
  apply (slice_continuous 0 (fun t => RInt (fun x => H (cons x t)) a b) (fun _ => 0)).
  now apply (interval_continuous 1 H a b).
Qed.

Lemma columns_continuous a b : everywhere_continuous (fun x => RInt (fun y => h x y) a b).
Proof.
  apply (slice_continuous 0 (fun t => RInt (fun x => H (pt (t 0%nat) x)) a b) (fun _ => 0)).
  apply (interval_continuous 1 (swapped H) a b swapped_continuous).
Qed.

Theorem fubini_rectangle a b c d : a < b ->
  RInt (fun y => RInt (fun x => h x y) a b) c d = RInt (fun x => RInt (fun y => h x y) c d) a b.
Proof.
  intro L. set (f u y := RInt (fun x => h x y) a u).
  set (D u := RInt (f u) c d - RInt (fun x => RInt (fun y => h x y) c d) a u).
  assert (Df : forall u y, is_derive (fun u => f u y) u (h u y)).
  { intros u y. apply (is_derive_RInt (fun x => h x y) _ a).
    - exists (mkposreal 1 Rlt_0_1). intros v _.
      apply (RInt_correct (V := R_CompleteNormedModule)), continuous_ex_RInt, row_continuous.
    - apply row_continuous. }
  assert (Z : forall u, is_derive D u 0).
  { intro u. unfold D. replace 0 with (RInt (fun y => h u y) c d - RInt (fun y => h u y) c d) by ring.
    apply (is_derive_minus (V := R_NormedModule)).
    - rewrite (RInt_ext (fun y => h u y) (fun y => Derive (fun v => f v y) u) c d)
        by (intros; symmetry; apply is_derive_unique, Df).
      apply is_derive_RInt_param.
      + exists (mkposreal 1 Rlt_0_1). intros v _ y _. eexists. apply Df.
      + intros y _. apply (continuity_2d_pt_ext h); [intros; symmetry; apply is_derive_unique, Df|].
        intro eps. destruct (HC (pt u y) eps (cond_pos eps)) as (e & He & K).
        exists (mkposreal e He). intros u' v' Hu Hv. apply K. intros [|[|k]] Hk; simpl; auto. lia.
      + exists (mkposreal 1 Rlt_0_1). intros v _. apply continuous_ex_RInt, rows_continuous.
    - apply (is_derive_RInt (fun x => RInt (fun y => h x y) c d) _ a).
      + exists (mkposreal 1 Rlt_0_1). intros v _.
        apply (RInt_correct (V := R_CompleteNormedModule)), continuous_ex_RInt, columns_continuous.
      + apply columns_continuous. }
  assert (E : D a = D b) by (apply (eq_is_derive (V := R_NormedModule)); auto).
  assert (Da : D a = 0).
  { unfold D. rewrite RInt_point, (RInt_ext (f a) (fun _ => zero))
      by (intros; apply (RInt_point (V := R_CompleteNormedModule))).
    rewrite RInt_const. unfold scal, zero. simpl. unfold mult. simpl. ring. }
  rewrite Da in E. unfold D, f in E. lra.
Qed.
End Rectangle.

(** ** The plane *)

Lemma decaying_constant C H :
  (forall x y, Rabs (H (pt x y)) <= C / (1 + x ^ 2 + y ^ 2) ^ 2) -> 0 <= C.
Proof.
  intro B. specialize (B 0 0). pose proof (Rabs_pos (H (pt 0 0))).
  replace (C / (1 + 0 ^ 2 + 0 ^ 2) ^ 2) with C in B by field. lra.
Qed.

Lemma decaying_bound C H : (forall x y, Rabs (H (pt x y)) <= C / (1 + x ^ 2 + y ^ 2) ^ 2) ->
  forall x y, Rabs (H (pt x y)) <= C / (1 + y ^ 2) / (1 + x ^ 2).
Proof.
  intros B x y. pose proof (decaying_constant C H B) as HC.
  eapply Rle_trans; [apply B|]. pose proof (one_square x). pose proof (one_square y).
  pose proof (pow2_ge_0 x). pose proof (pow2_ge_0 y).
  replace (C / (1 + y ^ 2) / (1 + x ^ 2)) with (C * / ((1 + y ^ 2) * (1 + x ^ 2))) by (field; lra).
  apply Rmult_le_compat_l; [exact HC|]. apply Rinv_le_contravar; nra.
Qed.

Lemma inner_continuous H : decaying H -> everywhere_continuous (fun y => integral (fun x => H (pt x y))).
Proof.
  intros [HC (C & B)].
  apply (slice_continuous 0 (fun t => integral (fun x => H (cons x t))) (fun _ => 0)).
  apply (integral_continuous 1); [exact HC|]. intro t. exists C, 1. split; [lra|].
  intros s _ x. rewrite (pt_local 2) by auto. simpl. eapply Rle_trans; [apply (decaying_bound C H B)|].
  pose proof (one_square x). pose proof (pow2_ge_0 (s 0%nat)).
  pose proof (decaying_constant C H B) as HC0.
  apply Rmult_le_compat_r; [left; now apply Rinv_0_lt_compat|].
  apply (Rmult_le_reg_r (1 + s 0%nat ^ 2)); [lra|].
  replace (C / (1 + s 0%nat ^ 2) * (1 + s 0%nat ^ 2)) with C by (field; lra). nra.
Qed.

Lemma inner_dominated C H :
  decaying H -> (forall x y, Rabs (H (pt x y)) <= C / (1 + x ^ 2 + y ^ 2) ^ 2) ->
  dominated (2 * (C * PI)) (fun y => integral (fun x => H (pt x y))).
Proof.
  intros [HC _] B y. pose proof (one_square y).
  replace (2 * (C * PI) / (1 + y ^ 2)) with (2 * (C / (1 + y ^ 2) * PI)) by (field; lra).
  apply integral_bound; [now apply continuous_locally_integrable, row_continuous|]. intro x. now apply decaying_bound.
Qed.

Lemma double_truncation C H M :
  decaying H -> (forall x y, Rabs (H (pt x y)) <= C / (1 + x ^ 2 + y ^ 2) ^ 2) -> 0 <= M ->
  Rabs (double H - RInt (fun y => RInt (fun x => H (pt x y)) (- M) M) (- M) M) <= 12 * PI * (C * tail M).
Proof.
  intros HD B HM. pose proof (inner_continuous H HD) as Ic. pose proof (inner_dominated C H HD B) as Id.
  pose proof (truncation _ _ M (continuous_locally_integrable _ Ic) Id HM) as T1. fold (double H) in T1.
  set (I := fun y => integral (fun x => H (pt x y))) in *.
  set (J := fun y => RInt (fun x => H (pt x y)) (- M) M).
  assert (Jc : everywhere_continuous J) by apply (rows_continuous H (proj1 HD)).
  assert (Dc : everywhere_continuous (fun y => I y - J y)) by (intro; now apply c_minus).
  assert (Dd : dominated (4 * (C * tail M)) (fun y => I y - J y)).
  { intro y. pose proof (one_square y).
    replace (4 * (C * tail M) / (1 + y ^ 2)) with (4 * (C / (1 + y ^ 2) * tail M)) by (field; lra).
    apply truncation; [apply continuous_locally_integrable, row_continuous, HD | | exact HM]. intro x. now apply decaying_bound. }
  pose proof (dominated_RInt _ _ (- M) M (continuous_locally_integrable _ Dc) Dd ltac:(lra)) as T2. rewrite atan_opp in T2.
  assert (E : RInt (fun y => I y - J y) (- M) M = RInt I (- M) M - RInt J (- M) M).
  { apply (RInt_minus (V := R_CompleteNormedModule)); now apply continuous_ex_RInt. }
  rewrite E in T2. pose proof (dominated_pos _ _ Dd) as P. pose proof (atan_bound M) as A.
  assert (X : 4 * (C * tail M) * (atan M - - atan M) <= 4 * (C * tail M) * PI).
  { apply Rmult_le_compat_l; lra. }
  replace (double H - RInt J (- M) M)
    with ((double H - RInt I (- M) M) + (RInt I (- M) M - RInt J (- M) M)) by ring.
  eapply Rle_trans; [apply Rabs_triang|]. lra.
Qed.

Lemma decaying_swap H : decaying H -> decaying (swapped H).
Proof.
  intros [HC (C & B)]. split; [now apply swapped_continuous|]. exists C. intros x y.
  replace (1 + x ^ 2 + y ^ 2) with (1 + y ^ 2 + x ^ 2) by ring. apply B.
Qed.

Theorem fubini H : decaying H -> double (swapped H) = double H.
Proof.
  intro HD. pose proof (decaying_swap H HD) as HS. destruct HD as [HC (C & B)].
  assert (B' : forall x y, Rabs (H (pt y x)) <= C / (1 + x ^ 2 + y ^ 2) ^ 2).
  { intros x y. replace (1 + x ^ 2 + y ^ 2) with (1 + y ^ 2 + x ^ 2) by ring. apply B. }
  pose proof (decaying_constant C H B) as HC0.
  set (d := double (swapped H) - double H). enough (d = 0) by (unfold d in *; lra).
  destruct (Req_dec d 0) as [|N]; [assumption|]. exfalso.
  assert (P : 0 < Rabs d) by now apply Rabs_pos_lt. pose proof PI_RGT_0.
  destruct (scaled_tail_small (24 * PI * C) (Rabs d)) as (M & HM & T); [nra | exact P|].
  assert (HM' : exists M', 0 < M' /\ 24 * PI * C * tail M' < Rabs d).
  { exists (M + 1). split; [lra|]. eapply Rle_lt_trans; [|exact T].
    apply Rmult_le_compat_l; [nra|]. unfold tail. pose proof (atan_increasing M (M + 1)). lra. }
  clear M HM T. destruct HM' as (M & HM & T).
  pose proof (double_truncation C H M (conj HC (ex_intro _ C B)) B ltac:(lra)) as T1.
  pose proof (double_truncation C (swapped H) M HS B' ltac:(lra)) as T2.
  rewrite (fubini_rectangle H HC (- M) M (- M) M) in T1 by lra.
  set (r := RInt (fun x => RInt (fun y => H (pt x y)) (- M) M) (- M) M) in *.
  change (Rabs (double (swapped H) - r) <= 12 * PI * (C * tail M)) in T2.
  assert (Rabs d <= 24 * PI * (C * tail M)); [|lra].
  unfold d. replace (_ - double H) with ((double (swapped H) - r) + - (double H - r)) by ring.
  eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp. lra.
Qed.

(** ** Shears, reflections, rotations *)

Definition linear (a b c d : R) (H : point -> R) (t : point) : R :=
  H (pt (a * t 0%nat + b * t 1%nat) (c * t 0%nat + d * t 1%nat)).

Lemma double_ext F G : (forall x y, F (pt x y) = G (pt x y)) -> double F = double G.
Proof. intro E. apply integral_ext. intro y. apply integral_ext. intro x. apply E. Qed.

Lemma row_integrable H y : decaying H -> integrable (fun x => H (pt x y)).
Proof.
  intros [HC (C & B)]. split; [now apply continuous_locally_integrable, row_continuous|].
  exists (C / (1 + y ^ 2)).
  intro x. now apply decaying_bound.
Qed.

Lemma decaying_linear a b c d H :
  (exists K, forall x y, x ^ 2 + y ^ 2 <= K * ((a * x + b * y) ^ 2 + (c * x + d * y) ^ 2)) ->
  decaying H -> decaying (linear a b c d H).
Proof.
  intros (K & HK) [HC (C & B)]. split.
  - apply continuous_on_pt; [exact HC | coordinates | coordinates].
  - set (L := Rabs K + 1). assert (HL : 1 <= L) by (unfold L; pose proof (Rabs_pos K); lra).
    exists (C * L ^ 2). intros x y. set (u := a * x + b * y). set (v := c * x + d * y).
    change (Rabs (H (pt u v)) <= C * L ^ 2 / (1 + x ^ 2 + y ^ 2) ^ 2).
    eapply Rle_trans; [apply B|].
    pose proof (decaying_constant C H B) as HC0.
    assert (Q : 1 + x ^ 2 + y ^ 2 <= L * (1 + u ^ 2 + v ^ 2)).
    { specialize (HK x y). fold u v in HK. pose proof (pow2_ge_0 u). pose proof (pow2_ge_0 v).
      assert (K * (u ^ 2 + v ^ 2) <= Rabs K * (u ^ 2 + v ^ 2)).
      { apply Rmult_le_compat_r; [lra | apply Rle_abs]. }
      pose proof (Rabs_pos K). unfold L. lra. }
    pose proof (pow2_ge_0 u). pose proof (pow2_ge_0 v). pose proof (pow2_ge_0 x). pose proof (pow2_ge_0 y).
    assert (P : (1 + x ^ 2 + y ^ 2) ^ 2 <= L ^ 2 * (1 + u ^ 2 + v ^ 2) ^ 2).
    { rewrite <- Rpow_mult_distr. apply pow_incr. lra. }
    assert (P1 : 0 < (1 + x ^ 2 + y ^ 2) ^ 2) by (apply pow_lt; lra).
    assert (P2 : 0 < (1 + u ^ 2 + v ^ 2) ^ 2) by (apply pow_lt; lra).
    replace (C / (1 + u ^ 2 + v ^ 2) ^ 2) with (C * / (1 + u ^ 2 + v ^ 2) ^ 2) by reflexivity.
    replace (C * L ^ 2 / (1 + x ^ 2 + y ^ 2) ^ 2) with (C * (L ^ 2 / (1 + x ^ 2 + y ^ 2) ^ 2))
      by (field; lra).
    apply Rmult_le_compat_l; [exact HC0|].
    apply (Rmult_le_reg_r ((1 + u ^ 2 + v ^ 2) ^ 2)); [exact P2|]. rewrite Rinv_l by lra.
    apply (Rmult_le_reg_r ((1 + x ^ 2 + y ^ 2) ^ 2)); [exact P1|].
    replace (L ^ 2 / (1 + x ^ 2 + y ^ 2) ^ 2 * (1 + u ^ 2 + v ^ 2) ^ 2 * (1 + x ^ 2 + y ^ 2) ^ 2)
      with (L ^ 2 * (1 + u ^ 2 + v ^ 2) ^ 2) by (field; lra).
    lra.
Qed.

Lemma decaying_shear s H : decaying H -> decaying (linear 1 s 0 1 H).
Proof.
  apply decaying_linear. exists (2 * s ^ 2 + 2). intros x y.
  pose proof (pow2_ge_0 (x + 2 * s * y)). pose proof (pow2_ge_0 y). pose proof (pow2_ge_0 s).
  pose proof (pow2_ge_0 (1 * x + s * y)).
  assert (x ^ 2 <= 2 * (1 * x + s * y) ^ 2 + 2 * (s ^ 2 * y ^ 2)) by nra.
  assert (0 <= s ^ 2 * (1 * x + s * y) ^ 2) by now apply Rmult_le_pos.
  replace (0 * x + 1 * y) with y by ring. nra.
Qed.

Lemma double_shear s H : decaying H -> double (linear 1 s 0 1 H) = double H.
Proof.
  intro D. pose proof (decaying_shear s H D) as D'. apply integral_ext. intro y.
  assert (E : forall x, linear 1 s 0 1 H (pt x y) = H (pt (1 * x + s * y) y)).
  { intro x. unfold linear. simpl. now replace (0 * x + 1 * y) with y by ring. }
  rewrite (integral_ext _ _ E). apply (integral_affine 1 (s * y) (fun x => H (pt x y))); [ring| |].
  - now apply row_integrable.
  - destruct (row_integrable _ y D') as [Hc (C & B)]. split.
    + intros a b. apply (ex_RInt_ext (fun x => linear 1 s 0 1 H (pt x y))); [intros; apply E | apply Hc].
    + exists C. intro x. rewrite <- E. apply B.
Qed.

Lemma double_shear_second s H : decaying H ->
  decaying (linear 1 0 s 1 H) /\ double (linear 1 0 s 1 H) = double H.
Proof.
  intro D. assert (D1 : decaying (swapped H)) by now apply decaying_swap.
  assert (D2 : decaying (linear 1 s 0 1 (swapped H))) by now apply decaying_shear.
  assert (E : forall x y, swapped (linear 1 s 0 1 (swapped H)) (pt x y) = linear 1 0 s 1 H (pt x y)).
  { intros x y. unfold swapped, linear. simpl. do 2 f_equal; ring. }
  split.
  - apply decaying_linear; [|exact D]. exists (2 * s ^ 2 + 2). intros x y.
    pose proof (pow2_ge_0 (y + 2 * s * x)). pose proof (pow2_ge_0 x). pose proof (pow2_ge_0 s).
    assert (y ^ 2 <= 2 * (s * x + 1 * y) ^ 2 + 2 * (s ^ 2 * x ^ 2)) by nra.
    assert (0 <= s ^ 2 * (s * x + 1 * y) ^ 2) by (apply Rmult_le_pos; apply pow2_ge_0).
    replace (1 * x + 0 * y) with x by ring. nra.
  - rewrite <- (double_ext _ _ E). rewrite fubini by exact D2.
    rewrite double_shear by exact D1. now apply fubini.
Qed.

Lemma double_reflection H : decaying H -> double (linear 1 0 0 (-1) H) = double H.
Proof.
  intro D. unfold double.
  rewrite (integral_ext _ (fun y => integral (fun x => H (pt x (-1 * y + 0))))).
  - apply (integral_affine (-1) 0 (fun y => integral (fun x => H (pt x y)))); [ring| |].
    + split; [now apply continuous_locally_integrable, inner_continuous|]. destruct D as [HC (C & B)].
      exists (2 * (C * PI)). apply inner_dominated; [split; eauto | exact B].
    + assert (D' : decaying (linear 1 0 0 (-1) H)).
      { apply decaying_linear; [|exact D]. exists 1. intros x y. right. ring. }
      assert (E : forall x y, linear 1 0 0 (-1) H (pt x y) = H (pt x (-1 * y + 0))).
      { intros x y. unfold linear. simpl. do 2 f_equal; ring. }
      split.
      * apply continuous_locally_integrable. intro y. apply (c_ext (fun y => integral (fun x => linear 1 0 0 (-1) H (pt x y)))).
        -- intro. apply integral_ext. intro. now rewrite E.
        -- now apply inner_continuous.
      * destruct D' as [HC (C & B)]. exists (2 * (C * PI)). intro y.
        rewrite <- (integral_ext (fun x => linear 1 0 0 (-1) H (pt x y))) by (intro; apply E).
        apply inner_dominated; [split; eauto | exact B].
  - intro y. apply integral_ext. intro x. unfold linear. simpl. do 2 f_equal; ring.
Qed.

Lemma double_rotation_shears c s H :
  s <> 0 -> c * c + s * s = 1 -> decaying H ->
  double (linear c s (- s) c H) = double H /\ decaying (linear c s (- s) c H).
Proof.
  intros S U D. set (a := (1 - c) / s).
  pose proof (decaying_shear a H D) as D1. destruct (double_shear_second (- s) _ D1) as [D2 E2].
  split.
  - rewrite (double_ext _ (linear 1 a 0 1 (linear 1 0 (- s) 1 (linear 1 a 0 1 H)))).
    + rewrite double_shear by exact D2. rewrite E2. now apply double_shear.
    + intros x y. unfold linear. simpl.
      assert (A1 : a * s = 1 - c) by (unfold a; field; exact S).
      assert (A2 : a * (1 + c) = s).
      { unfold a. apply (Rmult_eq_reg_r s); [|exact S].
        replace ((1 - c) / s * (1 + c) * s) with (1 - c * c) by (field; exact S). lra. }
      do 2 f_equal.
      * symmetry. transitivity (x * (1 - a * s) + y * (a * (2 - a * s))); [ring|]. rewrite A1.
        replace (2 - (1 - c)) with (1 + c) by ring. rewrite A2. ring.
      * symmetry. transitivity (- s * x + y * (1 - a * s)); [ring|]. rewrite A1. ring.
  - apply decaying_linear; [|exact D]. exists 1. intros x y. right.
    replace (x ^ 2 + y ^ 2) with ((c * c + s * s) * (x ^ 2 + y ^ 2)) by (rewrite U; ring). ring.
Qed.

Theorem double_rotation c s H :
  c * c + s * s = 1 -> decaying H -> double (linear c s (- s) c H) = double H.
Proof.
  intros U D. destruct (Req_dec s 0) as [->|S]; [|now apply double_rotation_shears].
  assert (V : c = 1 \/ c = -1).
  { assert (Z : (c - 1) * (c + 1) = 0) by lra. apply Rmult_integral in Z as [Z|Z]; [left | right]; lra. }
  destruct V as [-> | ->].
  - apply double_ext. intros x y. unfold linear. simpl. do 2 f_equal; ring.
  - destruct (double_rotation_shears 0 1 H) as [E1 D1]; [lra | lra | exact D|].
    destruct (double_rotation_shears 0 1 (linear 0 1 (-(1)) 0 H)) as [E2 _]; [lra | lra | exact D1|].
    rewrite <- E1, <- E2. apply double_ext. intros x y. unfold linear. simpl.
    do 2 f_equal; ring.
Qed.
