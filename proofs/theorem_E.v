(** * Theorem E: the sharp theorem

    A network whose layers have degrees r_l ∈ {1, 2, …, ∞} has linearly independent features on
    every set of N ≥ 2 points that are pairwise apart, if N ≤ 1 + Π r_l; and on N = 2 + Π r_l
    equidistant points of a line, never.  "Features": the network's output as a function of all
    its parameters and of its widths, one function for each point.

    The part with all layers polynomial: products of D linear forms separate D + 1 points. *)

From Coq Require Import Reals Lra Lia List Classical.
From Nonpoly Require Import polynomial frechet sum theorem_A theorem_B theorem_C theorem_D.
Import ListNotations.
Local Open Scope R_scope.

(** Any two points are separated by some combination. *)
Definition pairwise_apart {T} (N : nat) (F : nat -> T -> R) : Prop :=
  forall i j, (i < N)%nat -> (j < N)%nat -> i <> j ->
  exists c : combination T, ev c (F i) = 1 /\ ev c (F j) = 0.

(** What combinations of the features of parameters T can be at the data points. *)
Definition span {T} (F : nat -> T -> R) : vectors :=
  fun v => exists c : combination T, forall i, v i = ev c (F i).

Fixpoint degree_product (L : nat) (r : nat -> nat) : nat :=
  match L with O => 1 | S l => degree_product l r * r l end.

(** ** Products of D linear forms separate D + 1 points *)

Lemma product_one (V : vectors) vs i : (forall v, In v vs -> v i = 1) -> product vs i = 1.
Proof.
  induction vs as [|v vs IH]; intro H; simpl; [reflexivity|].
  rewrite (H v), IH; simpl in *; auto; ring.
Qed.

Lemma product_zero vs v i : In v vs -> v i = 0 -> product vs i = 0.
Proof.
  induction vs as [|w vs IH]; intros [] Z; simpl.
  - subst. rewrite Z. ring.
  - rewrite IH by assumption. ring.
Qed.

Theorem products_separate {T} N (F : nat -> T -> R) D u :
  (2 <= N)%nat -> (N <= S D)%nat -> pairwise_apart N F -> orthogonal N u (span F) D ->
  forall i, (i < N)%nat -> u i = 0.
