(** * Polynomial functions R -> R

    [poly_lt n f]: f is given by n coefficients, lowest first; so the degree is less than n, and
    [poly_lt 0 f] says f = 0.  Everything is pointwise: no two functions are ever claimed equal.
    The workhorse is [poly_lt_S]: f = a + x g(x); the second one [leading_term]: f = a x^n + g(x). *)

From Coq Require Import Reals Lra Lia List.
Local Open Scope R_scope.

Definition eval (coefficients : list R) (x : R) : R :=
  fold_right (fun a rest => a + x * rest) 0 coefficients.

Definition poly_lt (n : nat) (f : R -> R) : Prop :=
  exists l, length l = n /\ forall x, f x = eval l x.

Definition polynomial (f : R -> R) : Prop := exists n, poly_lt n f.

(** [degree_is r f]: f is a polynomial of exact degree r. *)
Definition degree_is (r : nat) (f : R -> R) : Prop := poly_lt (S r) f /\ ~ poly_lt r f.

(** ** Induction on the number of coefficients *)

Lemma poly_lt_0 f : poly_lt 0 f <-> forall x, f x = 0.
Proof.
  split.
  - intros (l & Hl & H) x. destruct l; [apply H | discriminate].
  - intros H. exists nil. split; [reflexivity | exact H].
Qed.

Lemma poly_lt_S n f :
  poly_lt (S n) f <-> exists a g, poly_lt n g /\ forall x, f x = a + x * g x.
Proof.
  split.
  - intros (l & Hl & H). destruct l as [|a l]; [discriminate|].
    exists a, (eval l). split; [|exact H].
    exists l. split; [now injection Hl | reflexivity].
  - intros (a & g & (l & Hl & Hg) & H). exists (a :: l). split; [simpl; congruence|].
    intro x. rewrite H, Hg. reflexivity.
Qed.

Lemma poly_lt_ext n f g : (forall x, f x = g x) -> poly_lt n f -> poly_lt n g.
Proof. intros E (l & Hl & H). exists l. split; [exact Hl|]. intro x. now rewrite <- E. Qed.

Lemma eval_poly l : poly_lt (length l) (eval l).
Proof. exists l. split; reflexivity. Qed.

(** ** Closure *)

Lemma poly_lt_up n f : poly_lt n f -> poly_lt (S n) f.
Proof.
  revert f. induction n as [|n IH]; intros f H.
  - apply poly_lt_S. exists 0, f. split; [exact H|]. intro x.
    rewrite (proj1 (poly_lt_0 f) H x). ring.
  - apply poly_lt_S in H as (a & g & Hg & H). apply poly_lt_S. exists a, g. auto.
Qed.

Lemma poly_lt_le n m f : (n <= m)%nat -> poly_lt n f -> poly_lt m f.
Proof. induction 1; auto using poly_lt_up. Qed.

Lemma poly_lt_zero n : poly_lt n (fun _ => 0).
Proof. apply (poly_lt_le 0); [lia|]. now apply poly_lt_0. Qed.

Lemma poly_lt_const n c : poly_lt (S n) (fun _ => c).
Proof. apply poly_lt_S. exists c, (fun _ => 0). split; [apply poly_lt_zero|]. intro; ring. Qed.

Lemma poly_lt_mul_x n f : poly_lt n f -> poly_lt (S n) (fun x => x * f x).
Proof. intro H. apply poly_lt_S. exists 0, f. split; [exact H|]. intro; ring. Qed.

Lemma poly_lt_id n : poly_lt (S (S n)) (fun x => x).
Proof.
  apply (poly_lt_ext _ (fun x => x * 1)); [intro; ring|].
  apply poly_lt_mul_x, poly_lt_const.
Qed.

