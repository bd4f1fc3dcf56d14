(** * Orders of growth along a half-line

    [order plus m f]: |f| ≤ C·|x|^m far out on x > 0 (plus) or x < 0, for a real exponent m;
    [lower plus m f]: |f| ≥ c·|x|^m there, with c > 0.  What tends to 0 faster than every power has
    every order.  The combinators follow the structure of f: they are what a script of a single
    activation is made of.  With m < d, [order_ceiling] is the ceiling of rule [growth]; lower
    orders of every exponent are the premise of rule [superpolynomial]. *)

From Coq Require Import Reals Lra Lia.
From Nonpoly Require Import polynomial analytic.
From Nonpoly.rules Require Import finite_difference growth superpolynomial.
Local Open Scope R_scope.

Definition eventually (plus : bool) (P : R -> Prop) : Prop :=
  exists from, forall x, half_line plus from x -> P x.

Definition order (plus : bool) (m : R) (f : R -> R) : Prop :=
  exists C, 0 <= C /\ eventually plus (fun x => Rabs (f x) <= C * Rpower (Rabs x) m).

Definition lower (plus : bool) (m : R) (f : R -> R) : Prop :=
  exists c, 0 < c /\ eventually plus (fun x => c * Rpower (Rabs x) m <= Rabs (f x)).

(** ** Far out *)

Lemma eventually_imp plus (P Q : R -> Prop) :
  (forall x, P x -> Q x) -> eventually plus P -> eventually plus Q.
Proof. intros I (from & H). exists from. auto. Qed.

Lemma eventually_and plus P Q :
  eventually plus P -> eventually plus Q -> eventually plus (fun x => P x /\ Q x).
Proof.
  intros (a & HP) (b & HQ). destruct plus; simpl in *.
  - exists (Rmax a b). intros x Hx. pose proof (Rmax_l a b). pose proof (Rmax_r a b).
    split; [apply HP | apply HQ]; simpl in *; lra.
  - exists (Rmin a b). intros x Hx. pose proof (Rmin_l a b). pose proof (Rmin_r a b).
    split; [apply HP | apply HQ]; simpl in *; lra.
Qed.

Lemma eventually_far plus M : eventually plus (fun x => M <= Rabs x).
Proof.
  destruct (half_line_beyond plus 0 M) as (from & H). exists from. intros x Hx. now apply H.
Qed.

Ltac far H :=
  refine (eventually_imp _ _ _ _ H); clear H; cbv beta.

(** Powers of |x| ≥ 1. *)
Lemma power_pos x m : 0 < Rpower x m.
Proof. apply exp_pos. Qed.

Lemma power_le x m n : 1 <= x -> m <= n -> Rpower x m <= Rpower x n.
Proof.
  intros Hx L. destruct (Req_dec m n) as [->|D]; [lra|].
  destruct Hx as [Hx| <-].
  - left. apply Rpower_lt; lra.
  - unfold Rpower. rewrite ln_1, !Rmult_0_r. lra.
Qed.

Lemma power_1 x : 1 <= x -> Rpower x 1 = x.
Proof. intro. apply Rpower_1. lra. Qed.

Lemma power_0 x : 1 <= x -> Rpower x 0 = 1.
Proof. intro. apply Rpower_O. lra. Qed.

Lemma power_nat x n : 1 <= x -> Rpower x (INR n) = x ^ n.
Proof. intro. apply Rpower_pow. lra. Qed.

(** ** Upper orders *)

Lemma order_intro plus m f C :
  eventually plus (fun x => Rabs (f x) <= C * Rpower (Rabs x) m) -> order plus m f.
Proof.
  intro H. exists (Rmax 0 C). split; [apply Rmax_l|]. far H. intros x B.
  eapply Rle_trans; [exact B|]. apply Rmult_le_compat_r; [left; apply power_pos | apply Rmax_r].
Qed.

Lemma order_le plus m n f : m <= n -> order plus m f -> order plus n f.
Proof.
  intros L (C & HC & H). exists C. split; [exact HC|].
  pose proof (eventually_and _ _ _ H (eventually_far plus 1)) as K. far K. intros x [B H1].
  eapply Rle_trans; [exact B|]. apply Rmult_le_compat_l; [exact HC | now apply power_le].
