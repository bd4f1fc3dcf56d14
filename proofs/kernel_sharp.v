(** * The sharp theorem for kernels

    Layers of degrees r_l ≥ 1 (∞ for what is no polynomial), none constant: Σ^(L+1) and Θ^(L+1) are
    positive definite at all pairwise non-parallel z_1, …, z_N of R^m, m ≥ 2 (at all distinct inputs of
    R^d, d ≥ 1, with biases) if N ≤ 1 + Π r_l; and if all layers are polynomials, only then: points
    equally spaced on a line are singular for more. *)

From Coq Require Import Reals Lra Lia List.
From Coquelicot Require Import Coquelicot.
From Nonpoly Require Import polynomial leading sum frechet theorem_A theorem_B theorem_C theorem_D theorem_E.
From Nonpoly Require Import line_integral gaussian_mean moderate expectation gaussian_expectation.
From Nonpoly Require Import gaussian_pair covariance kernel kernel_depth kernel_null_space.
Import ListNotations.
Local Open Scope R_scope.

(** ** Derivatives of polynomials *)

Lemma poly_lt_derive n f : poly_lt (S n) f -> poly_lt n (Derive f).
Proof.
  enough (H : forall f, poly_lt (S n) f -> exists g, poly_lt n g /\ forall x : R, is_derive f x (g x)).
  { intro P. destruct (H f P) as (g & G & D). apply (poly_lt_ext _ g); [|exact G].
    intro x. symmetry. now apply is_derive_unique. }
  clear f. induction n as [|n IH]; intros f P; apply poly_lt_S in P as (c & h & H & E).
  - exists (fun _ => 0). split; [apply poly_lt_zero|]. intro x.
    apply (is_derive_ext (fun _ => c)).
    + intro t. rewrite E, (proj1 (poly_lt_0 h) H). simpl. lra.
    + apply (is_derive_const (K := R_AbsRing) (V := R_NormedModule)).
  - destruct (IH h H) as (g & G & D). exists (fun x => h x + x * g x). split.
    + apply poly_lt_plus; [exact H | now apply poly_lt_mul_x].
    + intro x. apply (is_derive_ext (fun t => c + t * h t)); [intro t; now rewrite E|].
      assert (U : Derive (fun t : R => h t) x = g x) by (apply is_derive_unique, D).
      auto_derive; [now exists (g x)|]. rewrite U. ring.
Qed.

(** ** Networks and their read-outs *)

Lemma ev_ext {T} (F G : T -> R) c : (forall t, F t = G t) -> ev c F = ev c G.
Proof. intro E. induction c as [|s c IH]; simpl; [reflexivity | now rewrite E, IH]. Qed.

