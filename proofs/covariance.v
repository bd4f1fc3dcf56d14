(** * Covariance matrices are Gram matrices

    A symmetric positive semidefinite K is K_ij = A_i·A_j for some vectors A_i (Cholesky, without
    pivoting: a zero on the diagonal has a zero row).  So A_i·g, with g standard Gaussian, are
    variables of covariance K. *)

From Coq Require Import Reals Lra Lia List.
From Nonpoly Require Import polynomial sum theorem_A theorem_B theorem_C moderate expectation.
Local Open Scope R_scope.

Definition covariance (N : nat) (K : matrix) : Prop := symmetric N K /\ positive_semidefinite N K.

Definition factor (N m : nat) (A : nat -> point) (K : matrix) : Prop :=
  forall i j, (i < N)%nat -> (j < N)%nat -> K i j = dot m (A i) (A j).

Lemma form_cons N K a u :
  symmetric (S N) K ->
  form (S N) K (cons a u)
  = a * a * K 0%nat 0%nat + 2 * a * sum N (fun i => u i * K (S i) 0%nat)
    + form N (fun i j => K (S i) (S j)) u.
Proof.
  intro Sy. unfold form. rewrite (sum_first N), (sum_first N (fun j => cons a u 0%nat * _ * _)).
  rewrite (sum_ext N (fun j => cons a u 0%nat * cons a u (S j) * K 0%nat (S j))
    (fun i => a * (u i * K (S i) 0%nat))).
  2:{ intros j Hj. rewrite (Sy 0%nat (S j)) by lia. simpl. ring. }
  rewrite (sum_ext N (fun i => sum (S N) (fun j => cons a u (S i) * cons a u j * K (S i) j))
    (fun i => a * (u i * K (S i) 0%nat) + sum N (fun j => u i * u j * K (S i) (S j)))).
  2:{ intros i Hi. rewrite (sum_first N). cbn [cons]. ring. }
  cbn [cons].
  rewrite sum_plus, !sum_scal. ring.
Qed.