Qed.

Lemma order_dominated plus m f g :
  eventually plus (fun x => Rabs (f x) <= Rabs (g x)) -> order plus m g -> order plus m f.
Proof.
  intros D (C & HC & H). exists C. split; [exact HC|].
  pose proof (eventually_and _ _ _ D H) as K. far K. intros x [B B']. lra.
Qed.

Lemma order_ext plus m f g :
  eventually plus (fun x => f x = g x) -> order plus m g -> order plus m f.
Proof.
  intro E. apply order_dominated. far E. intros x E. rewrite E. lra.
Qed.

Lemma order_zero plus m : order plus m (fun _ => 0).
Proof.
  exists 0. split; [lra|]. exists 0. intros x _. rewrite Rabs_R0. lra.
Qed.

Lemma order_bounded plus C f : eventually plus (fun x => Rabs (f x) <= C) -> order plus 0 f.
Proof.
  intro H. apply (order_intro plus 0 f C). pose proof (eventually_and _ _ _ H (eventually_far plus 1)) as K.
  far K. intros x [B H1]. rewrite power_0 by exact H1. lra.
Qed.

Lemma order_const plus c : order plus 0 (fun _ => c).
Proof. apply (order_bounded plus (Rabs c)). exists 0. intros. lra. Qed.

Lemma order_id plus : order plus 1 (fun x => x).
Proof.
  apply (order_intro plus 1 _ 1). pose proof (eventually_far plus 1) as K. far K. intros x H1.
  rewrite power_1 by exact H1. lra.
Qed.

Lemma order_abs plus m f : order plus m f -> order plus m (fun x => Rabs (f x)).
Proof. apply order_dominated. exists 0. intros. rewrite Rabs_Rabsolu. lra. Qed.

Lemma order_opp plus m f : order plus m f -> order plus m (fun x => - f x).
Proof. apply order_dominated. exists 0. intros. rewrite Rabs_Ropp. lra. Qed.

Lemma order_absolute_sum plus m f g h :
  eventually plus (fun x => Rabs (h x) <= Rabs (f x) + Rabs (g x)) ->
  order plus m f -> order plus m g -> order plus m h.
Proof.
  intros D (C & HC & F) (C' & HC' & G). exists (C + C'). split; [lra|].
  pose proof (eventually_and _ _ _ D (eventually_and _ _ _ F G)) as K. far K. intros x (B & BF & BG). lra.
Qed.

Lemma order_plus plus m f g :
  order plus m f -> order plus m g -> order plus m (fun x => f x + g x).
Proof. apply order_absolute_sum. exists 0. intros. apply Rabs_triang. Qed.

Lemma order_minus plus m f g :
  order plus m f -> order plus m g -> order plus m (fun x => f x - g x).
Proof. intros F G. apply order_plus; [exact F | now apply order_opp]. Qed.

Lemma order_max plus m f g :
  order plus m f -> order plus m g -> order plus m (fun x => Rmax (f x) (g x)).
Proof.
  apply order_absolute_sum. exists 0. intros x _.
  pose proof (Rabs_pos (f x)). pose proof (Rabs_pos (g x)).
  unfold Rmax. destruct (Rle_dec _ _); lra.
Qed.

Lemma order_min plus m f g :
  order plus m f -> order plus m g -> order plus m (fun x => Rmin (f x) (g x)).
Proof.
  apply order_absolute_sum. exists 0. intros x _.
  pose proof (Rabs_pos (f x)). pose proof (Rabs_pos (g x)).
  unfold Rmin. destruct (Rle_dec _ _); lra.
Qed.

Lemma order_if plus m {A B : R -> Prop} (c : forall x, {A x} + {B x}) f g :
  order plus m f -> order plus m g -> order plus m (fun x => if c x then f x else g x).
Proof.
  apply order_absolute_sum. exists 0. intros x _.
  pose proof (Rabs_pos (f x)). pose proof (Rabs_pos (g x)). destruct (c x); lra.
Qed.

Lemma order_mult plus m n f g :
  order plus m f -> order plus n g -> order plus (m + n) (fun x => f x * g x).
Proof.
  intros (C & HC & F) (C' & HC' & G). exists (C * C'). split; [nra|].
  pose proof (eventually_and _ _ _ F G) as K. far K. intros x [BF BG].
  rewrite Rabs_mult, Rpower_plus.
  replace (C * C' * (Rpower (Rabs x) m * Rpower (Rabs x) n))
    with ((C * Rpower (Rabs x) m) * (C' * Rpower (Rabs x) n)) by ring.
  apply Rmult_le_compat; auto using Rabs_pos.
Qed.

Lemma order_pow plus m f k : order plus m f -> order plus (INR k * m) (fun x => f x ^ k).
Proof.
  intro F. induction k as [|k IH].
  - simpl. rewrite Rmult_0_l. apply order_const.
  - replace (INR (S k) * m) with (m + INR k * m) by (rewrite S_INR; ring).
    simpl. now apply order_mult.
Qed.

(** |f|^p ≤ C^p |x|^{mp} where f ≥ 0; Rpower of 0 is not 0, so f > 0 is asked for. *)
Lemma order_sqrt plus m f : order plus m f -> order plus (m / 2) (fun x => sqrt (f x)).
Proof.
  intros (C & HC & F). apply (order_intro plus (m / 2) _ (sqrt C)). far F. intros x B.
  rewrite Rabs_pos_eq by apply sqrt_pos.
  assert (E : Rpower (Rabs x) (m / 2) = sqrt (Rpower (Rabs x) m)).
  { symmetry. apply sqrt_lem_1; [left; apply power_pos | left; apply power_pos|].
    rewrite <- Rpower_plus. f_equal. field. }
  rewrite E, <- sqrt_mult_alt by exact HC. apply sqrt_le_1_alt.
  eapply Rle_trans; [apply Rle_abs | exact B].
Qed.

(** ** Lower orders *)

Lemma lower_le plus m n f : n <= m -> lower plus m f -> lower plus n f.
Proof.
  intros L (c & Hc & H). exists c. split; [exact Hc|].
  pose proof (eventually_and _ _ _ H (eventually_far plus 1)) as K. far K. intros x [B H1].
  eapply Rle_trans; [|exact B]. apply Rmult_le_compat_l; [lra | now apply power_le].
Qed.

Lemma lower_dominates plus m f g :
  eventually plus (fun x => Rabs (g x) <= Rabs (f x)) -> lower plus m g -> lower plus m f.
Proof.
  intros D (c & Hc & H). exists c. split; [exact Hc|].
  pose proof (eventually_and _ _ _ D H) as K. far K. intros x [B B']. lra.
Qed.

Lemma lower_ext plus m f g :
  eventually plus (fun x => f x = g x) -> lower plus m g -> lower plus m f.
Proof. intro E. apply lower_dominates. far E. intros x E. rewrite E. lra. Qed.

Lemma lower_apart plus c f : 0 < c -> eventually plus (fun x => c <= Rabs (f x)) -> lower plus 0 f.
Proof.
  intros Hc H. exists c. split; [exact Hc|].
  pose proof (eventually_and _ _ _ H (eventually_far plus 1)) as K. far K. intros x [B H1].
  rewrite power_0 by exact H1. lra.
Qed.

Lemma lower_id plus : lower plus 1 (fun x => x).
Proof.
  exists 1. split; [lra|]. pose proof (eventually_far plus 1) as K. far K. intros x H1.
  rewrite power_1 by exact H1. lra.
Qed.

Lemma lower_opp plus m f : lower plus m f -> lower plus m (fun x => - f x).
Proof. apply lower_dominates. exists 0. intros. rewrite Rabs_Ropp. lra. Qed.

Lemma lower_abs plus m f : lower plus m f -> lower plus m (fun x => Rabs (f x)).
Proof. apply lower_dominates. exists 0. intros. rewrite Rabs_Rabsolu. lra. Qed.

Lemma lower_mult plus m n f g :
  lower plus m f -> lower plus n g -> lower plus (m + n) (fun x => f x * g x).
Proof.
  intros (c & Hc & F) (c' & Hc' & G). exists (c * c'). split; [nra|].
  pose proof (eventually_and _ _ _ F G) as K. far K. intros x [BF BG].
  rewrite Rabs_mult, Rpower_plus.
  replace (c * c' * (Rpower (Rabs x) m * Rpower (Rabs x) n))
    with ((c * Rpower (Rabs x) m) * (c' * Rpower (Rabs x) n)) by ring.
  pose proof (power_pos (Rabs x) m). pose proof (power_pos (Rabs x) n).
  apply Rmult_le_compat; try assumption; apply Rmult_le_pos; lra.
Qed.

Lemma lower_pow plus m f k : lower plus m f -> lower plus (INR k * m) (fun x => f x ^ k).
Proof.
  intro F. induction k as [|k IH].
  - simpl. rewrite Rmult_0_l. apply (lower_apart plus 1); [lra|]. exists 0. intros. rewrite Rabs_R1. lra.
  - replace (INR (S k) * m) with (m + INR k * m) by (rewrite S_INR; ring).
    simpl. now apply lower_mult.
Qed.

(** Terms of one sign do not cancel. *)
Lemma lower_plus plus m f g :
  eventually plus (fun x => 0 <= f x /\ 0 <= g x) -> lower plus m f ->
  lower plus m (fun x => f x + g x).
Proof.
  intro P. apply lower_dominates. far P. intros x [F G]. rewrite !Rabs_pos_eq; lra.
Qed.

Lemma lower_plus_second plus m f g :
  eventually plus (fun x => 0 <= f x /\ 0 <= g x) -> lower plus m g ->
  lower plus m (fun x => f x + g x).
Proof.
  intro P. apply lower_dominates. far P. intros x [F G]. rewrite !Rabs_pos_eq; lra.
Qed.

Lemma lower_sqrt plus m f :
  eventually plus (fun x => 0 <= f x) -> lower plus m f -> lower plus (m / 2) (fun x => sqrt (f x)).
Proof.
  intros P (c & Hc & F). exists (sqrt c). split; [now apply sqrt_lt_R0|].
  pose proof (eventually_and _ _ _ P F) as K. far K. intros x [N B].
  rewrite (Rabs_pos_eq (sqrt _)) by apply sqrt_pos. rewrite (Rabs_pos_eq (f x)) in B by exact N.
  assert (E : Rpower (Rabs x) (m / 2) = sqrt (Rpower (Rabs x) m)).
  { symmetry. apply sqrt_lem_1; [left; apply power_pos | left; apply power_pos|].
    rewrite <- Rpower_plus. f_equal. field. }
  rewrite E, <- sqrt_mult_alt by lra. now apply sqrt_le_1_alt.
Qed.

(** A term that outgrows the other. *)
Lemma lower_leading plus m n f g :
  n < m -> lower plus m f -> order plus n g -> lower plus m (fun x => f x + g x).
Proof.
  intros L (c & Hc & F) (C & HC & G). exists (c / 2). split; [lra|].
  set (s := m - n). assert (Hs : 0 < s) by (unfold s; lra).
  pose proof (eventually_and _ _ _ (eventually_and _ _ _ F G)
    (eventually_far plus (Rmax 1 (Rpower (2 * C / c + 1) (/ s))))) as K. far K.
  intros x [[BF BG] HM].
  assert (H1 : 1 <= Rabs x) by (eapply Rle_trans; [apply Rmax_l | exact HM]).
  assert (HP : Rpower (2 * C / c + 1) (/ s) <= Rabs x) by (eapply Rle_trans; [apply Rmax_r | exact HM]).
  assert (Q : 0 <= 2 * C / c) by (apply Rmult_le_pos; [lra | left; now apply Rinv_0_lt_compat]).
  assert (HS : 2 * C / c + 1 <= Rpower (Rabs x) s).
  { replace (2 * C / c + 1) with (Rpower (Rpower (2 * C / c + 1) (/ s)) s).
    - apply Rle_Rpower_l; [lra|]. split; [apply power_pos | exact HP].
    - rewrite Rpower_mult, Rinv_l, Rpower_1 by lra. reflexivity. }
  assert (E : Rpower (Rabs x) m = Rpower (Rabs x) n * Rpower (Rabs x) s).
  { rewrite <- Rpower_plus. f_equal. unfold s. ring. }
  pose proof (power_pos (Rabs x) n). pose proof (Rabs_triang_inv (f x) (- g x)) as T.
  unfold Rminus in T. rewrite Ropp_involutive, Rabs_Ropp in T.
  assert (C * Rpower (Rabs x) n <= c / 2 * Rpower (Rabs x) m).
  { rewrite E. replace (c / 2 * (Rpower (Rabs x) n * Rpower (Rabs x) s))
      with (Rpower (Rabs x) n * (c / 2 * Rpower (Rabs x) s)) by ring.
    rewrite (Rmult_comm C). apply Rmult_le_compat_l; [lra|].
    apply Rle_trans with (c / 2 * (2 * C / c)); [right; field; lra|].
    apply Rmult_le_compat_l; lra. }
  lra.
Qed.

Lemma lower_leading_second plus m n f g :
  n < m -> order plus n f -> lower plus m g -> lower plus m (fun x => f x + g x).
Proof.
  intros L F G. apply (lower_ext plus m _ (fun x => g x + f x)); [exists 0; intros; ring|].
  now apply (lower_leading plus m n).
Qed.

Lemma lower_nonzero plus m f : lower plus m f -> eventually plus (fun x => f x <> 0).
Proof.
  intros (c & Hc & H). far H. intros x B E. rewrite E, Rabs_R0 in B.
  pose proof (power_pos (Rabs x) m). nra.
Qed.

Lemma order_inv plus m f : lower plus m f -> order plus (- m) (fun x => / f x).
Proof.
  intros L. pose proof (lower_nonzero _ _ _ L) as N. destruct L as (c & Hc & H).
  apply (order_intro plus (- m) _ (/ c)).
  pose proof (eventually_and _ _ _ N H) as K. far K. intros x [NZ B].
  rewrite Rabs_inv, Rpower_Ropp, <- Rinv_mult. apply Rinv_le_contravar; [|exact B].
  pose proof (power_pos (Rabs x) m). nra.
Qed.

Lemma order_div plus m n f g :
  order plus m f -> lower plus n g -> order plus (m - n) (fun x => f x / g x).
Proof. intros F G. apply order_mult; [exact F | now apply order_inv]. Qed.

Lemma lower_inv plus m f :
  eventually plus (fun x => f x <> 0) -> order plus m f -> lower plus (- m) (fun x => / f x).
Proof.
  intros N (C & HC & H). exists (/ (C + 1)). split; [apply Rinv_0_lt_compat; lra|].
  pose proof (eventually_and _ _ _ N H) as K. far K. intros x [NZ B].
  rewrite Rabs_inv, Rpower_Ropp, <- Rinv_mult. pose proof (power_pos (Rabs x) m).
  apply Rinv_le_contravar; [now apply Rabs_pos_lt | nra].
Qed.

Lemma lower_div plus m n f g :
  eventually plus (fun x => g x <> 0) -> lower plus m f -> order plus n g ->
  lower plus (m - n) (fun x => f x / g x).
Proof. intros N F G. apply lower_mult; [exact F | now apply lower_inv]. Qed.

(** ** Exponentials and logarithms *)

(** ln x < (1/s) x^s *)
Lemma ln_power x s : 1 <= x -> 0 < s -> s * ln x <= Rpower x s.
Proof.
  intros Hx Hs. unfold Rpower. pose proof (exp_ineq1_le (s * ln x)). lra.
Qed.

Lemma lower_exp plus m c k u :
  0 < c -> 0 < k -> eventually plus (fun x => c * Rpower (Rabs x) k <= u x) ->
  lower plus m (fun x => exp (u x)).
Proof.
  intros Hc Hk H. exists 1. split; [lra|].
  (* |m| ln r ≤ c r^k once r^(k/2) ≥ 2|m|/(kc) *)
  set (T := 2 * Rabs m / (k * c) + 1).
  assert (HT : 1 <= T).
  { unfold T. assert (0 <= 2 * Rabs m / (k * c)); [|lra].
    apply Rmult_le_pos; [pose proof (Rabs_pos m); lra | left; apply Rinv_0_lt_compat; nra]. }
  pose proof (eventually_and _ _ _ H (eventually_far plus (Rmax 1 (Rpower T (2 / k))))) as K. far K.
  intros x [B HM].
  assert (H1 : 1 <= Rabs x) by (eapply Rle_trans; [apply Rmax_l | exact HM]).
  assert (HP : Rpower T (2 / k) <= Rabs x) by (eapply Rle_trans; [apply Rmax_r | exact HM]).
  rewrite Rmult_1_l, (Rabs_pos_eq (exp _)) by (left; apply exp_pos). unfold Rpower at 1.
  assert (Half : T <= Rpower (Rabs x) (k / 2)).
  { replace T with (Rpower (Rpower T (2 / k)) (k / 2)).
    - apply Rle_Rpower_l; [lra|]. split; [apply power_pos | exact HP].
    - rewrite Rpower_mult. replace (2 / k * (k / 2)) with 1 by (field; lra). apply Rpower_1. lra. }
  pose proof (ln_power (Rabs x) (k / 2) H1 ltac:(lra)) as L.
  assert (Sq : Rpower (Rabs x) k = Rpower (Rabs x) (k / 2) * Rpower (Rabs x) (k / 2)).
  { rewrite <- Rpower_plus. f_equal. field. }
  assert (L0 : 0 <= ln (Rabs x)).
  { rewrite <- ln_1. destruct H1 as [H1| <-]; [left; apply ln_increasing; lra | lra]. }
  assert (I : m * ln (Rabs x) <= u x).
  { apply Rle_trans with (Rabs m * ln (Rabs x)).
    { apply Rmult_le_compat_r; [exact L0 | apply Rle_abs]. }
    eapply Rle_trans; [|exact B]. rewrite Sq.
    set (z := Rpower (Rabs x) (k / 2)) in *.
    assert (Rabs m = k * c / 2 * (T - 1)) as -> by (unfold T; field; lra).
    assert (Hz : (T - 1) * (k / 2 * ln (Rabs x)) <= z * z).
    { assert (0 <= k / 2 * ln (Rabs x)) by (apply Rmult_le_pos; lra).
      apply Rmult_le_compat; lra. }
    apply (Rmult_le_compat_l c) in Hz; [|lra]. nra. }
  destruct I as [I|I]; [left; now apply exp_increasing | rewrite I; lra].
Qed.

Lemma order_exp plus m c k u :
  0 < c -> 0 < k -> eventually plus (fun x => u x <= - (c * Rpower (Rabs x) k)) ->
  order plus m (fun x => exp (u x)).
Proof.
  intros Hc Hk H. apply (order_ext plus m _ (fun x => / exp (- u x))).
  - exists 0. intros x _. rewrite exp_Ropp, Rinv_inv. reflexivity.
  - replace m with (- - m) by ring. apply order_inv, (lower_exp plus (- m) c k); auto.
    far H. intros x B. lra.
Qed.

(** What is beyond a multiple of |x|. *)
Lemma linear_above plus c u :
  eventually plus (fun x => c * Rabs x <= u x) ->
  eventually plus (fun x => c * Rpower (Rabs x) 1 <= u x).
Proof.
  intro H. pose proof (eventually_and _ _ _ H (eventually_far plus 1)) as K. far K.
  intros x [B H1]. now rewrite power_1.
Qed.

Lemma linear_below plus c u :
  eventually plus (fun x => u x <= - (c * Rabs x)) ->
  eventually plus (fun x => u x <= - (c * Rpower (Rabs x) 1)).
Proof.
  intro H. pose proof (eventually_and _ _ _ H (eventually_far plus 1)) as K. far K.
  intros x [B H1]. now rewrite power_1.
Qed.

(** |ln f| where f ≥ c > 0 and f is at most a power: smaller than every power. *)
Lemma order_ln plus e m c f :
  0 < e -> 0 < c -> eventually plus (fun x => c <= f x) -> order plus m f ->
  order plus e (fun x => ln (f x)).
Proof.
  intros He Hc P (C & HC & F).
  apply (order_intro plus e _ (Rabs (ln c) + Rabs (ln (C + 1)) + Rabs m / e)).
  pose proof (eventually_and _ _ _ (eventually_and _ _ _ P F) (eventually_far plus 1)) as K. far K.
  intros x [[L B] H1].
  pose proof (power_pos (Rabs x) m) as Pm. pose proof (power_pos (Rabs x) e) as Pe.
  rewrite (Rabs_pos_eq (f x)) in B by lra.
  assert (U : ln (f x) <= ln (C + 1) + m * ln (Rabs x)).
  { rewrite <- (ln_exp (m * ln (Rabs x))). fold (Rpower (Rabs x) m).
    rewrite <- ln_mult by lra.
    assert (I : f x <= (C + 1) * Rpower (Rabs x) m) by nra.
    destruct I as [I|I]; [left; apply ln_increasing; lra | rewrite I; lra]. }
  assert (D : ln c <= ln (f x)).
  { destruct L as [L|L]; [left; apply ln_increasing; lra | rewrite L; lra]. }
  pose proof (ln_power (Rabs x) e H1 He) as LP.
  assert (L0 : 0 <= ln (Rabs x)).
  { rewrite <- ln_1. destruct H1 as [H1| <-]; [left; apply ln_increasing; lra | lra]. }
  assert (Z : m * ln (Rabs x) <= Rabs m / e * Rpower (Rabs x) e).
  { apply Rle_trans with (Rabs m * ln (Rabs x)).
    { apply Rmult_le_compat_r; [exact L0 | apply Rle_abs]. }
    unfold Rdiv. rewrite Rmult_assoc. apply Rmult_le_compat_l; [apply Rabs_pos|].
    apply (Rmult_le_reg_l e); [exact He|]. rewrite <- Rmult_assoc, Rinv_r; lra. }
  assert (One : 1 <= Rpower (Rabs x) e).
  { rewrite <- (power_0 (Rabs x)) by exact H1. apply power_le; lra. }
  pose proof (Rle_abs (ln (C + 1))). pose proof (Rle_abs (- ln c)). rewrite Rabs_Ropp in *.
  pose proof (Rabs_pos (ln c)). pose proof (Rabs_pos (ln (C + 1))).
  assert (0 <= Rabs m / e) by (apply Rmult_le_pos; [apply Rabs_pos | left; now apply Rinv_0_lt_compat]).
  apply Rabs_le. split; nra.
Qed.

(** ** The ceilings *)

Theorem order_ceiling plus m d f : m < INR d -> order plus m f -> ceiling d f.
Proof.
  intros L (C & HC & from & H). apply (growth m d plus f L). intros eps He.
  assert (K : eventually plus (fun x => Rabs (f x) <= C * Rpower (Rabs x) (m + eps))).
  { pose proof (eventually_and plus (fun x => Rabs (f x) <= C * Rpower (Rabs x) m)
      (fun x => 1 <= Rabs x)) as A. cbv beta in A.
    assert (A' := A (ex_intro _ from H) (eventually_far plus 1)). far A'. intros x [B H1].
    eapply Rle_trans; [exact B|]. apply Rmult_le_compat_l; [exact HC | apply power_le; lra]. }
  destruct K as (from' & K). now exists C, from'.
Qed.

Theorem order_nonpolynomial plus m d at_ step f :
  m < INR d -> order plus m f -> difference d at_ step f <> 0 -> ~ polynomial f.
Proof. intros L O. apply non_polynomial. now apply (order_ceiling plus m). Qed.

Theorem lower_nonpolynomial plus f : (forall m, lower plus m f) -> ~ polynomial f.
Proof.
  intro L. apply (superpolynomial plus). intro m.
  destruct (L (INR m + 1)) as (c & Hc & H).
  assert (K : eventually plus (fun x => Rabs x ^ m <= Rabs (f x))).
  { pose proof (eventually_and _ _ _ H (eventually_far plus (Rmax 1 (/ c)))) as A. far A.
    intros x [B HM].
    assert (H1 : 1 <= Rabs x) by (eapply Rle_trans; [apply Rmax_l | exact HM]).
    assert (HC : / c <= Rabs x) by (eapply Rle_trans; [apply Rmax_r | exact HM]).
    eapply Rle_trans; [|exact B]. rewrite Rpower_plus, power_nat, power_1 by exact H1.
    assert (One : 1 <= c * Rabs x).
    { apply (Rmult_le_compat_l c) in HC; [|lra]. rewrite Rinv_r in HC; lra. }
    assert (0 <= Rabs x ^ m) by (apply pow_le; lra). nra. }
  exact K.
Qed.