Lemma network_ext {T} f f' beta L (F : T -> R) :
  (forall l x, (l < L)%nat -> f l x = f' l x) -> forall p, network f beta L F p = network f' beta L F p.
Proof.
  induction L as [|L IH]; intros E p; [reflexivity|]. simpl. unfold layer.
  rewrite E by lia. f_equal. unfold preactivation. f_equal. apply ev_ext. apply IH. auto.
Qed.

Lemma network_readout_independent N m z f vb L :
  independent N (fun i => network f (bias vb) L (dot m (z i))) -> independent N (readout m z f vb L).
Proof.
  intros I u A. apply I. intro p. rewrite <- (A (0, [(1, p)])). apply sum_ext. intros i _.
  set (G := network f (bias vb) L (dot m (z i))).
  change (u i * G p = u i * (bias vb L * 0 + (1 * G p + 0))). ring.
Qed.

(** What read-outs of polynomial networks are on the line. *)
Lemma readout_in_position m z f vb r L :
  polynomial_in_position 1 (fun i => dot m (z i)) -> (forall l, (l < L)%nat -> poly_lt (S (r l)) (f l)) ->
  polynomial_in_position (degree_product L r) (readout m z f vb L).
Proof.
  intros P H p. set (f' := fun l => if Nat.eq_dec l L then (fun x => x) else f l).
  set (r' := fun l => if Nat.eq_dec l L then 1%nat else r l).
  destruct (network_in_position (fun i => dot m (z i)) f' (bias vb) r' (S L) P) with (t := p)
    as (Q & HQ & E).
  - intros l Hl. unfold f', r'. destruct (Nat.eq_dec l L); [apply poly_lt_id | apply H; lia].
  - assert (D : degree_product (S L) r' = degree_product L r).
    { simpl. unfold r' at 2. destruct (Nat.eq_dec L L); [|congruence]. rewrite Nat.mul_1_r.
      assert (K : forall k, (k <= L)%nat -> degree_product k r' = degree_product k r).
      { induction k as [|k IH]; intro Hk; [reflexivity|]. simpl. rewrite IH by lia. f_equal.
        unfold r'. destruct (Nat.eq_dec k L); [lia | reflexivity]. }
      now apply K. }
    rewrite D in HQ. exists Q. split; [exact HQ|]. intro i. rewrite <- E. simpl network. unfold layer.
    unfold f' at 1. destruct (Nat.eq_dec L L); [|congruence].
    unfold readout, preactivation. f_equal. apply ev_ext. apply network_ext.
    intros l x Hl. unfold f'. destruct (Nat.eq_dec l L); [lia | reflexivity].
Qed.

(** ** The kernels *)

Section Kernels.
Context (N m : nat) (f : nat -> R -> R) (vw vb : nat -> R) (r : nat -> nat).
Context (T : forall l, tempered (f l)) (Vw : forall l, 0 < vw l) (Vb : forall l, 0 <= vb l).
Context (N2 : (2 <= N)%nat).

Lemma tempered_locally_bounded g : tempered g -> locally_bounded g.
Proof. intros [H _]. now apply everywhere_continuous_locally_bounded. Qed.

(** No layer a polynomial of degree < r_l. *)
Theorem nngp_by_degrees z L :
  nonparallel m N z -> (forall l, (l < L)%nat -> (1 <= r l)%nat /\ ~ poly_lt (r l) (f l)) ->
  (N <= S (degree_product L r))%nat -> positive_definite N (nngp f vw vb (K1 m z) L).
Proof.
  intros Z H HN. apply nngp_positive_definite_iff; auto. apply network_readout_independent.
  apply (theorem_E_vectors m N z f (bias vb) r L); auto.
  intros l Hl. destruct (H l Hl). auto using tempered_locally_bounded.
Qed.

Theorem ntk_by_degrees z L :
  (forall l, keeps_semidefinite (Derive (f l))) ->
  nonparallel m N z -> (forall l, (l < L)%nat -> (1 <= r l)%nat /\ ~ poly_lt (r l) (f l)) ->
  (N <= S (degree_product L r))%nat -> positive_definite N (ntk f vw vb (K1 m z) L).
Proof.
  intros T' Z H HN. apply ntk_dominates; auto using K1_covariance.
  - exact (nonparallel_separated N m z Z).
  - intros l Hl. destruct (H l) as [Rl NP]; [lia|]. apply (theorem_E.nonconstant_not_poly (f l) (r l) Rl NP).
  - now apply nngp_by_degrees.
Qed.

(** The stencil of the (D + 1)-th difference, on N > D + 1 points. *)
Lemma stencil_annihilates D Q :
  (S D < N)%nat -> poly_lt (S D) Q ->
  sum N (fun i => (if Compare_dec.le_lt_dec i (S D) then stencil (S D) i else 0) * Q (INR i)) = 0.
Proof.
  intros HN P. transitivity (deltas (S D) 1 Q 0); [rewrite deltas_sum | now apply deltas_vanish].
  replace N with (S (S D) + (N - S (S D)))%nat by lia. rewrite sum_beyond.
  - apply sum_ext. intros i Hi. destruct (Compare_dec.le_lt_dec i (S D)); [|lia]. do 2 f_equal. ring.
  - intros i Hi. destruct (Compare_dec.le_lt_dec i (S D)); [lia | ring].
Qed.

Definition kills (D : nat) (u : nat -> R) : Prop :=
  forall Q, poly_lt (S D) Q -> sum N (fun i => u i * Q (INR i)) = 0.

Lemma nngp_killed z L u :
  polynomial_in_position 1 (fun i => dot m (z i)) -> (forall l, (l < L)%nat -> poly_lt (S (r l)) (f l)) ->
  kills (degree_product L r) u -> form N (nngp f vw vb (K1 m z) L) u = 0.
Proof.
  intros P H K. apply null_space; auto. intro p.
  destruct (readout_in_position m z f vb r L P H p) as (Q & HQ & E).
  rewrite <- (K Q HQ). apply sum_ext. intros i _. now rewrite E.
Qed.

Lemma ntk_killed z L u :
  (forall l, tempered (Derive (f l))) -> (forall l, (1 <= r l)%nat) ->
  polynomial_in_position 1 (fun i => dot m (z i)) -> (forall l, (l < L)%nat -> poly_lt (S (r l)) (f l)) ->
  kills (degree_product L r) u -> form N (ntk f vw vb (K1 m z) L) u = 0.
Proof.
  intros T' R1 P. revert u. induction L as [|L IH]; intros u H K.
  - apply (nngp_killed z 0 u P); auto.
  - simpl ntk. unfold tangent. rewrite (form_plus N (nngp f vw vb (K1 m z) (S L))).
    rewrite (nngp_killed z (S L) u P H K), form_scal, Rplus_0_l.
    assert (C : covariance N (nngp f vw vb (K1 m z) L)) by (apply nngp_covariance; auto using K1_covariance).
    destruct (factor_exists N _ C) as (k & A & Fa).
    rewrite (form_ext N _ (fun i j => ntk f vw vb (K1 m z) L i j * second_moments k (Derive (f L)) A i j))
      by (intros; now rewrite (dual_factor N k A)).
    destruct (form_gram (moderate k) (gaussian k) (gaussian_strictly_positive k) N
      (ntk f vw vb (K1 m z) L) (fun i t => Derive (f L) (dot k (A i) t)) u) as [_ E].
    { now apply features_square_integrable. }
    unfold second_moments. rewrite <- E.
    rewrite (gaussian_ext k _ (fun _ => 0)); [rewrite gaussian_const; ring|].
    intro t. apply IH; [auto|]. intros Q HQ.
    (* the pre-activations at t are those of a finite network *)
    destruct (values_taken N (readout m z f vb L) (fun i => dot k (A i) t)) as (e & He).
    { intros w Aw. apply (proj1 (form_factor_zero N k A _ w Fa)). now apply null_space. }
    destruct (ev_preactivation (bias vb L) e) as (p & Hp).
    destruct (readout_in_position m z f vb r L P) with (t := p) as (V & HV & EV); [auto|].
    rewrite <- (K (fun x => Derive (f L) (V x) * Q x)).
    + apply sum_ext. intros i Hi. rewrite <- EV. unfold readout at 1. rewrite <- Hp.
      change (ev e (preactivation (bias vb L) (network f (bias vb) L (dot m (z i)))))
        with (ev e (readout m z f vb L i)).
      rewrite He by exact Hi. ring.
    + simpl degree_product. set (d := degree_product L r) in *. specialize (R1 L).
      apply (poly_lt_le (S ((r L - 1) * d) + d)).
      * destruct (r L) as [|n]; [lia|]. simpl. rewrite Nat.sub_0_r. lia.
      * apply (poly_lt_mul ((r L - 1) * d) d (fun x => Derive (f L) (V x)) Q); [|exact HQ].
        apply (poly_lt_comp (r L - 1) d (Derive (f L)) V); [|exact HV].
        replace (S (r L - 1)) with (r L) by lia. apply poly_lt_derive. apply H. lia.
Qed.

(** The points (1, i, 0, …). *)
Definition line (i : nat) : point := fun c => match c with O => 1 | 1%nat => INR i | _ => 0 end.

Lemma line_nonparallel : (2 <= m)%nat -> nonparallel m N line.
Proof.
  intro Hm. split.
  - intros i _. exists 0%nat. split; [lia | simpl; lra].
  - intros i j _ _ D l. destruct (Req_dec l 1) as [->|N1].
    + exists 1%nat. split; [lia|]. simpl. intro E. apply D, INR_eq. lra.
    + exists 0%nat. split; [lia|]. simpl. lra.
Qed.

Lemma line_in_position : (2 <= m)%nat -> polynomial_in_position 1 (fun i => dot m (line i)).
Proof.
  intros Hm t. exists (fun y => t 0%nat + t 1%nat * y). split.
  - apply poly_lt_plus; [apply poly_lt_const | apply poly_lt_scal, poly_lt_id].
  - intro i. unfold dot. replace m with (2 + (m - 2))%nat by lia. rewrite sum_beyond.
    + simpl. ring.
    + intros [|[|c]] Hc; [lia | lia | simpl; ring].
Qed.

Lemma too_many K D :
  (S D < N)%nat -> (forall u, kills D u -> form N K u = 0) -> ~ positive_definite N K.
Proof.
  intros HN Z P. set (u := fun i => if Compare_dec.le_lt_dec i (S D) then stencil (S D) i else 0).
  assert (U : 0 < form N K u).
  { apply P. exists (S D). split; [exact HN|]. unfold u.
    destruct (Compare_dec.le_lt_dec (S D) (S D)); [|lia]. rewrite stencil_last. lra. }
  rewrite (Z u) in U; [lra|]. intros Q HQ. now apply stencil_annihilates.
Qed.

Context (R1 : forall l, (1 <= r l)%nat).

Theorem nngp_sharp L :
  (2 <= m)%nat -> (forall l, (l < L)%nat -> degree_is (r l) (f l)) ->
  (forall z, nonparallel m N z -> positive_definite N (nngp f vw vb (K1 m z) L)) <->
  (N <= S (degree_product L r))%nat.
Proof.
  intros Hm H. split.
  - intro All. destruct (Compare_dec.le_lt_dec N (S (degree_product L r))) as [|G]; [assumption|].
    exfalso. apply (too_many _ _ G) with (2 := All line (line_nonparallel Hm)).
    intros u K. apply nngp_killed; auto using line_in_position. intros l Hl. now apply H.
  - intros HN z Z. apply nngp_by_degrees; auto. intros l Hl. split; [apply R1 | now apply H].
Qed.

Theorem ntk_sharp L :
  (2 <= m)%nat -> (forall l, tempered (Derive (f l))) -> (forall l, (l < L)%nat -> degree_is (r l) (f l)) ->
  (forall z, nonparallel m N z -> positive_definite N (ntk f vw vb (K1 m z) L)) <->
  (N <= S (degree_product L r))%nat.
Proof.
  intros Hm T' H. split.
  - intro All. destruct (Compare_dec.le_lt_dec N (S (degree_product L r))) as [|G]; [assumption|].
    exfalso. apply (too_many _ _ G) with (2 := All line (line_nonparallel Hm)).
    intros u K. apply ntk_killed; auto using line_in_position. intros l Hl. now apply H.
  - intros HN z Z. apply ntk_by_degrees; auto using tempered_keeps_semidefinite. intros l Hl. split; [apply R1 | now apply H].
Qed.
End Kernels.

(** ** With biases *)

Section Biases.
Context (N d : nat) (f : nat -> R -> R) (vw vb : nat -> R) (r : nat -> nat) (sw sb : R).
Context (T : forall l, tempered (f l)) (Vw : forall l, 0 < vw l) (Vb : forall l, 0 <= vb l).
Context (N2 : (2 <= N)%nat) (Hd : (1 <= d)%nat) (Hw : sw <> 0) (Hb : sb <> 0).
Context (R1 : forall l, (1 <= r l)%nat) (L : nat) (H : forall l, (l < L)%nat -> degree_is (r l) (f l)).

(** The points (i, 0, …). *)
Definition axis (i : nat) : point := fun c => if Nat.eq_dec c 0 then INR i else 0.

Lemma axis_distinct : distinct d N axis.
Proof.
  intros i j _ _ D. exists 0%nat. split; [lia|]. unfold axis. simpl. intro E. now apply D, INR_eq.
Qed.

Lemma axis_in_position : polynomial_in_position 1 (fun i => dot (S d) (augmented sw sb d (axis i))).
Proof.
  intro t. exists (fun y => sb * t d + sw / sqrt (INR d) * t 0%nat * y). split.
  - apply poly_lt_plus; [apply poly_lt_const | apply poly_lt_scal, poly_lt_id].
  - intro i. unfold dot. simpl sum. rewrite (sum_one d 0%nat); [|lia|].
    + unfold augmented, axis. rewrite Nat.ltb_irrefl, (proj2 (Nat.ltb_lt 0 d)) by lia.
      simpl. ring.
    + intros c Hc N'. unfold augmented, axis. rewrite (proj2 (Nat.ltb_lt c d)) by exact Hc.
      destruct (Nat.eq_dec c 0); [contradiction | ring].
Qed.

Let K1_augmented x : forall i j, K1 (S d) (fun i => augmented sw sb d (x i)) i j = first_kernel sw sb d x i j.
Proof. intros. apply augmented_dot. Qed.

Theorem nngp_sharp_bias :
  (forall x, distinct d N x -> positive_definite N (nngp f vw vb (first_kernel sw sb d x) L)) <->
  (N <= S (degree_product L r))%nat.
Proof.
  split.
  - intro All. destruct (Compare_dec.le_lt_dec N (S (degree_product L r))) as [|G]; [assumption|].
    exfalso. apply (too_many N N2 _ _ G) with (2 := All axis axis_distinct).
    intros u K. rewrite <- (form_ext N (nngp f vw vb (K1 (S d) (fun i => augmented sw sb d (axis i))) L))
      by (intros; apply nngp_ext, K1_augmented).
    apply nngp_killed with (r := r); auto using axis_in_position. intros l Hl. now apply H.
  - intros HN x D. apply (positive_definite_ext N (nngp f vw vb (K1 (S d) (fun i => augmented sw sb d (x i))) L)).
    + intros. apply nngp_ext, K1_augmented.
    + apply nngp_by_degrees with (r := r); auto using augmented_nonparallel.
      intros l Hl. split; [apply R1 | now apply H].
Qed.

Theorem ntk_sharp_bias :
  (forall l, tempered (Derive (f l))) ->
  (forall x, distinct d N x -> positive_definite N (ntk f vw vb (first_kernel sw sb d x) L)) <->
  (N <= S (degree_product L r))%nat.
Proof.
  intro T'. split.
  - intro All. destruct (Compare_dec.le_lt_dec N (S (degree_product L r))) as [|G]; [assumption|].
    exfalso. apply (too_many N N2 _ _ G) with (2 := All axis axis_distinct).
    intros u K. rewrite <- (form_ext N (ntk f vw vb (K1 (S d) (fun i => augmented sw sb d (axis i))) L))
      by (intros; apply ntk_ext, K1_augmented).
    apply ntk_killed with (r := r); auto using axis_in_position. intros l Hl. now apply H.
  - intros HN x D. apply (positive_definite_ext N (ntk f vw vb (K1 (S d) (fun i => augmented sw sb d (x i))) L)).
    + intros. apply ntk_ext, K1_augmented.
    + apply ntk_by_degrees with (r := r); auto using augmented_nonparallel, tempered_keeps_semidefinite.
      intros l Hl. split; [apply R1 | now apply H].
Qed.
End Biases.