Proof.
  intros N2 ND P O i Hi.
  (* factors for the first n points other than i *)
  assert (B : forall n, (n <= N)%nat -> exists vs, (length vs <= n)%nat /\
      ((i < n)%nat -> (S (length vs) <= n)%nat) /\
      (forall v, In v vs -> span F v /\ v i = 1) /\
      forall j, (j < n)%nat -> j <> i -> exists v, In v vs /\ v j = 0).
  { induction n as [|n IH]; intro Hn.
    - exists []. simpl. repeat split; intros; try lia; contradiction.
    - destruct IH as (vs & L & Li & Vs & Z); [lia|].
      destruct (Nat.eq_dec n i) as [->|D'].
      + exists vs. repeat split; try lia; try (intros; now apply Vs).
        intros j Hj E. apply Z; lia.
      + destruct (P i n Hi Hn ltac:(auto)) as (c & C1 & C0).
        exists ((fun j => ev c (F j)) :: vs). simpl. repeat split; try lia.
        * destruct H as [<-|H]; [now exists c | now apply Vs].
        * destruct H as [<-|H]; [exact C1 | now apply Vs].
        * intros j Hj E. destruct (Nat.eq_dec j n) as [->|J].
          -- exists (fun j => ev c (F j)). auto.
          -- destruct (Z j ltac:(lia) E) as (v & Hv & V0). exists v. auto. }
  destruct (B N (le_n N)) as (vs & _ & L & Vs & Z). specialize (L Hi).
  set (k := match i with O => 1%nat | _ => 0%nat end).
  destruct (P i k Hi) as (c & C1 & _); [unfold k; destruct i; lia | unfold k; destruct i; lia|].
  (* pad with a form that is 1 at i *)
  set (one := fun j => ev c (F j)).
  set (ws := vs ++ repeat one (D - length vs)).
  assert (Ws : forall v, In v ws -> span F v /\ v i = 1).
  { intros v Hv. apply in_app_iff in Hv as [Hv|Hv]; [now apply Vs|].
    apply repeat_spec in Hv. subst v. split; [now exists c | exact C1]. }
  rewrite <- (O ws).
  - rewrite (sum_one N i).
    + rewrite (product_one (span F)); [ring|]. intros v Hv. now apply Ws.
    + exact Hi.
    + intros j Hj E. destruct (Z j Hj E) as (v & Hv & V0).
      rewrite (product_zero ws v); [ring | apply in_app_iff; auto | exact V0].
  - unfold ws. rewrite app_length, repeat_length. lia.
  - intros v Hv. now apply Ws.
Qed.

(** ** Products of products *)

Lemma product_app vs ws i : product (vs ++ ws) i = product vs i * product ws i.
Proof. induction vs as [|v vs IH]; simpl; [ring | rewrite IH; ring]. Qed.

Lemma orthogonal_compose N (V W : vectors) r :
  (forall u, orthogonal N u W 1 -> orthogonal N u V r) ->
  forall k u, orthogonal N u W k -> orthogonal N u V (r * k).
Proof.
  intros H k. induction k as [|k IH]; intros u O vs L Vs.
  - rewrite Nat.mul_0_r in L. destruct vs; [|discriminate]. apply (O []); auto. intros v [].
  - set (ws := firstn r vs). set (rest := skipn r vs).
    assert (E : vs = ws ++ rest) by (symmetry; apply firstn_skipn).
    assert (Lw : length ws = r) by (apply firstn_length_le; nia).
    assert (Lr : length rest = (r * k)%nat) by (unfold rest; rewrite skipn_length; nia).
    rewrite E. rewrite (sum_ext N _ (fun i => (u i * product rest i) * product ws i))
      by (intros; rewrite product_app; ring).
    apply (H (fun i => u i * product rest i)); [|exact Lw|].
    + intros [|w [|]] Lv Hw; try discriminate.
      rewrite (sum_ext N _ (fun i => (u i * w i) * product rest i)) by (intros; simpl; ring).
      apply (IH (fun i => u i * w i)); [|exact Lr|].
      * intros xs Lx Hx. rewrite <- (O (w :: xs)); [|simpl; congruence|].
        -- apply sum_ext. intros. simpl. ring.
        -- intros v [<-|Hv]; [apply Hw; simpl; auto | auto].
      * intros v Hv. apply Vs. rewrite E. apply in_app_iff. auto.
    + intros v Hv. apply Vs. rewrite E. apply in_app_iff. auto.
Qed.

Lemma span_plus {T} (F : nat -> T -> R) : closed_plus (span F).
Proof.
  intros v w (c & Hc) (d & Hd). exists (c ++ d). intro i. now rewrite ev_app, Hc, Hd.
Qed.

Lemma span_zero {T} (F : nat -> T -> R) : exists v, span F v.
Proof. exists (fun _ => 0). exists []. reflexivity. Qed.

(** One polynomial layer turns factors into products of its degree. *)
Lemma layer_products {T} N (F : nat -> T -> R) f beta r u :
  degree_is r f ->
  orthogonal N u (span (fun i => layer f beta (F i))) 1 -> orthogonal N u (span F) r.
Proof.
  intros D O. apply (top_degree N u (span F) f r); auto using span_plus, span_zero.
  intros v (c & Hc). rewrite <- (O [fun i => f (v i)]); auto.
  - apply sum_ext. intros. simpl. ring.
  - intros w [<-|[]]. exists [(1, (0, c))]. intro i.
    unfold layer, preactivation. simpl. rewrite Hc.
    replace (beta * 0 + ev c (F i)) with (ev c (F i)) by ring. ring.
Qed.

Lemma network_products {T} N (F : nat -> T -> R) f beta r L :
  (forall l, (l < L)%nat -> degree_is (r l) (f l)) ->
  forall u, orthogonal N u (span (fun i => network f beta L (F i))) 1 ->
  orthogonal N u (span F) (degree_product L r).
Proof.
  induction L as [|L IH]; intros D u O; simpl.
  - exact O.
  - apply (orthogonal_compose N (span F) (span (fun i => network f beta L (F i)))).
    + apply IH. auto.
    + apply (layer_products N _ (f L) (beta L)); auto.
Qed.

(** ** Layers keep points apart; a layer violating Fréchet's equation makes features independent *)

Lemma pair_independent {T} (F G : T -> R) :
  (exists c : combination T, ev c F = 1 /\ ev c G = 0) ->
  (exists c : combination T, ev c F = 0 /\ ev c G = 1) ->
  independent 2 (fun i => match i with O => F | _ => G end).
Proof.
  intros (c & CF & CG) (d & DF & DG) u Z.
  assert (H : forall e : combination T, u 0%nat * ev e F + u 1%nat * ev e G = 0).
  { induction e as [|[w t] e IH]; simpl; [ring|]. specialize (Z t). simpl in Z.
    replace (u 0%nat * (w * F t + ev e F) + u 1%nat * (w * G t + ev e G))
      with (w * (0 + u 0%nat * F t + u 1%nat * G t) + (u 0%nat * ev e F + u 1%nat * ev e G)) by ring.
    rewrite Z, IH. ring. }
  pose proof (H c) as Hc. pose proof (H d) as Hd. rewrite CF, CG in Hc. rewrite DF, DG in Hd.
  intros [|[|i]] Hi; [lra | lra | lia].
Qed.

Lemma layer_apart {T} N (F : nat -> T -> R) f beta :
  pairwise_apart N F -> nonconstant f -> pairwise_apart N (fun i => layer f beta (F i)).
Proof.
  intros P NC i j Hi Hj D.
  assert (I : independent 2 (fun k => match k with O => F i | _ => F j end)).
  { apply pair_independent; [now apply P|]. destruct (P j i Hj Hi ltac:(auto)) as (c & A & B).
    now exists c. }
  apply (theorem_C _ _ f beta) in I; [|exact NC].
  destruct (dual_basis _ _ I) as (e & He). exists (e 0%nat).
  rewrite (He 0%nat 0%nat), (He 0%nat 1%nat) by lia. unfold unit_. simpl. auto.
Qed.

Lemma network_apart {T} N (F : nat -> T -> R) f beta L :
  pairwise_apart N F -> (forall l, (l < L)%nat -> nonconstant (f l)) ->
  pairwise_apart N (fun i => network f beta L (F i)).
Proof.
  intros P. induction L as [|L IH]; intro NC; [exact P|]. simpl. apply layer_apart; auto.
Qed.

Lemma layer_independent {T} N (F : nat -> T -> R) f beta :
  (2 <= N)%nat -> pairwise_apart N F -> ~ frechet (N - 1) f ->
  independent N (fun i => layer f beta (F i)).
Proof.
  intros N2 P NF.
  set (add := fun p q : R * combination T => (fst p + fst q, snd p ++ snd q)).
  assert (S : apart N (fun i => preactivation beta (F i))).
  { intros i j Hi Hj D h. destruct (P i j Hi Hj D) as (c & C1 & C0).
    exists (0, cscale h c). unfold preactivation. simpl. rewrite !ev_cscale, C1, C0.
    split; ring. }
  apply (theorem_B_frechet add N (fun i => preactivation beta (F i))); auto.
  intros i Hi. split.
  - intros p q. unfold preactivation, add. simpl. rewrite ev_app. ring.
  - intro h. set (j := match i with O => 1%nat | _ => 0%nat end).
    destruct (S i j Hi) with (h := h) as (p & _ & Hp);
      [unfold j; destruct i; lia | unfold j; destruct i; lia | now exists p].
Qed.

Lemma nonconstant_not_poly f n : (1 <= n)%nat -> ~ poly_lt n f -> nonconstant f.
Proof.
  intros Hn NP. apply NNPP. intro C. apply NP. apply (poly_lt_le 1); [exact Hn|].
  apply (poly_lt_ext _ (fun _ => f 0)); [|apply poly_lt_const].
  intro x. apply NNPP. intro D. apply C. now exists 0, x.
Qed.

(** The paper's theorem: one layer that is no polynomial of degree ≤ N − 2, the others not constant. *)
Theorem one_layer_suffices {T} N (F : nat -> T -> R) f beta l L :
  (2 <= N)%nat -> pairwise_apart N F -> (l < L)%nat ->
  (forall k, (k < L)%nat -> nonconstant (f k)) -> ~ frechet (N - 1) (f l) ->
  independent N (fun i => network f beta L (F i)).
Proof.
  intros N2 P Hl NC NF. apply (theorem_C_depth N F f beta (S l) L); [lia | intros; apply NC; lia |].
  apply layer_independent; auto. apply network_apart; auto. intros; apply NC; lia.
Qed.

(** ** Theorem E *)

Lemma exact_degree f r : polynomial f -> ~ poly_lt r f -> exists s, (r <= s)%nat /\ degree_is s f.
Proof.
  intros (n & Hn) NP. induction n as [|n IH].
  - exfalso. apply NP. apply (poly_lt_le 0); [lia | exact Hn].
  - destruct (classic (poly_lt n f)) as [H|H]; [auto|]. exists n. split; [|now split].
    destruct (Compare_dec.le_lt_dec r n) as [|G]; [assumption|]. exfalso. apply NP.
    now apply (poly_lt_le (S n)).
Qed.

Lemma degree_product_le L r s :
  (forall l, (l < L)%nat -> (r l <= s l)%nat) -> (degree_product L r <= degree_product L s)%nat.
Proof.
  induction L as [|L IH]; intro H; simpl; [lia|]. apply Nat.mul_le_mono; auto.
Qed.

Lemma choose_degrees L (f : nat -> R -> R) r :
  (forall l, (l < L)%nat -> exists s, (r l <= s)%nat /\ degree_is s (f l)) ->
  exists s, forall l, (l < L)%nat -> (r l <= s l)%nat /\ degree_is (s l) (f l).
Proof.
  induction L as [|L IH]; intro H; [exists r; lia|].
  destruct IH as (s & Hs); [auto|]. destruct (H L) as (a & Ha); [lia|].
  exists (fun l => if Nat.eq_dec l L then a else s l). intros l Hl.
  destruct (Nat.eq_dec l L) as [->|]; [exact Ha | apply Hs; lia].
Qed.

(** Each σ_l is known not to be a polynomial of degree < r_l (degree ≥ r_l, or no polynomial). *)
Theorem theorem_E {T} N (F : nat -> T -> R) f beta r L :
  (2 <= N)%nat -> pairwise_apart N F ->
  (forall l, (l < L)%nat -> (1 <= r l)%nat /\ locally_bounded (f l) /\ ~ poly_lt (r l) (f l)) ->
  (N <= S (degree_product L r))%nat ->
  independent N (fun i => network f beta L (F i)).
Proof.
  intros N2 P H NL.
  assert (NC : forall l, (l < L)%nat -> nonconstant (f l)).
  { intros l Hl. destruct (H l Hl) as (R1 & _ & NP). now apply (nonconstant_not_poly _ (r l)). }
  destruct (classic (exists l, (l < L)%nat /\ ~ polynomial (f l))) as [(l & Hl & NP)|All].
  - apply (one_layer_suffices N F f beta l L); auto.
    apply not_frechet_locally_bounded; [apply H, Hl|]. intro Q. apply NP. now exists (N - 1)%nat.
  - destruct (choose_degrees L f r) as (s & Hs).
    { intros l Hl. apply exact_degree; [|apply H, Hl]. apply NNPP. intro NP. apply All. now exists l. }
    intros u Z. apply (products_separate N F (degree_product L s)); auto.
    + pose proof (degree_product_le L r s ltac:(intros; now apply Hs)). lia.
    + apply (network_products N F f beta s L); [intros; now apply Hs|].
      intros [|v [|]] Lv Hv; try discriminate. destruct (Hv v) as (c & Hc); [simpl; auto|].
      rewrite (sum_ext N _ (fun i => u i * ev c (network f beta L (F i))))
        by (intros; simpl; rewrite Hc; ring).
      clear Lv Hv Hc. induction c as [|[w t] c IH]; simpl.
      * apply sum_zero. intros. ring.
      * rewrite (sum_ext N _ (fun i => w * (u i * network f beta L (F i) t)
                                       + u i * ev c (network f beta L (F i)))) by (intros; ring).
        rewrite sum_plus, sum_scal, Z, IH. ring.
Qed.

Lemma separates_apart {T} N (F : nat -> T -> R) : apart N F -> pairwise_apart N F.
Proof.
  intros S i j Hi Hj D. destruct (S i j Hi Hj D 1) as (t & T0 & T1).
  exists [(1, t)]. simpl. rewrite T0, T1. split; ring.
Qed.

Corollary theorem_E_bias d N x f beta r L :
  (2 <= N)%nat -> distinct d N x ->
  (forall l, (l < L)%nat -> (1 <= r l)%nat /\ locally_bounded (f l) /\ ~ poly_lt (r l) (f l)) ->
  (N <= S (degree_product L r))%nat ->
  independent N (fun i => network f beta L (affine d (x i))).
Proof. intros N2 D. apply (theorem_E N (fun i => affine d (x i))); auto using separates_apart, distinct_apart. Qed.

Corollary theorem_E_vectors m N z f beta r L :
  (2 <= N)%nat -> nonparallel m N z ->
  (forall l, (l < L)%nat -> (1 <= r l)%nat /\ locally_bounded (f l) /\ ~ poly_lt (r l) (f l)) ->
  (N <= S (degree_product L r))%nat ->
  independent N (fun i => network f beta L (dot m (z i))).
Proof. intros N2 D. apply (theorem_E N (fun i => dot m (z i))); auto using separates_apart, nonparallel_apart. Qed.

(** ** Sharpness: on a line *)

(** Polynomial features stay polynomials in the position i on the line. *)
Definition polynomial_in_position {T} (d : nat) (F : nat -> T -> R) : Prop :=
  forall t, exists P, poly_lt (S d) P /\ forall i, F i t = P (INR i).

Lemma network_in_position {T} (F : nat -> T -> R) f beta r L :
  polynomial_in_position 1 F -> (forall l, (l < L)%nat -> poly_lt (S (r l)) (f l)) ->
  polynomial_in_position (degree_product L r) (fun i => network f beta L (F i)).
Proof.
  intros P. induction L as [|L IH]; intro H; [exact P|]. specialize (IH ltac:(auto)).
  intros [b c]. simpl.
  assert (E : exists Q, poly_lt (S (degree_product L r)) Q /\
                forall i, preactivation (beta L) (network f beta L (F i)) (b, c) = Q (INR i)).
  { unfold preactivation. simpl. induction c as [|[w t] c (Q & HQ & EQ)].
    - exists (fun _ => beta L * b). split; [apply poly_lt_const|]. intro i. simpl. ring.
    - destruct (IH t) as (S' & HS & ES). exists (fun x => w * S' x + Q x). split.
      + apply poly_lt_plus; [now apply poly_lt_scal | exact HQ].
      + intro i. simpl. rewrite <- EQ, <- ES. ring. }
  destruct E as (Q & HQ & EQ). exists (fun x => f L (Q x)). split.
  - rewrite Nat.mul_comm. apply poly_lt_comp; [apply H; lia | exact HQ].
  - intro i. unfold layer. now rewrite EQ.
Qed.

Theorem theorem_E_dependent {T} N (F : nat -> T -> R) f beta r L :
  polynomial_in_position 1 F -> (forall l, (l < L)%nat -> poly_lt (S (r l)) (f l)) ->
  (S (S (degree_product L r)) <= N)%nat ->
  ~ independent N (fun i => network f beta L (F i)).
Proof.
  intros P H HN I. set (D := S (degree_product L r)).
  set (u := fun i => if Compare_dec.le_lt_dec i D then stencil D i else 0).
  assert (E : u D = 0).
  { apply I; [|unfold D; lia]. intro p. destruct (network_in_position F f beta r L P H p) as (Q & HQ & EQ).
    rewrite <- (deltas_vanish D 1 Q HQ 0), deltas_sum.
    replace N with (S D + (N - S D))%nat by (unfold D; lia). rewrite sum_beyond.
    - apply sum_ext. intros i Hi. unfold u.
      destruct (Compare_dec.le_lt_dec i D); [|lia]. rewrite EQ. f_equal. f_equal. ring.
    - intros i Hi. unfold u. destruct (Compare_dec.le_lt_dec i D); [lia | ring]. }
  unfold u in E. destruct (Compare_dec.le_lt_dec D D); [|lia].
  rewrite stencil_last in E. lra.
Qed.

(** All layers polynomials of exact degrees r_l ≥ 1: independence on all admissible sets of N points
    if and only if N ≤ 1 + Π r_l.  With biases, in any dimension d ≥ 1. *)
Theorem theorem_E_sharp d N f beta r L :
  (1 <= d)%nat -> (2 <= N)%nat -> (forall l, (l < L)%nat -> (1 <= r l)%nat /\ degree_is (r l) (f l)) ->
  (forall x, distinct d N x -> independent N (fun i => network f beta L (affine d (x i)))) <->
  (N <= S (degree_product L r))%nat.
Proof.
  intros Hd N2 H. split.
  - intro All. destruct (Compare_dec.le_lt_dec N (S (degree_product L r))) as [|G]; [assumption|].
    exfalso. set (x := fun (i c : nat) => if Nat.eq_dec c 0 then INR i else 0).
    apply (theorem_E_dependent N (fun i => affine d (x i)) f beta r L).
    + intros [w b]. exists (fun y => b + w 0%nat * y). split.
      * apply poly_lt_plus; [apply poly_lt_const | apply poly_lt_scal, poly_lt_id].
      * intro i. unfold affine, dot. simpl. rewrite (sum_one d 0%nat).
        -- unfold x. simpl. ring.
        -- lia.
        -- intros c _ Hc. unfold x. destruct (Nat.eq_dec c 0); [contradiction | ring].
    + intros l Hl. apply H, Hl.
    + exact G.
    + apply All. intros i j _ _ D. exists 0%nat. split; [lia|].
      unfold x. simpl. intro E. apply D. now apply INR_eq.
  - intros HN x D. apply (theorem_E_bias d N x f beta r L); auto.
    intros l Hl. destruct (H l Hl) as (R1 & P & NP). repeat split; auto.
    now apply (poly_locally_bounded (S (r l))).
Qed.

(** Without biases, in dimension m ≥ 2: the points (1, i, 0, …) of a line off the origin. *)
Theorem theorem_E_sharp_vectors m N f beta r L :
  (2 <= m)%nat -> (2 <= N)%nat -> (forall l, (l < L)%nat -> (1 <= r l)%nat /\ degree_is (r l) (f l)) ->
  (forall z, nonparallel m N z -> independent N (fun i => network f beta L (dot m (z i)))) <->
  (N <= S (degree_product L r))%nat.
Proof.
  intros Hm N2 H. split.
  - intro All. destruct (Compare_dec.le_lt_dec N (S (degree_product L r))) as [|G]; [assumption|].
    exfalso. set (z := fun (i c : nat) => match c with O => 1 | 1%nat => INR i | _ => 0 end).
    apply (theorem_E_dependent N (fun i => dot m (z i)) f beta r L).
    + intro t. exists (fun y => t 0%nat + t 1%nat * y). split.
      * apply poly_lt_plus; [apply poly_lt_const | apply poly_lt_scal, poly_lt_id].
      * intro i. unfold dot. replace m with (2 + (m - 2))%nat by lia. rewrite sum_beyond.
        -- simpl. ring.
        -- intros [|[|c]] Hc; [lia | lia | simpl; ring].
    + intros l Hl. apply H, Hl.
    + exact G.
    + apply All. split.
      * intros i _. exists 0%nat. split; [lia | simpl; lra].
      * intros i j _ _ D l. destruct (Req_dec l 1) as [->|N1].
        -- exists 1%nat. split; [lia|]. simpl. intro E. apply D, INR_eq. lra.
        -- exists 0%nat. split; [lia|]. simpl. lra.
  - intros HN z D. apply (theorem_E_vectors m N z f beta r L); auto.
    intros l Hl. destruct (H l Hl) as (R1 & P & NP). repeat split; auto.
    now apply (poly_locally_bounded (S (r l))).
Qed.