Lemma poly_lt_plus n f g : poly_lt n f -> poly_lt n g -> poly_lt n (fun x => f x + g x).
Proof.
  revert f g. induction n as [|n IH]; intros f g Hf Hg.
  - apply poly_lt_0. intro x. rewrite (proj1 (poly_lt_0 f) Hf), (proj1 (poly_lt_0 g) Hg). ring.
  - apply poly_lt_S in Hf as (a & f' & Hf' & Ef). apply poly_lt_S in Hg as (b & g' & Hg' & Eg).
    apply poly_lt_S. exists (a + b), (fun x => f' x + g' x). split; [auto|].
    intro x. rewrite Ef, Eg. ring.
Qed.

Lemma poly_lt_scal n c f : poly_lt n f -> poly_lt n (fun x => c * f x).
Proof.
  revert f. induction n as [|n IH]; intros f Hf.
  - apply poly_lt_0. intro x. rewrite (proj1 (poly_lt_0 f) Hf). ring.
  - apply poly_lt_S in Hf as (a & f' & Hf' & Ef).
    apply poly_lt_S. exists (c * a), (fun x => c * f' x). split; [auto|].
    intro x. rewrite Ef. ring.
Qed.

Lemma poly_lt_minus n f g : poly_lt n f -> poly_lt n g -> poly_lt n (fun x => f x - g x).
Proof.
  intros Hf Hg. apply (poly_lt_ext _ (fun x => f x + -1 * g x)); [intro; ring|].
  apply poly_lt_plus; [exact Hf|]. now apply poly_lt_scal.
Qed.

Lemma poly_lt_opp n f : poly_lt n f -> poly_lt n (fun x => - f x).
Proof.
  intro Hf. apply (poly_lt_ext _ (fun x => -1 * f x)); [intro; ring|]. now apply poly_lt_scal.
Qed.

(** Degrees add: (deg < n+1) (deg < m) ⇒ deg < n+m. *)
Lemma poly_lt_mul_low n m f g :
  poly_lt (S n) f -> poly_lt m g -> poly_lt (n + m) (fun x => f x * g x).
Proof.
  revert f. induction n as [|n IH]; intros f Hf Hg;
    apply poly_lt_S in Hf as (a & f' & Hf' & Ef).
  - apply (poly_lt_ext _ (fun x => a * g x)); [|now apply poly_lt_scal].
    intro x. rewrite Ef, (proj1 (poly_lt_0 f') Hf' x). ring.
  - apply (poly_lt_ext _ (fun x => a * g x + x * (f' x * g x))); [intro x; rewrite Ef; ring|].
    apply poly_lt_plus.
    + apply (poly_lt_le m); [lia|]. now apply poly_lt_scal.
    + apply (poly_lt_mul_x (n + m)). auto.
Qed.

Lemma poly_lt_mul n m f g :
  poly_lt (S n) f -> poly_lt (S m) g -> poly_lt (S (n + m)) (fun x => f x * g x).
Proof. intros Hf Hg. replace (S (n + m)) with (n + S m)%nat by lia. now apply poly_lt_mul_low. Qed.

Lemma poly_lt_pow n k f : poly_lt (S n) f -> poly_lt (S (k * n)) (fun x => f x ^ k).
Proof.
  intro Hf. induction k as [|k IH]; simpl.
  - apply poly_lt_const.
  - now apply poly_lt_mul.
Qed.

Lemma poly_lt_monomial n : poly_lt (S n) (fun x => x ^ n).
Proof.
  induction n as [|n IH]; simpl; [apply poly_lt_const | now apply poly_lt_mul_x].
Qed.

(** f(g(x)) has degree at most the product. *)
Lemma poly_lt_comp n m f g :
  poly_lt (S n) f -> poly_lt (S m) g -> poly_lt (S (n * m)) (fun x => f (g x)).
Proof.
  revert f. induction n as [|n IH]; intros f Hf Hg;
    apply poly_lt_S in Hf as (a & f' & Hf' & Ef).
  - apply (poly_lt_ext _ (fun x => a)); [|apply poly_lt_const].
    intro x. rewrite Ef, (proj1 (poly_lt_0 f') Hf' _). ring.
  - apply (poly_lt_ext _ (fun x => a + g x * f' (g x))); [intro x; rewrite Ef; ring|].
    apply poly_lt_plus; [apply poly_lt_const|].
    replace (S (S n * m)) with (S (m + n * m)) by lia.
    apply poly_lt_mul; auto.
Qed.

(** The degree does not rise under x ↦ a + b x. *)
Lemma poly_lt_affine n a b f : poly_lt n f -> poly_lt n (fun x => f (a + b * x)).
Proof.
  destruct n as [|n]; intro Hf.
  - apply poly_lt_0. intro x. apply (proj1 (poly_lt_0 f) Hf).
  - replace n with (n * 1)%nat by lia.
    apply (poly_lt_comp n 1 f (fun x => a + b * x)); [exact Hf|].
    apply poly_lt_plus; [apply poly_lt_const | apply poly_lt_scal, poly_lt_id].
Qed.

Lemma polynomial_plus f g : polynomial f -> polynomial g -> polynomial (fun x => f x + g x).
Proof.
  intros (n & Hf) (m & Hg). exists (max n m).
  apply poly_lt_plus; [apply (poly_lt_le n) | apply (poly_lt_le m)]; auto; lia.
Qed.

Lemma polynomial_scal c f : polynomial f -> polynomial (fun x => c * f x).
Proof. intros (n & Hf). exists n. now apply poly_lt_scal. Qed.

Lemma polynomial_minus f g : polynomial f -> polynomial g -> polynomial (fun x => f x - g x).
Proof.
  intros (n & Hf) (m & Hg). exists (max n m).
  apply poly_lt_minus; [apply (poly_lt_le n) | apply (poly_lt_le m)]; auto; lia.
Qed.

Lemma polynomial_mul f g : polynomial f -> polynomial g -> polynomial (fun x => f x * g x).
Proof.
  intros (n & Hf) (m & Hg). exists (S (n + m)).
  apply poly_lt_mul; now apply poly_lt_up.
Qed.

Lemma polynomial_ext f g : (forall x, f x = g x) -> polynomial f -> polynomial g.
Proof. intros E (n & H). exists n. now apply (poly_lt_ext _ f). Qed.

(** ** Leading term *)

Lemma leading_term n f :
  poly_lt (S n) f <-> exists a g, poly_lt n g /\ forall x, f x = a * x ^ n + g x.
Proof.
  split.
  - revert f. induction n as [|n IH]; intros f H; apply poly_lt_S in H as (a & f' & Hf' & E).
    + exists a, (fun _ => 0). split; [apply poly_lt_zero|].
      intro x. rewrite E, (proj1 (poly_lt_0 f') Hf'). simpl. ring.
    + destruct (IH f' Hf') as (b & g & Hg & E'). exists b, (fun x => a + x * g x). split.
      * apply poly_lt_S. now exists a, g.
      * intro x. rewrite E, E'. simpl. ring.
  - intros (a & g & Hg & E).
    apply (poly_lt_ext _ (fun x => a * x ^ n + g x)); [auto|].
    apply poly_lt_plus; [apply poly_lt_scal, poly_lt_monomial | now apply poly_lt_up].
Qed.

(** Stripping leading coefficients: a polynomial whose leading coefficient would vanish at every
    degree from d on has degree below d. *)
Lemma descend d f :
  polynomial f ->
  (forall n a g, (d <= n)%nat -> poly_lt n g -> (forall x, f x = a * x ^ n + g x) -> a = 0) ->
  poly_lt d f.
Proof.
  intros (n & Hn) strip. induction n as [|n IH].
  - apply (poly_lt_le 0); [lia | exact Hn].
  - destruct (Compare_dec.le_lt_dec d n) as [Hd|Hd]; [|now apply (poly_lt_le (S n))].
    apply IH. destruct (proj1 (leading_term n f) Hn) as (a & g & Hg & E).
    assert (a = 0) by now apply (strip n a g). subst a.
    apply (poly_lt_ext _ g); [intro x; rewrite E; ring | exact Hg].
Qed.

(** ** Growth *)

(** |f| ≤ B |x|^(n-1) for |x| ≥ 1, stated without a predecessor. *)
Lemma poly_lt_bound n f :
  poly_lt n f -> exists B, 0 <= B /\ forall x, 1 <= Rabs x -> Rabs x * Rabs (f x) <= B * Rabs x ^ n.
Proof.
  revert f. induction n as [|n IH]; intros f H.
  - exists 0. split; [lra|]. intros x _. rewrite (proj1 (poly_lt_0 f) H x), Rabs_R0. lra.
  - destruct (proj1 (leading_term n f) H) as (a & g & Hg & E).
    destruct (IH g Hg) as (B & HB & Bg). exists (Rabs a + B).
    split; [pose proof (Rabs_pos a); lra|]. intros x Hx. rewrite E.
    specialize (Bg x Hx).
    pose proof (Rabs_triang (a * x ^ n) (g x)) as T. rewrite Rabs_mult, <- RPow_abs in T.
    assert (P : 0 <= Rabs x ^ n) by (apply pow_le; lra).
    assert (Q : B * Rabs x ^ n <= B * (Rabs x * Rabs x ^ n)).
    { apply Rmult_le_compat_l; [exact HB|]. nra. }
    simpl. apply Rle_trans with (Rabs x * (Rabs a * Rabs x ^ n + Rabs (g x))).
    + apply Rmult_le_compat_l; [lra | exact T].
    + nra.
Qed.

(** f = o(|x|^k) along some sequence with |x| → ∞. *)
Definition sometimes_below (k : nat) (f : R -> R) : Prop :=
  forall eps M, 0 < eps -> exists x, M <= Rabs x /\ Rabs (f x) <= eps * Rabs x ^ k.

Theorem growth_sometimes k f : polynomial f -> sometimes_below k f -> poly_lt k f.
Proof.
  intros Hf small. apply descend; [exact Hf|].
  intros n a g Hkn Hg E. destruct (Req_dec a 0) as [|Ha]; [assumption|exfalso].
  destruct (poly_lt_bound n g Hg) as (B & HB & Bg).
  assert (Pa : 0 < Rabs a) by now apply Rabs_pos_lt.
  destruct (small (Rabs a / 4) (Rmax 1 (2 * B / Rabs a))) as (x & Hx & Hs); [lra|].
  assert (H1 : 1 <= Rabs x) by (eapply Rle_trans; [apply Rmax_l | exact Hx]).
  assert (H2 : 2 * B <= Rabs a * Rabs x).
  { assert (H : 2 * B / Rabs a <= Rabs x) by (eapply Rle_trans; [apply Rmax_r | exact Hx]).
    apply (Rmult_le_compat_l (Rabs a)) in H; [|lra].
    replace (Rabs a * (2 * B / Rabs a)) with (2 * B) in H by (field; lra). exact H. }
  specialize (Bg x H1).
  assert (P : 0 < Rabs x ^ n) by (apply pow_lt; lra).
  assert (K : Rabs x ^ k <= Rabs x ^ n) by now apply Rle_pow.
  assert (G : Rabs (g x) <= Rabs a / 2 * Rabs x ^ n).
  { apply (Rmult_le_reg_l (Rabs x)); [lra|].
    apply Rle_trans with (B * Rabs x ^ n); [exact Bg|]. nra. }
  assert (L : Rabs a * Rabs x ^ n <= Rabs (f x) + Rabs (g x)).
  { rewrite RPow_abs, <- Rabs_mult.
    replace (a * x ^ n) with (f x + - g x) by (rewrite E; ring).
    rewrite <- (Rabs_Ropp (g x)). apply Rabs_triang. }
  assert (U : Rabs (f x) <= Rabs a / 4 * Rabs x ^ n) by nra.
  nra.
Qed.

(** |f| ≤ C (1 + |x|^m) on a half-line ⇒ degree ≤ m. *)
Definition half_line (plus : bool) (from x : R) : Prop := if plus then from < x else x < from.

Lemma half_line_far plus from M :
  exists x, half_line plus from x /\ M <= Rabs x /\ 1 <= Rabs x.
Proof.
  set (r := Rmax 1 (Rmax M (Rabs from + 1))).
  assert (1 <= r) by apply Rmax_l.
  assert (M <= r) by (eapply Rle_trans; [|apply Rmax_r]; apply Rmax_l).
  assert (Rabs from + 1 <= r) by (eapply Rle_trans; [|apply Rmax_r]; apply Rmax_r).
  pose proof (Rle_abs from). pose proof (Rle_abs (- from)). rewrite Rabs_Ropp in *.
  destruct plus; [exists r | exists (- r)]; simpl;
    rewrite ?Rabs_Ropp, (Rabs_right r) by lra; lra.
Qed.

Theorem growth_bound m C plus from f :
  polynomial f ->
  (forall x, half_line plus from x -> Rabs (f x) <= C * (1 + Rabs x ^ m)) ->
  poly_lt (S m) f.
Proof.
  intros Hf bound. apply growth_sometimes; [exact Hf|]. intros eps M Heps.
  destruct (half_line_far plus from (Rmax M (2 * Rabs C / eps))) as (x & Hx & HM & H1).
  exists x. split; [eapply Rle_trans; [apply Rmax_l | exact HM]|].
  assert (HC : 2 * Rabs C <= eps * Rabs x).
  { assert (H : 2 * Rabs C / eps <= Rabs x) by (eapply Rle_trans; [apply Rmax_r | exact HM]).
    apply (Rmult_le_compat_l eps) in H; [|lra].
    replace (eps * (2 * Rabs C / eps)) with (2 * Rabs C) in H by (field; lra). exact H. }
  assert (P : 1 <= Rabs x ^ m) by now apply pow_R1_Rle.
  apply Rle_trans with (C * (1 + Rabs x ^ m)); [auto|].
  apply Rle_trans with (Rabs C * (2 * Rabs x ^ m)).
  - pose proof (Rle_abs C). pose proof (Rabs_pos C).
    apply Rle_trans with (Rabs C * (1 + Rabs x ^ m));
      [apply Rmult_le_compat_r | apply Rmult_le_compat_l]; lra.
  - simpl. nra.
Qed.

(** The leading coefficient is determined. *)
Lemma leading_zero n a g : poly_lt n g -> (forall x, a * x ^ n + g x = 0) -> a = 0.
Proof.
  intros Hg E. destruct (Req_dec a 0) as [|Ha]; [assumption|exfalso].
  destruct (poly_lt_bound n g Hg) as (B & HB & Bg).
  assert (Pa : 0 < Rabs a) by now apply Rabs_pos_lt.
  set (x := 1 + B / Rabs a).
  assert (Q : 0 <= B / Rabs a) by (apply Rmult_le_pos; [exact HB | left; now apply Rinv_0_lt_compat]).
  assert (Hx : Rabs x = x) by (apply Rabs_right; unfold x; lra).
  specialize (Bg x). rewrite Hx in Bg. specialize (Bg ltac:(unfold x; lra)).
  assert (G : Rabs (g x) = Rabs a * x ^ n).
  { replace (g x) with (- (a * x ^ n)) by (specialize (E x); lra).
    rewrite Rabs_Ropp, Rabs_mult. f_equal. apply Rabs_right, Rle_ge, pow_le. unfold x; lra. }
  rewrite G in Bg.
  assert (P : 0 < x ^ n) by (apply pow_lt; unfold x; lra).
  assert (X : Rabs a * x = Rabs a + B) by (unfold x; field; lra).
  nra.
Qed.

(** ** Roots: a polynomial that vanishes on an open interval is zero *)

Lemma root_factor n f r :
  poly_lt (S n) f -> f r = 0 -> exists g, poly_lt n g /\ forall x, f x = (x - r) * g x.
Proof.
  revert f. induction n as [|n IH]; intros f Hf Hr;
    apply poly_lt_S in Hf as (a & f' & Hf' & E).
  - exists f'. split; [exact Hf'|]. intro x.
    rewrite E in Hr |- *. rewrite !(proj1 (poly_lt_0 f') Hf') in *. lra.
  - (* f' - f'(r) has the root r, and f = a + x f'. *)
    destruct (IH (fun x => f' x - f' r)) as (g & Hg & Eg); [|ring|].
    { apply poly_lt_minus; [exact Hf' | apply poly_lt_const]. }
    exists (fun x => f' r + x * g x). split; [apply poly_lt_S; now exists (f' r), g|].
    intro x. rewrite E in Hr |- *. specialize (Eg x).
    replace (f' x) with ((x - r) * g x + f' r) by lra.
    replace a with (- (r * f' r)) by lra. ring.
Qed.

Lemma roots_zero n f (root : nat -> R) :
  poly_lt n f -> (forall i j, root i = root j -> i = j) -> (forall i, f (root i) = 0) ->
  forall x, f x = 0.
Proof.
  revert f root. induction n as [|n IH]; intros f root Hf inj Z x.
  - now apply poly_lt_0.
  - destruct (root_factor n f (root 0%nat) Hf (Z 0%nat)) as (g & Hg & E).
    rewrite E, (IH g (fun i => root (S i))); [ring | exact Hg | |].
    + intros i j H. apply inj in H. lia.
    + intro i. specialize (Z (S i)). rewrite E in Z.
      apply Rmult_integral in Z as [Z|Z]; [|exact Z].
      assert (S i = 0%nat) by (apply inj; lra). discriminate.
Qed.

Lemma interval_zero a b f :
  polynomial f -> a < b -> (forall x, a < x < b -> f x = 0) -> forall x, f x = 0.
Proof.
  intros (n & Hf) Hab Z.
  apply (roots_zero n f (fun i => a + (b - a) / (INR i + 2)) Hf).
  - intros i j H. apply INR_eq.
    pose proof (pos_INR i). pose proof (pos_INR j).
    assert (H' : (b - a) / (INR i + 2) = (b - a) / (INR j + 2)) by lra.
    assert (E1 : (b - a) / (INR i + 2) * (INR i + 2) = b - a) by (field; lra).
    assert (E2 : (b - a) / (INR j + 2) * (INR j + 2) = b - a) by (field; lra).
    rewrite <- H' in E2.
    assert (P : (b - a) / (INR i + 2) <> 0) by (intro P; rewrite P in E1; lra).
    apply (Rplus_eq_reg_r 2), (Rmult_eq_reg_l _ _ _ (eq_trans E1 (eq_sym E2)) P).
  - intro i. apply Z. pose proof (pos_INR i).
    assert (0 < (b - a) / (INR i + 2)) by (apply Rdiv_lt_0_compat; lra).
    assert ((b - a) / (INR i + 2) < b - a); [|lra].
    apply (Rmult_lt_reg_r (INR i + 2)); [lra|].
    replace ((b - a) / (INR i + 2) * (INR i + 2)) with (b - a) by (field; lra). nra.
Qed.

Lemma interval_equal a b f g :
  polynomial f -> polynomial g -> a < b -> (forall x, a < x < b -> f x = g x) ->
  forall x, f x = g x.
Proof.
  intros Hf Hg Hab E x. apply Rminus_diag_uniq.
  apply (interval_zero a b (fun t => f t - g t)); auto using polynomial_minus.
  intros t Ht. rewrite (E t Ht). ring.
Qed.

(** ** Finite differences *)

Definition delta (h : R) (f : R -> R) (x : R) : R := f (x + h) - f x.

Fixpoint deltas (n : nat) (h : R) (f : R -> R) : R -> R :=
  match n with O => f | S n => deltas n h (delta h f) end.

Lemma delta_power n h :
  exists g, poly_lt n g /\ forall x, (x + h) ^ S n - x ^ S n = INR (S n) * h * x ^ n + g x.
Proof.
  induction n as [|n (g & Hg & E)].
  - exists (fun _ => 0). split; [apply poly_lt_zero|]. intro x. simpl. ring.
  - exists (fun x => h * (INR (S n) * h) * x ^ n + (x + h) * g x). split.
    + apply poly_lt_plus; [apply poly_lt_scal, poly_lt_monomial|].
      apply (poly_lt_ext _ (fun x => x * g x + h * g x)); [intro; ring|].
      apply poly_lt_plus; [now apply poly_lt_mul_x | now apply poly_lt_up, poly_lt_scal].
    + intro x. specialize (E x).
      replace ((x + h) ^ S (S n)) with ((x + h) * (x + h) ^ S n) by reflexivity.
      replace ((x + h) ^ S n) with (x ^ S n + INR (S n) * h * x ^ n + g x) by lra.
      rewrite (S_INR (S n)). simpl. ring.
Qed.

Lemma delta_poly n h f : poly_lt (S n) f -> poly_lt n (delta h f).
Proof.
  revert f. induction n as [|n IH]; intros f Hf;
    destruct (proj1 (leading_term _ f) Hf) as (a & g & Hg & E).
  - apply poly_lt_0. intro x. unfold delta. rewrite !E, !(proj1 (poly_lt_0 g) Hg). simpl. ring.
  - destruct (delta_power n h) as (r & Hr & Er).
    apply (poly_lt_ext _ (fun x => a * (INR (S n) * h) * x ^ n + (a * r x + delta h g x))).
    + intro x. unfold delta. rewrite !E. specialize (Er x).
      replace ((x + h) ^ S n) with (x ^ S n + INR (S n) * h * x ^ n + r x) by lra. ring.
    + apply poly_lt_plus; [apply poly_lt_scal, poly_lt_monomial|].
      apply poly_lt_up. apply poly_lt_plus; [now apply poly_lt_scal | now apply IH].
Qed.

Theorem deltas_vanish n h f : poly_lt n f -> forall x, deltas n h f x = 0.
Proof.
  revert f. induction n as [|n IH]; intros f Hf; simpl.
  - now apply poly_lt_0.
  - apply IH. now apply delta_poly.
Qed.

(** Antidifference: some q with q(x+1) - q(x) = p(x), one degree higher. *)
Lemma antidifference n p :
  poly_lt n p -> exists q, poly_lt (S n) q /\ forall x, delta 1 q x = p x.
Proof.
  revert p. induction n as [|n IH]; intros p Hp.
  - exists (fun _ => 0). split; [apply poly_lt_zero|].
    intro x. rewrite (proj1 (poly_lt_0 p) Hp). unfold delta. ring.
  - destruct (proj1 (leading_term n p) Hp) as (a & g & Hg & E).
    destruct (delta_power n 1) as (r & Hr & Er).
    assert (N : INR (S n) <> 0) by (apply not_0_INR; lia).
    set (c := a / INR (S n)).
    destruct (IH (fun x => g x - c * r x)) as (q & Hq & Eq).
    { apply poly_lt_minus; [exact Hg | now apply poly_lt_scal]. }
    exists (fun x => c * x ^ S n + q x). split.
    + apply poly_lt_plus; [apply poly_lt_scal, poly_lt_monomial | now apply poly_lt_up].
    + intro x. specialize (Eq x). specialize (Er x). unfold delta in *.
      replace ((x + 1) ^ S n) with (x ^ S n + INR (S n) * 1 * x ^ n + r x) by lra.
      replace (q (x + 1)) with (q x + (g x - c * r x)) by lra.
      rewrite E. unfold c. field. exact N.
Qed.