Theorem factor_exists N K : covariance N K -> exists m A, factor N m A K.
Proof.
  revert K. induction N as [|N IH]; intros K [Sy P].
  - exists 0%nat, (fun _ _ => 0). intros i j Hi. lia.
  - set (k := fun i => K (S i) 0%nat). set (q := K 0%nat 0%nat).
    assert (Q : forall a u, 0 <= a * a * q + 2 * a * sum N (fun i => u i * k i)
                                + form N (fun i j => K (S i) (S j)) u).
    { intros a u. unfold q, k. rewrite <- (form_cons N K a u Sy). apply P. }
    assert (Q0 : 0 <= q).
    { specialize (Q 1 (fun _ => 0)). rewrite (form_zero_out N _ (fun _ => 0)) in Q by reflexivity.
      rewrite sum_zero in Q by (intros; ring). lra. }
    destruct Q0 as [Q0|Z].
    + set (C := fun i j => K (S i) (S j) + - / q * (k i * k j)).
      destruct (IH C) as (m & A & F).
      * split.
        -- intros i j Hi Hj. unfold C. rewrite (Sy (S i) (S j)) by lia. ring.
        -- intro u. specialize (Q (- sum N (fun i => u i * k i) / q) u).
           unfold C. rewrite (form_plus N (fun i j => K (S i) (S j))).
           rewrite form_scal, form_square. set (s := sum N (fun i => u i * k i)) in *.
           replace (- s / q * (- s / q) * q + 2 * (- s / q) * s) with (- / q * (s * s)) in Q
             by (field; lra). lra.
      * pose proof (sqrt_lt_R0 q Q0) as R. pose proof (sqrt_sqrt q (Rlt_le _ _ Q0)) as RR.
        exists (S m), (fun i => match i with
                                | O => cons (sqrt q) (fun _ => 0)
                                | S i => cons (k i / sqrt q) (A i) end).
        assert (Dz : forall v, dot m (fun _ => 0) v = 0) by (intro; apply sum_zero; intros; ring).
        assert (D : forall a b u v, dot (S m) (cons a u) (cons b v) = a * b + dot m u v)
          by (intros; exact (sum_first m _)).
        intros [|i] [|j] Hi Hj; rewrite D.
        -- rewrite Dz. fold q. lra.
        -- rewrite Dz, (Sy 0%nat (S j)) by lia. fold (k j). field. lra.
        -- rewrite dot_comm, Dz. fold (k i). field. lra.
        -- rewrite <- F by lia. unfold C.
           replace (k i / sqrt q * (k j / sqrt q)) with (k i * k j / (sqrt q * sqrt q)) by (field; lra).
           rewrite RR. field. lra.
    + assert (Zk : forall i, (i < N)%nat -> k i = 0).
      { intros i Hi. destruct (Req_dec (k i) 0) as [|NZ]; [assumption|]. exfalso.
        set (r := form N (fun i j => K (S i) (S j)) (unit_ i)).
        specialize (Q (- (r + 1) / (2 * k i)) (unit_ i)). fold r in Q. rewrite <- Z in Q.
        rewrite (sum_one N i) in Q; [|exact Hi|].
        - unfold unit_ in Q at 1. destruct (Nat.eq_dec i i) as [_|]; [|congruence].
          replace (2 * (- (r + 1) / (2 * k i)) * (1 * k i)) with (- (r + 1)) in Q by (field; exact NZ). lra.
        - intros j _ N'. unfold unit_. destruct (Nat.eq_dec i j); [congruence | ring]. }
      destruct (IH (fun i j => K (S i) (S j))) as (m & A & F).
      * split; [intros i j Hi Hj; apply Sy; lia|]. intro u. specialize (Q 0 u). lra.
      * exists m, (fun i => match i with O => fun _ => 0 | S i => A i end).
        assert (Dz : forall v, dot m (fun _ => 0) v = 0) by (intro; apply sum_zero; intros; ring).
        intros [|i] [|j] Hi Hj.
        -- now rewrite Dz.
        -- rewrite Dz, (Sy 0%nat (S j)) by lia. apply Zk. lia.
        -- rewrite dot_comm, Dz. apply Zk. lia.
        -- now rewrite <- F by lia.
Qed.

(** ** What the vectors have from the matrix *)

Lemma factor_form N m A K u :
  factor N m A K -> let w c := sum N (fun i => u i * A i c) in
  form N K u = sum N (fun i => u i * dot m (A i) w).
Proof.
  intros F w. apply sum_ext. intros i Hi.
  rewrite (sum_ext N _ (fun j => u i * (u j * dot m (A i) (A j)))) by (intros j Hj; rewrite (F i j Hi Hj); ring).
  rewrite sum_scal. f_equal. unfold dot, w.
  rewrite (sum_ext m (fun c => A i c * sum N (fun j => u j * A j c)) (fun c => sum N (fun j => u j * (A i c * A j c)))).
  - rewrite sum_swap. apply sum_ext. intros. now rewrite sum_scal.
  - intros c _. rewrite <- sum_scal. apply sum_ext. intros. ring.
Qed.

Lemma factor_independent N m A K :
  factor N m A K -> positive_definite N K -> independent N (fun i => dot m (A i)).
Proof.
  intros F P u Z i Hi. destruct (Req_dec (u i) 0) as [|U]; [assumption|]. exfalso.
  assert (0 < form N K u) as L by (apply P; eauto). rewrite (factor_form N m A K u F), Z in L. lra.
Qed.

(** A combination of values of linear forms is one. *)
Lemma ev_dot m (c : combination point) : exists w, forall z, ev c (dot m z) = dot m z w.
Proof.
  induction c as [|s c (w & Hw)].
  - exists (fun _ => 0). intro z. simpl. unfold dot. symmetry. apply sum_zero. intros. ring.
  - exists (fun k => fst s * snd s k + w k). intro z. simpl. rewrite Hw. unfold dot.
    rewrite <- sum_scal, <- sum_plus. apply sum_ext. intros. ring.
Qed.

(** The features of a non-constant σ stay independent on independent linear forms. *)
Lemma forms_features_independent N m A f :
  independent N (fun i => dot m (A i)) -> nonconstant f -> independent N (fun i t => f (dot m (A i) t)).
Proof.
  intros I NC u Z. apply (theorem_C N (fun i => dot m (A i)) f 0 I NC u). intros [b c].
  destruct (ev_dot m c) as (w & E).
  transitivity (sum N (fun i => u i * f (dot m (A i) w))); [|apply Z].
  apply sum_ext. intros i _. unfold layer, preactivation. simpl. rewrite E. do 2 f_equal. ring.
Qed.

(** No two of the variables are multiples of each other, none is 0. *)
Definition separated (N : nat) (K : matrix) : Prop :=
  (forall i, (i < N)%nat -> 0 < K i i) /\
  forall i j, (i < N)%nat -> (j < N)%nat -> i <> j -> K i j * K i j < K i i * K j j.

Lemma dot_ext m a b a' b' :
  (forall c, (c < m)%nat -> a c = a' c) -> (forall c, (c < m)%nat -> b c = b' c) ->
  dot m a b = dot m a' b'.
Proof. intros A B. apply sum_ext. intros c Hc. now rewrite A, B. Qed.

Lemma dot_scal_left m c a b : dot m (fun k => c * a k) b = c * dot m a b.
Proof. rewrite dot_comm, dot_scal. f_equal. apply dot_comm. Qed.

Lemma separated_nonparallel N m A K : factor N m A K -> separated N K -> nonparallel m N A.
Proof.
  intros F [D P]. split.
  - intros i Hi. specialize (D i Hi). rewrite (F i i Hi Hi) in D.
    apply Classical_Prop.NNPP. intro Z. apply (Rlt_irrefl 0). rewrite <- (sum_zero m (fun c => A i c * A i c)) at 2.
    + exact D.
    + intros c Hc. destruct (Req_dec (A i c) 0) as [->|N']; [ring|]. exfalso. apply Z. now exists c.
  - intros i j Hi Hj N' l. apply Classical_Prop.NNPP. intro Z. specialize (P i j Hi Hj N').
    assert (E : forall c, (c < m)%nat -> A i c = l * A j c).
    { intros c Hc. destruct (Req_dec (A i c) (l * A j c)); [assumption|]. exfalso. apply Z. now exists c. }
    rewrite !F in P by assumption.
    assert (El : forall b, dot m (A i) b = l * dot m (A j) b).
    { intro b. rewrite <- dot_scal_left. apply dot_ext; auto. }
    assert (Eij := El (A j)). assert (Eii := El (A i)). rewrite (dot_comm m (A j)), Eij in Eii.
    rewrite Eij, Eii in P. lra.
Qed.

Lemma nonparallel_separated N m A : nonparallel m N A -> separated N (fun i j => dot m (A i) (A j)).
Proof.
  intros [Z P]. assert (D : forall x, nonzero m x -> 0 < dot m x x).
  { intros x Hx. pose proof (dot_self_nonneg m x). pose proof (dot_self m x Hx). lra. }
  split; [intros; apply D; auto|]. intros i j Hi Hj N'.
  set (l := dot m (A i) (A j) / dot m (A j) (A j)). pose proof (D _ (Z j Hj)) as Dj.
  assert (W : 0 < dot m (fun c => A i c - l * A j c) (fun c => A i c - l * A j c)).
  { apply D. destruct (P i j Hi Hj N' l) as (c & Hc & E). exists c. split; [exact Hc | lra]. }
  rewrite dot_minus, dot_scal, !(dot_comm m (fun c => _ - _)), !dot_minus, !dot_scal in W.
  rewrite (dot_comm m (A j) (A i)) in W. set (q := dot m (A j) (A j)) in *.
  set (p := dot m (A i) (A j)) in *. assert (L : l * q = p) by (unfold l; field; lra).
  apply (Rmult_lt_compat_r q) in W; [|exact Dj].
  replace ((dot m (A i) (A i) - l * p - l * (p - l * q)) * q)
    with (dot m (A i) (A i) * q - 2 * p * (l * q) + (l * q) * (l * q)) in W by ring.
  rewrite L in W. lra.
Qed.

(** Two variables at a time: positive definite 2 × 2 matrices. *)
Lemma positive_definite_pair K : positive_definite 2 K -> symmetric 2 K ->
  0 < K 0%nat 0%nat /\ K 0%nat 1%nat * K 0%nat 1%nat < K 0%nat 0%nat * K 1%nat 1%nat.
Proof.
  intros P Sy. assert (E : K 1%nat 0%nat = K 0%nat 1%nat) by (apply Sy; lia).
  assert (A : 0 < K 0%nat 0%nat).
  { pose proof (P (unit_ 0)) as H. unfold form, unit_ in H. simpl in H.
    assert (0 < 0 + (0 + 1 * 1 * K 0%nat 0%nat + 1 * 0 * K 0%nat 1%nat)
                + (0 + 0 * 1 * K 1%nat 0%nat + 0 * 0 * K 1%nat 1%nat)); [|lra].
    apply H. exists 0%nat. split; [lia|]. simpl. lra. }
  split; [exact A|]. set (u := cons (- K 0%nat 1%nat) (fun _ => K 0%nat 0%nat)).
  assert (H : 0 < form 2 K u).
  { apply P. exists 1%nat. split; [lia|]. simpl. lra. }
  unfold form, u in H. simpl in H. rewrite E in H.
  set (a := K 0%nat 0%nat) in *. set (b := K 0%nat 1%nat) in *. set (c := K 1%nat 1%nat) in *.
  assert (0 < a * (a * c - b * b)) by lra.
  apply (Rmult_lt_reg_l a); [exact A|]. lra.
Qed.
